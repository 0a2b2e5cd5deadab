"""A framework's journey as its editor shows it: stages by phase, who takes part, what would be touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from journeys.models import Journey, Stage, StageRole
from journeys.phases import PHASES, Phase, PhaseLaw
from messaging.models import CellNote, Framework, Objection, Question, ValueMessage
from messaging.queries.results import roles_for
from stakeholders.models import BuyerRole


@dataclass(frozen=True)
class StageLine:
    """One stage with its number on the journey and how many messages of this framework it has."""

    number: int
    stage: Stage
    messages: int
    returns: str
    first: bool
    last: bool


@dataclass(frozen=True)
class PhaseBlock:
    law: PhaseLaw
    lines: list[StageLine]


@dataclass(frozen=True)
class ActivityRow:
    """One role and, stage by stage, whether it takes part."""

    role: BuyerRole
    cells: list[tuple[Stage, str, bool]]  # (stage, field name, active)


def phase_blocks(framework: Framework) -> list[PhaseBlock]:
    """Return the three phases with their stages. Three queries."""
    counted = Count("messages", filter=Q(messages__framework=framework), distinct=True)
    rows = framework.journey.stages.annotate(n_messages=counted).prefetch_related("may_return_to").order_by("order")
    numbered = list(enumerate(rows, start=1))
    return [
        PhaseBlock(PHASES[phase], _lines([(n, row) for n, row in numbered if row.phase == phase])) for phase in Phase
    ]


def _lines(rows: list[tuple[int, Any]]) -> list[StageLine]:
    last = len(rows) - 1
    return [
        StageLine(number, row, row.n_messages, ", ".join(map(str, row.may_return_to.all())), place == 0, place == last)
        for place, (number, row) in enumerate(rows)
    ]


def activity_rows(framework: Framework) -> list[ActivityRow]:
    """Return the framework's roles with the stages they take part in. Three queries."""
    stages = list(framework.journey.stages.order_by("order"))
    active = active_pairs(framework)
    return [
        ActivityRow(
            role,
            [(stage, field_name(stage.key, role.key), (stage.key, role.key) in active) for stage in stages],
        )
        for role in roles_for(framework)
    ]


def field_name(stage: str, role: str) -> str:
    """Return the name of the checkbox for one cell: keys hold no dot."""
    return f"on.{stage}.{role}"


def active_pairs(framework: Framework) -> set[tuple[str, str]]:
    """Return (stage key, role key) of every cell in which a role of this framework takes part."""
    rows = StageRole.objects.filter(stage__journey=framework.journey_id, role__framework_places__framework=framework)
    return set(rows.values_list("stage__key", "role__key"))


def sharing(framework: Framework) -> list[str]:
    """Return the titles of the other frameworks that go the same journey."""
    others = Framework.objects.filter(journey=framework.journey_id).exclude(pk=framework.pk)
    return list(others.values_list("title", flat=True))


def stage_uses(stage: Stage) -> list[tuple[str, str]]:
    """Return what stands in the stage or refers to it, in any framework, as (kind, words)."""
    messages, notes = ValueMessage.objects.filter(stage=stage), CellNote.objects.filter(stage=stage)
    questions, objections = Question.objects.filter(stages=stage), Objection.objects.filter(stages=stage)
    title = "framework__title"
    return [
        *_told("message", messages.values_list("headline", title)),
        *_told("reason for an empty cell", notes.values_list("reason", title)),
        *_told("question", questions.values_list("text", title)),
        *_told("objection", objections.values_list("customer_says", title)),
    ]


def _told(kind: str, rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{kind} in {title}", words) for words, title in rows]


def journey_stages(journey: Journey, without: Stage | None = None) -> Any:
    """Return the journey's stages in order, without the one given."""
    stages = journey.stages.order_by("order")
    return stages.exclude(pk=without.pk) if without else stages
