"""The shared catalogue beside a document: what it would say differently. Ten queries, no writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from journeys.models import Journey, Stage, StageRole
from messaging import document as d
from stakeholders.models import BuyerRole, DesiredResult

RESULT_FIELDS = ("name", "unit", "direction", "baseline_question")
ROLE_FIELDS = ("title", "influence", "degree", "level", "initial_executive_buyer", "priorities", "fears", "modes")
STAGE_FIELDS = ("phase", "name", "goal", "customer_does", "evidence", "internal_stage")
JOURNEY_FIELDS = ("name", "description")
CONCEPT_FIELDS = ("kind", "text")
WIN_FIELDS = ("text",)


@dataclass(frozen=True)
class Difference:
    """One value of a shared row that a file would change; an empty `now` is an addition."""

    what: str
    field: str
    now: str
    file: str


def plain(value: Any) -> Any:
    """Return the document's value as the row stores it."""
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return getattr(value, "value", value)


def differences(document: d.FrameworkDocument) -> list[Difference]:
    """Return what the document says differently from the shared rows it matches by key; nothing is written."""
    journey = Journey.objects.filter(key=document.journey.key).first()
    return [
        *_results(document),
        *_roles(document, journey),
        *(_journey(document.journey, journey) if journey else ()),
    ]


def _results(document: d.FrameworkDocument) -> Iterator[Difference]:
    rows = {row.key: row for row in DesiredResult.objects.filter(key__in=[item.key for item in document.results])}
    for item in document.results:
        if row := rows.get(item.key):
            yield from _differing(row, item, RESULT_FIELDS, item.name)


def _roles(document: d.FrameworkDocument, journey: Journey | None) -> Iterator[Difference]:
    active = StageRole.objects.filter(stage__journey=journey).select_related("stage").order_by("stage__order")
    rows = BuyerRole.objects.filter(key__in=[role.key for role in document.roles]).prefetch_related(
        "concepts", "wins", "desired_results", "metrics", Prefetch("activities", queryset=active)
    )
    known = {row.key: row for row in rows}
    names = {result.key: result.name for result in document.results}
    stages = {stage.key: stage.name for stage in document.journey.stages}
    for item in document.roles:
        if row := known.get(item.key):
            yield from _differing(row, item, ROLE_FIELDS, row.title)
            yield from _told(row.title, "concept", row.concepts.all(), item.concepts, CONCEPT_FIELDS)
            yield from _told(row.title, "win", row.wins.all(), item.wins, WIN_FIELDS)
            yield from _named(row.title, "desired results", row.desired_results.all(), item.desired_results, names)
            yield from _named(row.title, "measured by", row.metrics.all(), item.metrics, names)
            here = [activity.stage for activity in row.activities.all()]
            yield from _named(row.title, "active in", here, item.active_stages, stages) if here else ()


def _told(what: str, kind: str, rows: Iterable[Any], items: Iterable[Any], fields: tuple[str, ...]) -> Any:
    known = {row.key: row for row in rows}
    for item in items:
        if row := known.get(item.key):
            yield from _differing(row, item, fields, f"{what}, {kind}")
        else:
            yield Difference(what, f"new {kind}", "", item.text)


def _named(
    what: str, field: str, rows: Iterable[Any], keys: Iterable[str], names: Mapping[str, str]
) -> Iterator[Difference]:
    """Compare a set of things that the row and the file refer to, whatever their order."""
    now = {row.key: row for row in rows}
    wanted = list(keys)
    if set(now) != set(wanted):
        yield Difference(
            what, field, "; ".join(row.name for row in now.values()), "; ".join(names[key] for key in wanted)
        )


def _journey(item: d.Journey, journey: Journey) -> Iterator[Difference]:
    yield from _differing(journey, item, JOURNEY_FIELDS, journey.name)
    rows: list[Stage] = list(journey.stages.prefetch_related("may_return_to"))
    known = {row.key: row for row in rows}
    names = {stage.key: stage.name for stage in item.stages}
    for stage in item.stages:
        if row := known.get(stage.key):
            yield from _differing(row, stage, STAGE_FIELDS, row.name)
            yield from _named(row.name, "may return to", row.may_return_to.all(), stage.may_return_to, names)
        else:
            yield Difference(journey.name, "new stage", "", stage.name)
    ours, theirs = [row for row in rows if row.key in names], [stage for stage in item.stages if stage.key in known]
    if [row.key for row in ours] != [stage.key for stage in theirs]:
        shown = (" → ".join(stage.name for stage in stages) for stages in (ours, theirs))
        yield Difference(journey.name, "order of stages", *shown)


def _differing(row: Any, item: Any, fields: tuple[str, ...], what: str) -> Iterator[Difference]:
    for name in fields:
        now, file = getattr(row, name), plain(getattr(item, name))
        if now != file:
            yield Difference(what, name.replace("_", " "), _shown(now), _shown(file))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
