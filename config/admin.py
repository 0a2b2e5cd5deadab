"""The admin site: stock Django, with the product's own sign-in, password page and rules of who may enter."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from people.permissions import may_administer

STORY = ("people", "stakeholders", "journeys", "messaging", "sheets")


class ThroughlineAdminSite(AdminSite):
    site_header = "Throughline administration"
    site_title = "Throughline"
    index_title = "Catalogue and people"
    login = method_decorator(secure_admin_login)(AdminSite.login)

    def has_permission(self, request: HttpRequest) -> bool:
        """Let administrators in, send nobody-yet to the sign-in, and refuse everybody else with a sentence."""
        user = request.user
        if user.is_authenticated and not (user.is_active and user.is_staff and may_administer(user)):
            raise PermissionDenied("Administrators keep the catalogue and people. Ask one of them.")
        return super().has_permission(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Tell the product's story in its order: people, then who, when, what and on paper."""
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: STORY.index(app["app_label"]) if app["app_label"] in STORY else len(STORY))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # a redirect
        """Send to the product's own page, which asks for the present password and limits tries."""
        return redirect("account_change_password")
