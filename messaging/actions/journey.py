"""Changing a journey: its stages, their order, who takes part. Every framework on the journey changes with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from journeys.models import Journey, Stage, StageRole
from journeys.phases import Phase
from messaging.actions.library import InUseError, StaleError
from messaging.document import canonical
from messaging.models import Framework
from messaging.permissions import require_author
from messaging.queries.journey import active_pairs, stage_uses
from people.activity import record
from people.models import User
from stakeholders.models import BuyerRole
from ui.keys import free_key

PLACE = {phase.value: place for place, phase in enumerate(Phase)}
Values = Mapping[str, Any]


class LastStageError(Exception):
    """A journey needs at least one stage."""


@transaction.atomic
def add_stage(actor: User, framework: Framework, values: Values) -> Stage:
    """Add a stage at the end of its phase."""
    require_author(actor)
    journey = _lock(framework)
    key = free_key(values["name"], set(journey.stages.values_list("key", flat=True)), fallback="stage")
    columns = {name: value for name, value in values.items() if name != "may_return_to"}
    stage = Stage.objects.create(journey=journey, key=key, order=journey.stages.count(), **columns)
    stage.may_return_to.set(values.get("may_return_to", []))
    _renumber(journey)
    record(actor, "added a stage", framework, stage=key, words=stage.name)
    return stage


@transaction.atomic
def save_stage(actor: User, framework: Framework, stage: Stage, values: Values, *, expected_version: int) -> Stage:
    """Write the stage's fields, unless somebody else has saved it since; in another phase it goes to the end."""
    require_author(actor)
    journey = _lock(framework)
    now = journey.stages.select_for_update().filter(pk=stage.pk).first()
    if now is None or now.version != expected_version:
        raise StaleError(now)
    moved = now.phase != values["phase"]
    columns = [name for name in values if name != "may_return_to"]
    for name in columns:
        setattr(now, name, values[name])
    now.version = expected_version + 1
    now.order = journey.stages.count() if moved else now.order
    now.save(update_fields=[*columns, "version", "order"])
    now.may_return_to.set(values["may_return_to"])
    _renumber(journey)
    record(actor, "changed a stage", framework, journey=journey.key, stage=now.key, item=now.key, words=now.name)
    return now


@transaction.atomic
def move_stage(actor: User, framework: Framework, stage: Stage, *, step: int) -> None:
    """Move the stage up (-1) or down (+1) within its phase; at the edge nothing happens."""
    require_author(actor)
    journey = _lock(framework)
    rows = list(journey.stages.filter(phase=stage.phase).order_by("order"))
    place = next(number for number, row in enumerate(rows) if row.pk == stage.pk)
    target = min(max(place + step, 0), len(rows) - 1)
    if target == place:
        return
    orders = [row.order for row in rows]
    rows.insert(target, rows.pop(place))
    for row, order in zip(rows, orders, strict=True):
        row.order = order
    Stage.objects.bulk_update(rows, ["order"])
    record(actor, "reordered the stages", framework, stage=stage.key, place=target + 1)


@transaction.atomic
def delete_stage(actor: User, framework: Framework, stage: Stage) -> None:
    """Delete the stage, unless any framework has something in it."""
    require_author(actor)
    journey = _lock(framework)
    found = stage_uses(stage)
    if found:
        raise InUseError(found)
    if journey.stages.count() == 1:
        raise LastStageError
    record(actor, "deleted a stage", framework, stage=stage.key, words=stage.name)
    stage.delete()
    _renumber(journey)


def fingerprint(pairs: set[tuple[str, str]]) -> str:
    """Return a short name of who takes part where, as it stands."""
    return hashlib.sha256(canonical(sorted(pairs)).encode()).hexdigest()[:16]


@transaction.atomic
def save_activity(actor: User, framework: Framework, wanted: set[tuple[str, str]], *, expected: str) -> None:
    """Write in which stages each role of this framework takes part, unless somebody else has changed that since."""
    require_author(actor)
    journey = _lock(framework)
    now = active_pairs(framework)
    if fingerprint(now) != expected:
        raise StaleError(now)
    stages = {stage.key: stage for stage in journey.stages.all()}
    roles: dict[str, BuyerRole] = {role.key: role for role in framework.roles.all()}
    known = {(stage, role) for stage, role in wanted if stage in stages and role in roles}
    for stage, role in now - known:
        StageRole.objects.filter(stage=stages[stage], role=roles[role]).delete()
    StageRole.objects.bulk_create(
        StageRole(stage=stages[stage], role=roles[role]) for stage, role in sorted(known - now)
    )
    if known != now:
        touched = sorted({stage for stage, _ in known ^ now})
        counts = {"added": len(known - now), "removed": len(now - known)}
        record(actor, "changed who takes part", framework, journey=journey.key, stages=touched, **counts)


@transaction.atomic
def rename_journey(actor: User, framework: Framework, values: Values) -> None:
    """Write the journey's name and description."""
    require_author(actor)
    journey = _lock(framework)
    journey.name, journey.description = values["name"], values["description"]
    journey.save(update_fields=["name", "description"])
    record(actor, "renamed the journey", framework, journey=journey.key, words=journey.name)


def _lock(framework: Framework) -> Journey:
    return Journey.objects.select_for_update().get(pk=framework.journey_id)


def _renumber(journey: Journey) -> None:
    """Give the stages their order: by phase, and as they stood within it."""
    rows = sorted(journey.stages.all(), key=lambda row: (PLACE[row.phase], row.order))
    for number, row in enumerate(rows):
        row.order = number
    Stage.objects.bulk_update(rows, ["order"])
