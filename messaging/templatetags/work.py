"""The count beside “My work” in the menu."""

from __future__ import annotations

from django import template
from django.utils import timezone

from messaging.queries.work import waiting
from people.models import User

register = template.Library()


@register.simple_tag
def waiting_for(user: User) -> int:
    """Return how much waits for the person, in one query."""
    return waiting(user, timezone.localdate())
