"""The releases of a framework, with how far each one's sheets are and how long each took from the first change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.timesince import timesince

from messaging.models import Framework, MessageRevision, Release, ValueMessage
from people.models import Activity
from sheets.models import Artifact, RenderJob
from sheets.terms import JobState


@dataclass(frozen=True)
class Line:
    """One release in the history."""

    release: Any  # with `total`, `ready` and `failed` sheets
    took: str

    @property
    def withdrawal(self) -> Any:
        return getattr(self.release, "withdrawal", None)


def history(framework: Framework) -> QuerySet[Release]:
    """Return the releases, newest first, each with `total`, `ready` and `failed` sheets and its first and last day."""
    key = OuterRef("sheets__content_key")
    made = Exists(Artifact.objects.filter(content_key=key))
    failed = Exists(RenderJob.objects.filter(content_key=key, state=JobState.FAILED))
    return (
        timed(framework.releases.all())
        .select_related("released_by", "approved_by", "withdrawal__by")
        .defer("document")
        .annotate(
            total=Count("sheets"),
            ready=Count("sheets", filter=Q(made)),
            failed=Count("sheets", filter=Q(failed) & ~Q(made)),
        )
        .order_by("-number")
    )


def lines(releases: Iterable[Release]) -> list[Line]:
    """Return releases that came from `history` or `timed` as the page shows them."""
    return [Line(release, took(release)) for release in releases]


def timed(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Add when the first change after the release before was made (in a message or beside it), and the going live."""
    before = Release.objects.filter(framework=OuterRef("framework"), number__lt=OuterRef("number")).order_by("-number")
    gone_live = Activity.objects.filter(
        subject_type="messaging.release", subject_id=Cast(OuterRef("pk"), CharField()), verb="went live"
    )
    beside = Activity.objects.filter(
        subject_type="messaging.framework", subject_id=Cast(OuterRef("framework"), CharField())
    )
    return releases.annotate(
        since=Subquery(before.values("released_at")[:1]),
        started=F("framework__created_at"),
        live_at=Subquery(gone_live.order_by("at").values("at")[:1]),
        kept=_first(MessageRevision.objects.filter(framework=OuterRef("framework")), "at"),
        written=_first(ValueMessage.objects.filter(framework=OuterRef("framework")), "changed_at"),
        settled=_first(beside, "at"),
    )


def _first(rows: QuerySet[Any, Model], at: str) -> Subquery:
    between = {f"{at}__gt": OuterRef("since"), f"{at}__lte": OuterRef("released_at")}
    return Subquery(rows.filter(**between).order_by(at).values(at)[:1])


def took(release: Any) -> str:
    """Return the time from the first change after the release before to the going live, in words, or nothing.

    The first release took from the beginning of the framework. A revision says when a version was written, so the
    earliest of them is the first change; a framework that was only renamed has none, but an entry in the log.
    """
    moments = [release.kept, release.written, release.settled]
    first: dt.datetime | None = min((at for at in moments if at), default=None) if release.since else release.started
    if first is None or release.live_at is None:
        return ""
    return timesince(first, release.live_at, depth=2)


def neighbour(release: Release) -> Release | None:
    """Return the release before this one."""
    return (
        Release.objects.filter(framework=release.framework_id, number__lt=release.number)
        .defer("document")
        .order_by("-number")
        .first()
    )
