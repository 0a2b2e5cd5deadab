"""Bringing a document into the shared catalogue: rows matched by key, changed only on request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, QuerySet

from journeys.models import Journey, Stage, StageRole
from journeys.phases import Phase
from messaging import document as d
from messaging.actions.catalogue_problems import catalogue_problems
from messaging.queries.catalogue import (
    CONCEPT_FIELDS,
    JOURNEY_FIELDS,
    RESULT_FIELDS,
    ROLE_FIELDS,
    STAGE_FIELDS,
    WIN_FIELDS,
    plain,
)
from messaging.reading import DocumentError
from stakeholders.models import BuyerRole, Concept, DesiredResult, Win

PHASE_PLACE = {phase: place for place, phase in enumerate(Phase)}


@dataclass
class Catalogue:
    """The shared rows that a document's keys stand for."""

    journey: Journey
    results: dict[str, DesiredResult]
    stages: dict[str, Stage] = field(default_factory=dict)
    roles: dict[str, BuyerRole] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    wins: dict[str, Win] = field(default_factory=dict)


def keep_catalogue(document: d.FrameworkDocument, *, update: bool) -> Catalogue:
    """Return the shared rows for the document, creating what is missing, changing what differs only if `update`.

    Raises DocumentError, before anything is written, when the document and the kept rows cannot go together.
    """
    problems = catalogue_problems(document, update=update)
    if problems:
        raise DocumentError(problems)
    results = keep_results(document.results, update=update)
    journey = keep_journey(document.journey, update=update)
    catalogue = Catalogue(journey, results, {stage.key: stage for stage in journey.stages.all()})
    catalogue.roles = keep_roles(document.roles, results, update=update)
    _activity(document.roles, catalogue, update)
    of_roles = {"role__in": catalogue.roles.values()}
    catalogue.concepts = {concept.key: concept for concept in Concept.objects.filter(**of_roles)}
    catalogue.wins = {win.key: win for win in Win.objects.filter(**of_roles)}
    return catalogue


def keep_results(items: Iterable[d.DesiredResult], *, update: bool) -> dict[str, DesiredResult]:
    """Return the desired results by key, made where they are missing."""
    return _rows(DesiredResult.objects.all(), items, RESULT_FIELDS, update=update)[0]


def keep_journey(item: d.Journey, *, update: bool) -> Journey:
    """Return the journey with its stages; an existing one changes only on request, and never loses a stage."""
    rows, made = _rows(Journey.objects.all(), [item], JOURNEY_FIELDS, update=update)
    journey: Journey = rows[item.key]
    if not made and not update:
        return journey
    stages, made = _rows(
        journey.stages.all(), item.stages, STAGE_FIELDS, update=True, of=lambda _: {"journey": journey, "order": 0}
    )
    journey.stages.filter(key__in=stages.keys() - made).update(version=F("version") + 1)
    _returns(item, stages)
    _order_stages(journey, [stages[stage.key].pk for stage in item.stages])
    return journey


def _returns(item: d.Journey, stages: dict[str, Stage]) -> None:
    """Write anew to which earlier stages the file's stages may return."""
    through: Any = Stage.may_return_to.through
    through.objects.filter(from_stage__in=stages.values()).delete()
    through.objects.bulk_create(
        through(from_stage=stages[stage.key], to_stage=stages[key])
        for stage in item.stages
        for key in stage.may_return_to
    )


def _order_stages(journey: Journey, first: Sequence[int]) -> None:
    """Give the stages their order: by phase; within a phase the file's stages, then those it does not know."""
    place = {pk: number for number, pk in enumerate(first)}
    stages = sorted(
        journey.stages.all(),
        key=lambda row: (PHASE_PLACE[Phase(row.phase)], place.get(row.pk, len(place)), row.order),
    )
    for number, stage in enumerate(stages):
        stage.order = number
    Stage.objects.bulk_update(stages, ["order"])


def keep_roles(items: Sequence[d.Role], results: dict[str, DesiredResult], *, update: bool) -> dict[str, BuyerRole]:
    """Return the roles by key with their concepts, wins and results; existing ones change only on request."""
    roles: dict[str, BuyerRole]
    roles, made = _rows(BuyerRole.objects.all(), items, ROLE_FIELDS, update=update)
    told = [item for item in items if update or item.key in made]
    for name in ("desired_results", "metrics"):
        _links(getattr(BuyerRole, name).through, roles, told, name, results)
    _told(Concept, roles, {item.key: item.concepts for item in told}, CONCEPT_FIELDS)
    _told(Win, roles, {item.key: item.wins for item in told}, WIN_FIELDS)
    return roles


def _links(
    through: Any, roles: dict[str, BuyerRole], told: Sequence[d.Role], name: str, results: dict[str, DesiredResult]
) -> None:
    """Write the roles' results anew, in the given order."""
    through.objects.filter(buyerrole__in=[roles[item.key] for item in told]).delete()
    through.objects.bulk_create(
        through(buyerrole=roles[item.key], desiredresult=results[key]) for item in told for key in getattr(item, name)
    )


def _told(model: Any, roles: dict[str, BuyerRole], told: dict[str, Sequence[Any]], fields: tuple[str, ...]) -> None:
    """Write each role's concepts or wins in the file's order; those it does not know stay behind them."""
    owner = {item.key: roles[key] for key, items in told.items() for item in items}
    items = [item for items in told.values() for item in items]
    kept = model.objects.filter(role__in=[roles[key] for key in told])
    rows, _ = _rows(kept, items, fields, update=True, of=lambda item: {"role": owner[item.key]})
    place = {key: number for number, key in enumerate(rows)}
    ordered = sorted(kept.all(), key=lambda row: (row.role_id, place.get(row.key, len(place)), row.order, row.pk))
    for _, mine in groupby(ordered, key=lambda row: row.role_id):
        for number, row in enumerate(mine):
            row.order = number
    model.objects.bulk_update(ordered, ["order"])


def _activity(items: Sequence[d.Role], catalogue: Catalogue, update: bool) -> None:
    """Write in which stages the roles are active, unless the journey knows that already and keeps its own."""
    active = StageRole.objects.filter(stage__journey=catalogue.journey, role__in=catalogue.roles.values())
    settled = set() if update else set(active.values_list("role_id", flat=True))
    told = [item for item in items if catalogue.roles[item.key].pk not in settled]
    active.filter(role__in=[catalogue.roles[item.key] for item in told]).delete()
    StageRole.objects.bulk_create(
        StageRole(stage=catalogue.stages[key], role=catalogue.roles[item.key])
        for item in told
        for key in item.active_stages
    )


def _rows(
    kept: QuerySet[Any],
    items: Iterable[Any],
    fields: tuple[str, ...],
    *,
    update: bool,
    of: Callable[[Any], dict[str, Any]] = lambda _: {},
) -> tuple[dict[str, Any], set[str]]:
    """Return the kept rows with the items' keys, in the items' order, and the keys of those that had to be made.

    Kept rows take the items' values only if `update`; `of` tells what a new row has besides.
    """
    values = {item.key: {name: plain(getattr(item, name)) for name in fields} for item in items}
    rows = {row.key: row for row in kept.filter(key__in=values)}
    fresh = [kept.model(key=item.key, **values[item.key], **of(item)) for item in items if item.key not in rows]
    kept.model._default_manager.bulk_create(fresh)
    if update:
        _bring_up_to_date(rows, values, fields)
    made = {row.key for row in fresh}
    rows |= {row.key: row for row in fresh}
    return {key: rows[key] for key in values}, made


def _bring_up_to_date(rows: dict[str, Any], values: dict[str, dict[str, Any]], fields: tuple[str, ...]) -> None:
    changed = [row for key, row in rows.items() if any(getattr(row, name) != values[key][name] for name in fields)]
    for row in changed:
        for name in fields:
            setattr(row, name, values[row.key][name])
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, fields)
