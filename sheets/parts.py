"""What a sheet is made of, as values: one message with everything that belongs to it. Pure.

Screen and paper show these same values; texts keep their slots as `{{name}}` (the filter `slots` marks them).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from journeys.phases import PHASES, Phase
from messaging import document as d
from messaging.terms import Audience


@dataclass(frozen=True)
class Ask:
    key: str
    kind: str
    text: str
    listen_for: str


@dataclass(frozen=True)
class Proof:
    """A proof with where it comes from; `mark` says in words when it may not be shown to everybody."""

    key: str
    text: str
    source: str
    sample: str
    verified_on: dt.date | None
    expires_on: dt.date | None
    mark: str


@dataclass(frozen=True)
class Handle:
    key: str
    says: str
    concern: str
    response: str
    follow_up: str


@dataclass(frozen=True)
class Against:
    """The alternative a message competes with, and what is granted to it."""

    name: str
    kind: str
    grant: str


@dataclass(frozen=True)
class Concept:
    kind: str
    text: str


@dataclass(frozen=True)
class Message:
    """One value message as a seller reads it."""

    key: str
    kind: str
    headline: str
    say: tuple[str, ...]
    so_what: str
    concept: Concept | None
    ask: tuple[Ask, ...]
    show: tuple[Proof, ...]
    handle: tuple[Handle, ...]
    against: Against | None
    best: str
    minimum: str
    results: tuple[str, ...]
    wins: tuple[str, ...]
    valid_until: dt.date | None

    @property
    def traced(self) -> bool:
        return bool(self.results or self.wins)

    @property
    def handle_across(self) -> bool:
        """Whether the answers stand below both columns: beside the talk track they would tower above it."""
        side = [ask.text + ask.listen_for for ask in self.ask] + [proof.text + proof.source for proof in self.show]
        answers = [handle.says + handle.concern + handle.response + handle.follow_up for handle in self.handle]
        spoken = sum(map(len, (*self.say, self.so_what)))
        return bool(answers) and sum(map(len, side + answers)) > TOWER * spoken

    @property
    def has_side(self) -> bool:
        """Whether anything stands beside the talk track."""
        return bool(self.ask or self.show or (self.handle and not self.handle_across))


@dataclass(frozen=True)
class RoleHead:
    """Who is addressed."""

    key: str
    title: str
    influence: str
    degree: str
    level: str
    wins: tuple[str, ...]


@dataclass(frozen=True)
class StageHead:
    """Where the customer stands; `line` is the phase of every stage, for drawing the journey."""

    key: str
    name: str
    number: int
    phase: Phase
    goal: str
    does: tuple[str, ...]
    evidence: str
    internal_stage: str
    line: tuple[Phase, ...]

    @property
    def phase_name(self) -> str:
        return PHASES[self.phase].name

    @property
    def question(self) -> str:
        return PHASES[self.phase].question

    @property
    def never(self) -> str:
        return PHASES[self.phase].never

    @property
    def count(self) -> int:
        return len(self.line)


TOWER = 1.2  # characters beside the talk track for each one in it, beyond which a column stands half empty
MARKS = {
    Audience.UNDER_NDA: "Only under NDA",
    Audience.CUSTOMER_ONLY: "Only with this customer",
    Audience.INTERNAL: "For you, not for the customer",
}


class Index:
    """A document's parts by key, and its messages by cell."""

    def __init__(self, document: d.FrameworkDocument) -> None:
        self.document = document
        self.stages = _by_key(document.journey.stages)
        self.roles = _by_key(document.roles)
        self.questions = _by_key(document.questions)
        self.proofs = _by_key(document.proofs)
        self.objections = _by_key(document.objections)
        self.results = _by_key(document.results)
        self.alternatives = _by_key(document.offer.alternatives)
        self.concepts = _by_key(concept for role in document.roles for concept in role.concepts)
        self.wins = _by_key(win for role in document.roles for win in role.wins)
        self.cells: dict[tuple[str, str], list[d.ValueMessage]] = {}
        for message in document.messages:
            self.cells.setdefault((message.stage, message.role), []).append(message)


def _by_key(items: Iterable[Any]) -> dict[str, Any]:
    return {item.key: item for item in items}


def earliest(dates: Iterable[dt.date | None]) -> dt.date | None:
    """Return the first of the dates that are known."""
    return min((date for date in dates if date), default=None)


def message_view(index: Index, message: d.ValueMessage) -> Message:
    """Return one message with all that it refers to."""
    show = tuple(proof_view(index.proofs[key]) for key in message.proofs)
    concept = index.concepts[message.concept] if message.concept else None
    return Message(
        key=message.key,
        kind=message.kind.label,
        headline=message.headline,
        say=message.talk_track,
        so_what=message.so_what,
        concept=Concept(concept.kind.label, concept.text) if concept else None,
        ask=tuple(ask_view(index.questions[key]) for key in message.questions),
        show=show,
        handle=tuple(handle_view(index.objections[key]) for key in message.objections),
        against=_against(index, message),
        best=message.next_step.best,
        minimum=message.next_step.minimum,
        results=tuple(index.results[key].name for key in message.results),
        wins=tuple(index.wins[key].text for key in message.wins),
        valid_until=earliest([message.review_by, *(proof.expires_on for proof in show)]),
    )


def ask_view(question: d.Question) -> Ask:
    return Ask(question.key, question.kind.label, question.text, question.listen_for)


def proof_view(proof: d.ProofPoint) -> Proof:
    mark = MARKS.get(proof.audience, "")
    return Proof(proof.key, proof.text, proof.source, proof.sample, proof.verified_on, proof.expires_on, mark)


def handle_view(objection: d.Objection) -> Handle:
    return Handle(objection.key, objection.customer_says, objection.concern, objection.response, objection.follow_up)


def _against(index: Index, message: d.ValueMessage) -> Against | None:
    if message.alternative is None:
        return Against("", "", message.concedes) if message.concedes else None
    alternative = index.alternatives[message.alternative]
    return Against(alternative.name, alternative.kind.label, message.concedes or alternative.strength)


def stage_head(index: Index, key: str) -> StageHead:
    """Return the head of a stage; KeyError when the document has no such stage."""
    stage: d.Stage = index.stages[key]
    stages = index.document.journey.stages
    return StageHead(
        key=stage.key,
        name=stage.name,
        number=stages.index(stage) + 1,
        phase=stage.phase,
        goal=stage.goal,
        does=stage.customer_does,
        evidence=stage.evidence,
        internal_stage=stage.internal_stage,
        line=tuple(other.phase for other in stages),
    )


def role_head(index: Index, key: str) -> RoleHead:
    """Return the head of a role; KeyError when the document has no such role."""
    role: d.Role = index.roles[key]
    wins = tuple(win.text for win in role.wins)
    return RoleHead(role.key, role.title, role.influence.label, role.degree.label, role.level.label, wins)
