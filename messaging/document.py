"""A framework as ONE value: frozen models, a published JSON schema, a version. Pure: no database, no clock.

Everything that thinks works on `FrameworkDocument`: rules, diff, the plan of sheets, import and export.
Reading and checking a file is `messaging.reading`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from journeys.phases import MessageKind, Phase
from messaging.terms import AlternativeKind, Audience, QuestionKind
from stakeholders.terms import ConceptKind, Degree, Direction, Influence, Level, Mode
from ui.plain import KEY_PATTERN, control_character

SCHEMA = "throughline/framework/1"
SLOT_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def _printable(text: str) -> str:
    problem = control_character(text)
    if problem:
        raise ValueError(problem)
    return text


Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
SlotName = Annotated[str, StringConstraints(pattern=SLOT_PATTERN)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=160), AfterValidator(_printable)]
Headline = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_printable)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600), AfterValidator(_printable)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(_printable)]
RequiredLine = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_printable)]
Prose = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_printable)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=EMAIL_PATTERN), AfterValidator(_printable)]
MAX_SENTENCES = 20


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Market(Part):
    industry: Line = ""
    segment: Line = ""
    region: Line = ""
    situations: tuple[Name, ...] = ()


class Capability(Part):
    key: Key
    name: Name
    does: Prose = ""
    differentiator: bool = False
    provider: Line = ""


class Alternative(Part):
    """What the customer could do instead: a competitor, building it, or nothing."""

    key: Key
    name: Name
    kind: AlternativeKind
    strength: Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_printable)]
    shortfall: Prose = ""
    provider: Line = ""


class Offer(Part):
    name: Name
    kind: Line = ""
    vendor: Line = ""
    vendor_line: Line = ""
    watched_terms: tuple[Name, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Stage(Part):
    key: Key
    phase: Phase
    name: Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_printable)]
    goal: RequiredLine
    customer_does: tuple[RequiredLine, ...] = ()
    evidence: Line = ""
    may_return_to: tuple[Key, ...] = ()
    internal_stage: Annotated[str, StringConstraints(max_length=80), AfterValidator(_printable)] = ""


class Journey(Part):
    key: Key
    name: Name
    description: Annotated[str, StringConstraints(max_length=1000), AfterValidator(_printable)] = ""
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=30)]


class DesiredResult(Part):
    key: Key
    name: Name
    unit: Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_printable)]
    direction: Direction
    baseline_question: Line = ""


class Concept(Part):
    key: Key
    kind: ConceptKind
    text: RequiredLine


class Win(Part):
    key: Key
    text: RequiredLine


class Role(Part):
    """A buyer role with the stages of this journey in which it is active (it enters at the first of them)."""

    key: Key
    title: Name
    influence: Influence
    degree: Degree
    level: Level
    active_stages: tuple[Key, ...] = ()
    initial_executive_buyer: bool = False
    priorities: tuple[RequiredLine, ...] = ()
    fears: tuple[RequiredLine, ...] = ()
    modes: tuple[Mode, ...] = ()
    desired_results: tuple[Key, ...] = ()
    metrics: tuple[Key, ...] = ()
    concepts: tuple[Concept, ...] = ()
    wins: tuple[Win, ...] = ()


class ProofPoint(Part):
    key: Key
    kind: Line = ""
    text: Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_printable)]
    result: Key | None = None
    sample: Line = ""
    source: Line = ""
    verified_on: dt.date | None = None
    expires_on: dt.date | None = None
    audience: Audience = Audience.PROSPECT
    product_free: bool = False
    provider: Line = ""


class Question(Part):
    key: Key
    kind: QuestionKind
    text: Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_printable)]
    listen_for: Line = ""
    roles: tuple[Key, ...] = ()
    stages: tuple[Key, ...] = ()
    provider: Line = ""


class Objection(Part):
    key: Key
    customer_says: RequiredLine
    concern: Line = ""
    response: Prose = ""
    follow_up: Line = ""
    roles: tuple[Key, ...] = ()
    stages: tuple[Key, ...] = ()
    proofs: tuple[Key, ...] = ()
    provider: Line = ""


class Slot(Part):
    """A figure or name the seller fills in: written `{{name}}` in a text."""

    name: SlotName
    label: Line = ""
    example: Line = ""


class Phrase(Part):
    instead_of: RequiredLine
    say: RequiredLine
    because: Line = ""


class GlossaryTerm(Part):
    term: Name
    means: Prose = ""
    synonyms: tuple[Name, ...] = ()


class NextStep(Part):
    """Two actions of the customer: the best one, and the least that still shows intent."""

    best: Line = ""
    minimum: Line = ""


class ValueMessage(Part):
    key: Key
    stage: Key
    role: Key
    kind: MessageKind
    headline: Headline
    talk_track: Annotated[tuple[Sentence, ...], Field(max_length=MAX_SENTENCES)] = ()
    so_what: Line = ""
    concept: Key | None = None
    results: tuple[Key, ...] = ()
    wins: tuple[Key, ...] = ()
    capabilities: tuple[Key, ...] = ()
    alternative: Key | None = None
    concedes: Line = ""
    proofs: tuple[Key, ...] = ()
    questions: tuple[Key, ...] = ()
    objections: tuple[Key, ...] = ()
    next_step: NextStep = NextStep()
    slots: tuple[SlotName, ...] = ()
    owner: Email | None = None
    review_by: dt.date | None = None

    def texts(self) -> dict[str, str]:
        """Return every text an author wrote here, by JSON pointer below the message."""
        spoken = {f"/talk_track/{i}": sentence for i, sentence in enumerate(self.talk_track)}
        return {
            "/headline": self.headline,
            **spoken,
            "/so_what": self.so_what,
            "/concedes": self.concedes,
            "/next_step/best": self.next_step.best,
            "/next_step/minimum": self.next_step.minimum,
        }


class CellNote(Part):
    """What is known about a cell without a message: empty on purpose, or a gap with a note on who closes it."""

    stage: Key
    role: Key
    reason: RequiredLine
    is_gap: bool = False
    owner: Email | None = None


class FrameworkDocument(Part):
    """A whole messaging framework."""

    schema_version: Literal["throughline/framework/1"] = Field(alias="schema")
    slug: Key
    title: Name
    summary: Prose = ""
    language: Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)] = "en"
    disclaimer: Prose = ""
    review_by: dt.date | None = None
    market: Market = Market()
    offer: Offer
    journey: Journey
    results: tuple[DesiredResult, ...] = ()
    roles: tuple[Role, ...] = ()
    proofs: tuple[ProofPoint, ...] = ()
    questions: tuple[Question, ...] = ()
    objections: tuple[Objection, ...] = ()
    slots: tuple[Slot, ...] = ()
    phrase_guide: tuple[Phrase, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    messages: tuple[ValueMessage, ...] = ()
    cell_notes: tuple[CellNote, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def slots_in(*texts: str) -> list[str]:
    """Return the slot names written as {{name}} in the texts, each once, in order."""
    return list(dict.fromkeys(name for text in texts for name in SLOT.findall(text)))


def to_json(document: FrameworkDocument) -> str:
    """Return the document as the file people keep: readable, stable, ending in a newline."""
    return json.dumps(document.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2) + "\n"


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces: the form that hashes are taken of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(document: FrameworkDocument) -> str:
    """Return the sha256 (hex) of the document's canonical JSON."""
    return hashlib.sha256(canonical(document.model_dump(mode="json", by_alias=True)).encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of a framework file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **FrameworkDocument.model_json_schema(by_alias=True),
    }
