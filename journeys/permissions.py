"""Who may read a journey's definitions, and which side each person signs for."""

from __future__ import annotations

from django.http import Http404

from journeys.models import Journey
from journeys.terms import Side
from people.permissions import AnyUser, may_author, may_manage, permission_view

READERS = "Enablement leads and sales managers share the journey. Ask one of them what it says."


def may_share(user: AnyUser) -> bool:
    return may_author(user) or may_manage(user)


sharer_view = permission_view(may_share, READERS)


def sides_of(user: AnyUser) -> list[Side]:
    """Return the sides that the person signs for: managers for sales, leads for marketing."""
    return [side for side, may in ((Side.SALES, may_manage), (Side.MARKETING, may_author)) if may(user)]


def access_journey(user: AnyUser, key: str) -> Journey:
    """Return the journey to read and sign, or 404."""
    journey = Journey.objects.filter(key=key).first() if may_share(user) else None
    if journey is None:
        raise Http404("There is no such journey.")
    return journey
