"""What a lead sees of every framework at once: coverage, the release in use, the last change. Six queries in all,
and two more where there are variants."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from journeys.grid import CellKey, CellState, cells
from journeys.models import Stage, StageRole
from messaging.models import CellNote, Framework, FrameworkRole, Release, Review, ValueMessage
from messaging.queries.inheritance import Behind, behind
from messaging.terms import ReviewState
from people.models import Activity

UP_TO_DATE = Behind()


@dataclass(frozen=True)
class Tick:
    """One expected cell in the coverage strip."""

    phase: str
    state: CellState


@dataclass(frozen=True)
class Overview:
    """One framework in the list."""

    framework: Framework
    ticks: tuple[Tick, ...]
    changed_at: dt.datetime
    changed_by: str
    next_release: int
    in_review: bool
    approved_at: dt.datetime | None
    behind: Behind = UP_TO_DATE
    depth: int = 0  # how many bases stand above it

    @property
    def expected(self) -> int:
        return len(self.ticks)

    @property
    def answered(self) -> int:
        return sum(tick.state is not CellState.GAP for tick in self.ticks)


def overviews(frameworks: QuerySet[Framework]) -> list[Overview]:
    """Return each framework with its coverage and last change, the latest changed first, variants below their base."""
    unread = ("live_release__document", "base__live_release__document")
    known = _with_review(_with_last_change(frameworks)).select_related("live_release", "base__live_release")
    rows: list[Any] = list(known.defer(*unread))
    coverage, lag = _coverage(rows), behind(rows)
    entries = [
        Overview(
            row,
            tuple(coverage[row.pk]),
            *_last_change(row),
            row.next_number,
            *_review(row),
            lag.get(row.pk, UP_TO_DATE),
        )
        for row in rows
    ]
    return list(_families(sorted(entries, key=lambda entry: entry.changed_at, reverse=True)))


def _families(entries: list[Overview]) -> Iterator[Overview]:
    """Yield each framework with its variants below it, and theirs below these."""
    known = {entry.framework.pk for entry in entries}
    children: defaultdict[int | None, list[Overview]] = defaultdict(list)
    for entry in entries:
        base = entry.framework.base_id
        children[base if base in known else None].append(entry)

    def below(base: int | None, depth: int) -> Iterator[Overview]:
        for entry in children[base]:
            yield replace(entry, depth=depth)
            yield from below(entry.framework.pk, depth + 1)

    return below(None, 0)


def _with_last_change(frameworks: QuerySet[Framework]) -> QuerySet[Framework]:
    message = ValueMessage.objects.filter(framework=OuterRef("pk")).order_by("-changed_at")
    activity = Activity.objects.filter(
        subject_type="messaging.framework", subject_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-at")
    return frameworks.annotate(
        message_at=Subquery(message.values("changed_at")[:1]),
        message_by=Subquery(message.values("changed_by__name")[:1]),
        activity_at=Subquery(activity.values("at")[:1]),
        activity_by=Subquery(activity.values("actor__name")[:1]),
    )


def _with_review(frameworks: QuerySet[Framework]) -> QuerySet[Framework]:
    last = Review.objects.filter(framework=OuterRef("pk")).order_by("-submitted_at", "-pk")
    newest = Release.objects.filter(framework=OuterRef("pk")).order_by("-number")
    return frameworks.annotate(
        review_state=Subquery(last.values("state")[:1]),
        review_at=Subquery(last.values("decided_at")[:1]),
        newest_at=Subquery(newest.values("released_at")[:1]),
        next_number=Coalesce(Subquery(newest.values("number")[:1]), 0) + 1,
    )


def _review(row: Any) -> tuple[bool, dt.datetime | None]:
    """Return whether the draft is in review, and when it was approved if that has not become a release."""
    waits = row.review_state == ReviewState.APPROVED and (row.newest_at is None or row.newest_at < row.review_at)
    return row.review_state == ReviewState.OPEN, row.review_at if waits else None


def _last_change(row: Any) -> tuple[dt.datetime, str]:
    changes: list[tuple[dt.datetime | None, str | None]] = [
        (row.created_at, None),
        (row.message_at, row.message_by),
        (row.activity_at, row.activity_by),
    ]
    return max(((at, by or "") for at, by in changes if at), key=lambda change: change[0])


def _coverage(rows: Sequence[Framework]) -> dict[int, list[Tick]]:
    """Return the expected cells of each framework in matrix order: a message or a reason answers a cell."""
    ids = [row.pk for row in rows]
    stages = _stages(rows)
    active: defaultdict[int, set[CellKey]] = defaultdict(set)
    for journey, *cell in StageRole.objects.filter(stage__journey__in=stages).values_list(
        "stage__journey", "stage__key", "role__key"
    ):
        active[journey].add((cell[0], cell[1]))
    roles: defaultdict[int, list[str]] = defaultdict(list)
    for framework, role in FrameworkRole.objects.filter(framework__in=ids).values_list("framework", "role__key"):
        roles[framework].append(role)
    counts, reasons = _counts(ids), _reasons(ids)
    return {
        row.pk: _ticks(stages[row.journey_id], roles[row.pk], active[row.journey_id], counts[row.pk], reasons[row.pk])
        for row in rows
    }


def _ticks(
    stages: dict[str, str],
    roles: list[str],
    active: set[CellKey],
    counts: dict[CellKey, int],
    reasons: dict[CellKey, str],
) -> list[Tick]:
    grid = cells(stages, roles, active, counts, reasons).values()
    return [Tick(stages[cell.stage], cell.state) for cell in grid if cell.expected]


def _stages(rows: Iterable[Framework]) -> defaultdict[int, dict[str, str]]:
    """Return stage key → phase of each journey, in order."""
    stages: defaultdict[int, dict[str, str]] = defaultdict(dict)
    journeys = {row.journey_id for row in rows}
    for journey, key, phase in Stage.objects.filter(journey__in=journeys).values_list("journey", "key", "phase"):
        stages[journey][key] = phase
    return stages


def _counts(ids: list[int]) -> defaultdict[int, dict[CellKey, int]]:
    counts: defaultdict[int, dict[CellKey, int]] = defaultdict(dict)
    rows = ValueMessage.objects.filter(framework__in=ids).order_by().values_list("framework", "stage__key", "role__key")
    for framework, stage, role, count in rows.annotate(count=Count("pk")):
        counts[framework][stage, role] = count
    return counts


def _reasons(ids: list[int]) -> defaultdict[int, dict[CellKey, str]]:
    reasons: defaultdict[int, dict[CellKey, str]] = defaultdict(dict)
    notes = CellNote.objects.filter(framework__in=ids, is_gap=False)
    for framework, stage, role, reason in notes.values_list("framework", "stage__key", "role__key", "reason"):
        reasons[framework][stage, role] = reason
    return reasons
