"""Questions about releases and their sheets that several rooms ask."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from messaging.models import Framework, Release
from messaging.queries.releases import standing
from sheets.models import Artifact, Sheet
from sheets.plan import SheetSpec


def made(keys: Iterable[str]) -> set[str]:
    """Return those of the content keys whose file is there."""
    return set(Artifact.objects.filter(content_key__in=set(keys)).values_list("content_key", flat=True))


def nothing_new(before: Release | None, content_hash: str, specs: list[SheetSpec]) -> list[str]:
    """Return why a release now would be no news: the words and the look of the newest one that stands."""
    if before is None or before.content_hash != content_hash:
        return []
    if {spec.content_key for spec in specs} != set(before.sheets.values_list("content_key", flat=True)):
        return []
    return [f"Nothing has changed since release {before.number}. Change something, then publish."]


def unfinished() -> QuerySet[Release]:
    """Return the releases that may still come into use: newer than the one in use, and not withdrawn."""
    live = F("framework__live_release__number")
    newer = Q(framework__live_release=None) | Q(number__gt=live)
    return Release.objects.filter(newer, withdrawal=None).defer("document")


def missing(release: Release) -> QuerySet[Sheet]:
    """Return the release's sheets whose file is not there yet."""
    return release.sheets.filter(~Exists(Artifact.objects.filter(content_key=OuterRef("content_key"))))


def newest_ready(framework: Framework, without: Release | None = None) -> Release | None:
    """Return the newest release that nobody has withdrawn and whose sheets are all there."""
    others = (release for release in standing(framework) if release != without)
    return next((release for release in others if not missing(release).exists()), None)
