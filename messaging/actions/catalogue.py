"""Bringing a document into the shared catalogue: rows matched by key, changed only on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

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
    for item in document.roles:
        role = keep_role(item, results, update=update)
        _activity(role, item, catalogue, update)
        catalogue.roles[item.key] = role
        catalogue.concepts |= {concept.key: concept for concept in role.concepts.all()}
        catalogue.wins |= {win.key: win for win in role.wins.all()}
    return catalogue


def keep_results(items: Iterable[d.DesiredResult], *, update: bool) -> dict[str, DesiredResult]:
    """Return the desired results by key, made where they are missing."""
    return {item.key: _row(DesiredResult, item, RESULT_FIELDS, update)[0] for item in items}


def keep_journey(item: d.Journey, *, update: bool) -> Journey:
    """Return the journey with its stages; an existing one changes only on request, and never loses a stage."""
    journey: Journey
    journey, created = _row(Journey, item, JOURNEY_FIELDS, update)
    if not created and not update:
        return journey
    rows = [_stage(journey, stage) for stage in item.stages]
    by_key = {stage.key: stage for stage in rows}
    for stage, row in zip(item.stages, rows, strict=True):
        row.may_return_to.set([by_key[key] for key in stage.may_return_to])
    _order_stages(journey, [row.pk for row in rows])
    return journey


def _stage(journey: Journey, item: d.Stage) -> Stage:
    row: Stage
    row, created = _row(Stage, item, STAGE_FIELDS, True, journey=journey, order=0)
    if not created:
        Stage.objects.filter(pk=row.pk).update(version=F("version") + 1)
    return row


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


def keep_role(item: d.Role, results: dict[str, DesiredResult], *, update: bool) -> BuyerRole:
    """Return the role with its concepts, wins and results; an existing one changes only on request."""
    role: BuyerRole
    role, created = _row(BuyerRole, item, ROLE_FIELDS, update)
    if created or update:
        _links(BuyerRole.desired_results.through, role, [results[key] for key in item.desired_results])
        _links(BuyerRole.metrics.through, role, [results[key] for key in item.metrics])
        _told(Concept, role, item.concepts, CONCEPT_FIELDS)
        _told(Win, role, item.wins, WIN_FIELDS)
    return role


def _links(through: Any, role: BuyerRole, results: list[DesiredResult]) -> None:
    """Write the role's results anew, in the given order."""
    through.objects.filter(buyerrole=role).delete()
    through.objects.bulk_create(through(buyerrole=role, desiredresult=result) for result in results)


def _told(model: Any, role: BuyerRole, items: Sequence[d.Part], fields: tuple[str, ...]) -> None:
    """Write the role's concepts or wins in the file's order; those it does not know stay behind them."""
    rows = [_row(model, item, fields, True, role=role)[0] for item in items]
    others = [row for row in model.objects.filter(role=role) if row.pk not in {known.pk for known in rows}]
    for place, row in enumerate([*rows, *others]):
        row.order = place
    model.objects.bulk_update([*rows, *others], ["order"])


def _activity(role: BuyerRole, item: d.Role, catalogue: Catalogue, update: bool) -> None:
    """Write in which stages the role is active, unless the journey knows that already and keeps its own."""
    active = StageRole.objects.filter(role=role, stage__journey=catalogue.journey)
    if update or not active.exists():
        active.delete()
        StageRole.objects.bulk_create(StageRole(stage=catalogue.stages[key], role=role) for key in item.active_stages)


def _row(model: Any, item: Any, fields: tuple[str, ...], update: bool, **scope: Any) -> tuple[Any, bool]:
    """Return the row with the item's key, made or (on request) brought up to date, and whether it was made.

    `order` in the scope is for a new row only.
    """
    values = {name: plain(getattr(item, name)) for name in fields}
    fresh = {"order": scope.pop("order")} if "order" in scope else {}
    row, created = model.objects.get_or_create(key=item.key, **scope, defaults={**values, **fresh})
    if update and not created and any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    return row, created
