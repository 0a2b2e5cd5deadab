"""Questions about people."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from people.models import User
from people.roles import ADMINISTRATOR


def authors() -> QuerySet[User]:
    """Return the active people who may open and write frameworks."""
    allowed = Permission.objects.filter(codename="author_frameworks", content_type__app_label="people")
    may = Q(groups__permissions__in=allowed) | Q(user_permissions__in=allowed) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct()


def is_last_administrator(user: User) -> bool:
    """Say whether nobody could administer when this person no longer did."""
    if not user.groups.filter(name=ADMINISTRATOR).exists():
        return False
    return not User.objects.filter(groups__name=ADMINISTRATOR, is_active=True).exclude(pk=user.pk).exists()
