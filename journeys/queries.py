"""Which stages of a journey sales and marketing share: signed as they are, signed as they were, or not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q, QuerySet

from journeys.definition import Definition
from journeys.models import Journey, Stage, StageSignOff
from journeys.phases import PHASES, Phase, PhaseLaw
from journeys.terms import Side
from people.models import Activity

CHANGES = ("changed a stage", "changed who takes part")  # as the actions on journeys record them


class State(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    LAPSED = "lapsed"


WORDS = {
    State.OPEN: "not signed off by {side}",
    State.SIGNED: "signed off by {side}",
    State.LAPSED: "changed since {side} signed it off",
}


@dataclass(frozen=True)
class Sign:
    """One side's word on one stage; `change` is the latest entry of the log that let a signature lapse."""

    side: Side
    state: State
    row: StageSignOff | None = None
    change: Activity | None = None

    @property
    def signed(self) -> bool:
        return self.state is State.SIGNED

    @property
    def words(self) -> str:
        return WORDS[self.state].format(side=self.side.value)


@dataclass(frozen=True)
class SharedStage:
    """A stage as it is read and signed."""

    number: int
    stage: Stage
    definition: Definition
    signs: tuple[Sign, ...]

    @property
    def law(self) -> PhaseLaw:
        return PHASES[Phase(self.stage.phase)]

    @property
    def words(self) -> str:
        return ", ".join(sign.words for sign in self.signs)

    @property
    def token(self) -> str:
        """Return what a signature carries: the stage and the definition that was read."""
        return f"{self.stage.key}:{self.definition.hash}"


@dataclass(frozen=True)
class SideTally:
    """How many stages one side has not signed as they are; `tokens` are what signing all of them carries."""

    side: Side
    missing: int
    total: int
    tokens: tuple[str, ...]


def shared_stages(journey: Journey) -> list[SharedStage]:
    """Return the stages in order with both sides' word on each: four queries, one more when a signature lapsed."""
    return _with_changes(journey, _read(journey.stages.all()))


def _read(stages: QuerySet[Stage]) -> list[SharedStage]:
    rows = stages.order_by("journey", "order", "pk").prefetch_related(
        "may_return_to", "activities__role", "sign_offs__by"
    )
    return [_shared(number, stage) for number, stage in enumerate(rows, start=1)]


def _shared(number: int, stage: Stage) -> SharedStage:
    definition = Definition(
        stage.phase,
        stage.name,
        stage.goal,
        tuple(stage.customer_does),
        stage.evidence,
        stage.internal_stage,
        tuple(sorted(other.key for other in stage.may_return_to.all())),
        tuple(sorted(activity.role.key for activity in stage.activities.all())),
    )
    rows = {row.side: row for row in stage.sign_offs.all()}
    return SharedStage(number, stage, definition, tuple(_sign(side, rows.get(side), definition) for side in Side))


def _sign(side: Side, row: StageSignOff | None, definition: Definition) -> Sign:
    if row is None:
        return Sign(side, State.OPEN)
    return Sign(side, State.SIGNED if row.definition_hash == definition.hash else State.LAPSED, row)


def _with_changes(journey: Journey, stages: list[SharedStage]) -> list[SharedStage]:
    """Tell each lapsed signature who changed the stage last."""
    lapsed = [sign.row.at for stage in stages for sign in stage.signs if sign.row and sign.state is State.LAPSED]
    if not lapsed:
        return stages
    keys = [str(stage.stage.pk) for stage in stages]
    inside = Q(verb__in=CHANGES, detail__journey=journey.key)
    kept = Q(subject_type="journeys.stage", subject_id__in=keys)
    log = Activity.objects.filter(inside | kept, at__gt=min(lapsed)).select_related("actor").order_by("-at", "-pk")
    entries = list(log)
    return [
        replace(stage, signs=tuple(_changed(sign, stage.stage, entries) for sign in stage.signs)) for stage in stages
    ]


def _changed(sign: Sign, stage: Stage, log: Iterable[Activity]) -> Sign:
    if sign.state is not State.LAPSED or sign.row is None:
        return sign
    since = sign.row.at
    return replace(sign, change=next((entry for entry in log if entry.at > since and _concerns(entry, stage)), None))


def _concerns(entry: Activity, stage: Stage) -> bool:
    if entry.subject_type == "journeys.stage":
        return entry.subject_id == str(stage.pk)
    return stage.key in (entry.detail.get("stages") or [entry.detail.get("stage")])


def sign_marks(journey: Journey) -> dict[int, SharedStage]:
    """Return the stages by primary key for small marks; nothing when nobody has signed any. One query then."""
    if not StageSignOff.objects.filter(stage__journey=journey).exists():
        return {}
    return {shared.stage.pk: shared for shared in shared_stages(journey)}


def tally_signs(journey: Journey) -> list[SideTally]:
    """Return what each side has not signed."""
    return tally(shared_stages(journey))


def tally(stages: list[SharedStage]) -> list[SideTally]:
    """Count each side's open stages."""
    return [_tally(side, stages) for side in Side]


def _tally(side: Side, stages: list[SharedStage]) -> SideTally:
    still = [stage.token for stage in stages for sign in stage.signs if sign.side is side and not sign.signed]
    return SideTally(side, len(still), len(stages), tuple(still))


def journeys() -> list[tuple[Journey, list[SideTally]]]:
    """Return the journeys that have stages, with what each side has not signed: five queries for any number."""
    read = _read(Stage.objects.all())
    every = ((row, [stage for stage in read if stage.stage.journey_id == row.pk]) for row in Journey.objects.all())
    return [(row, tally(stages)) for row, stages in every if stages]
