"""The four roles of the product, as Django groups with their permissions: one table, kept true after every migrate."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management import call_command

LEAD, SELLER, MANAGER, ADMINISTRATOR = "Enablement leads", "Sellers", "Sales managers", "Administrators"

PRODUCT_PERMISSIONS: dict[str, tuple[str, ...]] = {
    LEAD: ("author_frameworks", "publish_releases", "read_releases"),
    SELLER: ("read_releases",),
    MANAGER: ("read_releases", "manage_sellers"),
    ADMINISTRATOR: ("administer", "read_releases"),
}
ROLE_DOES: dict[str, str] = {
    LEAD: "Write frameworks, publish releases and sign off the journey for marketing.",
    SELLER: "Read released sheets and prepare conversations.",
    MANAGER: "Read released sheets, see a sales team's work and sign off the journey for sales.",
    ADMINISTRATOR: "Keep the catalogue, people and their roles.",
}
# Administrators keep these models in the Django admin.
ADMIN_MODELS: dict[str, tuple[str, ...]] = {
    "people.user": ("view", "add", "change"),
    "people.activity": ("view",),
    "auth.group": ("view",),
    "stakeholders.buyerrole": ("view", "add", "change", "delete"),
    "stakeholders.concept": ("view", "add", "change", "delete"),
    "stakeholders.win": ("view", "add", "change", "delete"),
    "stakeholders.desiredresult": ("view", "add", "change", "delete"),
    "journeys.journey": ("view", "add", "change", "delete"),
    "journeys.stage": ("view", "add", "change", "delete"),
    "journeys.stagerole": ("view", "add", "change", "delete"),
    "messaging.framework": ("view",),
    "messaging.release": ("view",),
    "messaging.rulesetting": ("view", "add", "change", "delete"),
    "messaging.waiver": ("view",),
    "sheets.renderjob": ("view",),
    "sheets.artifact": ("view",),
    "sheets.sheet": ("view",),
    "sheets.workerbeat": ("view",),
}


def _wanted(role: str) -> set[tuple[str, str]]:
    """Return (app label, codename) of every permission the role has."""
    wanted = {("people", codename) for codename in PRODUCT_PERMISSIONS[role]}
    if role == ADMINISTRATOR:
        for model, verbs in ADMIN_MODELS.items():
            app, _, name = model.partition(".")
            wanted |= {(app, f"{verb}_{name}") for verb in verbs}
    return wanted


def _last_app() -> AppConfig:
    """Return the app that Django's post_migrate tells of last."""
    return [config for config in apps.get_app_configs() if config.models_module][-1]


def keep_cache_table(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Create the table of the database cache, which the rate limits of the sign-in need (post_migrate; idempotent)."""
    if sender is _last_app() and settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", database=using, verbosity=0)


def keep_groups(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Create the four groups and set their permissions to the table above (post_migrate; idempotent)."""
    if sender is not _last_app():
        return  # Django tells once an app; the permissions of all apps exist when it tells of the last
    from django.contrib.auth.models import Group, Permission  # app ready: called from a signal

    existing = {
        (p.content_type.app_label, p.codename): p
        for p in Permission.objects.using(using).select_related("content_type")
    }
    for role in PRODUCT_PERMISSIONS:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([existing[key] for key in _wanted(role) if key in existing])
