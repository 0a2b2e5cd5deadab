"""Every URL of the product, one include a package."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("people.urls")),
    path("", include("journeys.urls")),
    path("", include("messaging.urls")),
    path("", include("sheets.urls")),
    path("", include("selling.urls")),
]

handler400 = "ui.errors.bad_request"
handler403 = "ui.errors.permission_denied"
handler404 = "ui.errors.not_found"
