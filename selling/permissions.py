"""What a seller may open: the release in use, its stages and its roles. Everything else is a 404 that helps."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from messaging.models import Release
from messaging.permissions import access_live_release
from messaging.released import released_document
from people.models import User
from sheets.parts import Index


@dataclass(frozen=True)
class Reading:
    """A release in use, opened."""

    release: Release
    index: Index


def open_release(release: Release) -> Reading:
    return Reading(release, Index(released_document(release)))


def access_reading(user: User, slug: str, *, stage: str = "", role: str = "") -> Reading:
    """Return the framework's live release, opened, or 404 when it, the stage or the role is not there."""
    reading = open_release(access_live_release(user, slug))
    if stage and stage not in reading.index.stages:
        raise Http404("The release in use has no such stage. It may have been renamed: choose it again.")
    if role and role not in reading.index.roles:
        raise Http404("The release in use has no such role. It may have been renamed: choose it again.")
    return reading
