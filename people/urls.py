"""The front door, and each person's own account."""

from django.urls import include, path

from people import views

urlpatterns = [
    path("", views.home, name="home"),
    path("theme/", views.theme, name="theme"),
    path("accounts/", views.account, name="account"),
    path("accounts/", include("people.door_urls")),
]
