"""Questions about people."""

from __future__ import annotations

from people.models import User
from people.roles import ADMINISTRATOR


def is_last_administrator(user: User) -> bool:
    """Say whether nobody could administer when this person no longer did."""
    if not user.groups.filter(name=ADMINISTRATOR).exists():
        return False
    return not User.objects.filter(groups__name=ADMINISTRATOR, is_active=True).exclude(pk=user.pk).exists()
