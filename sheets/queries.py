"""Questions about releases and their sheets that several rooms ask."""

from __future__ import annotations

from collections.abc import Iterable

from messaging.models import Release
from sheets.models import Artifact
from sheets.plan import SheetSpec


def made(keys: Iterable[str]) -> set[str]:
    """Return those of the content keys whose file is there."""
    return set(Artifact.objects.filter(content_key__in=set(keys)).values_list("content_key", flat=True))


def nothing_new(before: Release | None, content_hash: str, specs: list[SheetSpec]) -> list[str]:
    """Return why a release now would be no news: the same words as the newest one, on sheets that look the same."""
    if before is None or before.content_hash != content_hash:
        return []
    if {spec.content_key for spec in specs} != set(before.sheets.values_list("content_key", flat=True)):
        return []
    return [f"Nothing has changed since release {before.number}. Change something, then publish."]
