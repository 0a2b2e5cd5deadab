"""The four sheets as values: stage talk track, message sheet, role sheet, framework book. Pure.

A view holds all that its sheet shows and nothing else, so its hash is the sheet's content key.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from journeys.phases import PHASES, Phase, PhaseLaw
from messaging import document as d
from sheets.parts import (
    Ask,
    Concept,
    Handle,
    Index,
    Message,
    Proof,
    RoleHead,
    StageHead,
    earliest,
    message_view,
    proof_view,
    role_head,
    stage_head,
)

SHARED_BY = 3  # what so many roles of a stage have in common is printed once, above them


@dataclass(frozen=True)
class Frame:
    """What every sheet of a framework says about it."""

    slug: str
    title: str
    language: str
    vendor: str
    disclaimer: str
    valid_until: dt.date | None


@dataclass(frozen=True)
class Talk:
    """What to say to one role in one stage."""

    role: RoleHead
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class StageView:
    """Stage talk track: every role of one stage, with what most of them share told once."""

    frame: Frame
    stage: StageHead
    shared_ask: tuple[Ask, ...]
    shared_handle: tuple[Handle, ...]
    talks: tuple[Talk, ...]

    @property
    def title(self) -> str:
        return self.stage.name


@dataclass(frozen=True)
class CellView:
    """Message sheet: one role in one stage."""

    frame: Frame
    stage: StageHead
    role: RoleHead
    priorities: tuple[str, ...]
    concepts: tuple[Concept, ...]
    messages: tuple[Message, ...]

    @property
    def title(self) -> str:
        return f"{self.stage.name}, {self.role.title}"


@dataclass(frozen=True)
class Stop:
    """One stage on a role's way, with what to say there."""

    stage: StageHead
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Profile:
    """All that is known of a role."""

    role: RoleHead
    priorities: tuple[str, ...]
    fears: tuple[str, ...]
    concepts: tuple[Concept, ...]
    results: tuple[str, ...]
    metrics: tuple[str, ...]


@dataclass(frozen=True)
class RoleView:
    """Role sheet: one role along the whole journey."""

    frame: Frame
    profile: Profile
    line: tuple[Phase, ...]
    stops: tuple[Stop, ...]

    @property
    def title(self) -> str:
        return self.profile.role.title


@dataclass(frozen=True)
class PhasePart:
    """The stages of one phase, in the book."""

    phase: Phase
    stages: tuple[StageView, ...]

    @property
    def spoken(self) -> list[StageView]:
        """The stages in which something is said: the others have a line in the contents, no page."""
        return [view for view in self.stages if view.talks]

    @property
    def law(self) -> PhaseLaw:
        return PHASES[self.phase]


@dataclass(frozen=True)
class BookView:
    """Framework book: everything a seller may read, with a cover and contents."""

    frame: Frame
    summary: str
    market: d.Market
    offer: d.Offer
    line: tuple[Phase, ...]
    phases: tuple[PhasePart, ...]
    profiles: tuple[Profile, ...]
    proofs: tuple[Proof, ...]
    results: tuple[d.DesiredResult, ...]
    phrases: tuple[d.Phrase, ...]
    glossary: tuple[d.GlossaryTerm, ...]

    @property
    def title(self) -> str:
        return self.frame.title


SheetView = StageView | CellView | RoleView | BookView


def stage_view(index: Index, stage: str) -> StageView:
    """Return the talk track of a stage; KeyError when the document has no such stage."""
    talks = [
        Talk(role_head(index, role.key), _messages(index, stage, role.key))
        for role in index.document.roles
        if (stage, role.key) in index.cells
    ]
    asks, handles = _shared(talks)
    return StageView(
        frame=_frame(index, (message for talk in talks for message in talk.messages)),
        stage=stage_head(index, stage),
        shared_ask=tuple(asks.values()),
        shared_handle=tuple(handles.values()),
        talks=tuple(_without(talk, asks, handles) for talk in talks),
    )


def cell_view(index: Index, stage: str, role: str) -> CellView:
    """Return the message sheet of a role in a stage; KeyError when the document has no such stage or role."""
    messages = _messages(index, stage, role)
    profile = index.roles[role]
    spoken_to = {message.concept for message in messages}
    return CellView(
        frame=_frame(index, messages),
        stage=stage_head(index, stage),
        role=role_head(index, role),
        priorities=profile.priorities,
        concepts=tuple(concept for concept in _concepts(profile) if concept not in spoken_to),
        messages=messages,
    )


def role_view(index: Index, role: str) -> RoleView:
    """Return a role's sheet along the whole journey; KeyError when the document has no such role."""
    stops = tuple(
        Stop(stage_head(index, stage.key), _messages(index, stage.key, role))
        for stage in index.document.journey.stages
        if (stage.key, role) in index.cells
    )
    return RoleView(
        frame=_frame(index, (message for stop in stops for message in stop.messages)),
        profile=_profile(index, index.roles[role]),
        line=tuple(stage.phase for stage in index.document.journey.stages),
        stops=stops,
    )


def book_view(index: Index) -> BookView:
    """Return the whole framework as its book shows it."""
    document = index.document
    stages = [stage_view(index, stage.key) for stage in document.journey.stages]
    return BookView(
        frame=_frame(index, (message_view(index, message) for message in document.messages)),
        summary=document.summary,
        market=document.market,
        offer=document.offer,
        line=tuple(stage.phase for stage in document.journey.stages),
        phases=_phases(stages),
        profiles=tuple(_profile(index, role) for role in document.roles),
        proofs=tuple(proof_view(proof) for proof in document.proofs),
        results=document.results,
        phrases=document.phrase_guide,
        glossary=document.glossary,
    )


def _phases(stages: list[StageView]) -> tuple[PhasePart, ...]:
    """Return the phases that have stages, in their own order."""
    parts = (PhasePart(phase, tuple(view for view in stages if view.stage.phase is phase)) for phase in Phase)
    return tuple(part for part in parts if part.stages)


def _frame(index: Index, messages: Iterable[Message]) -> Frame:
    document = index.document
    return Frame(
        slug=document.slug,
        title=document.title,
        language=document.language,
        vendor=document.offer.vendor,
        disclaimer=document.disclaimer,
        valid_until=earliest([document.review_by, *(message.valid_until for message in messages)]),
    )


def _messages(index: Index, stage: str, role: str) -> tuple[Message, ...]:
    return tuple(message_view(index, message) for message in index.cells.get((stage, role), ()))


def _concepts(role: d.Role) -> tuple[Concept, ...]:
    return tuple(Concept(concept.kind.label, concept.text) for concept in role.concepts)


def _profile(index: Index, role: d.Role) -> Profile:
    return Profile(
        role=role_head(index, role.key),
        priorities=role.priorities,
        fears=role.fears,
        concepts=_concepts(role),
        results=tuple(index.results[key].name for key in role.desired_results),
        metrics=tuple(index.results[key].name for key in role.metrics),
    )


def _shared(talks: list[Talk]) -> tuple[dict[str, Ask], dict[str, Handle]]:
    """Return the questions and objections that at least three roles have in common, by key."""
    asks = {ask.key: ask for talk in talks for message in talk.messages for ask in message.ask}
    handles = {handle.key: handle for talk in talks for message in talk.messages for handle in message.handle}
    roles: Counter[str] = Counter()
    for talk in talks:
        roles.update({f"ask {ask.key}" for message in talk.messages for ask in message.ask})
        roles.update({f"handle {handle.key}" for message in talk.messages for handle in message.handle})
    return (
        {key: ask for key, ask in asks.items() if roles[f"ask {key}"] >= SHARED_BY},
        {key: handle for key, handle in handles.items() if roles[f"handle {key}"] >= SHARED_BY},
    )


def _without(talk: Talk, asks: dict[str, Ask], handles: dict[str, Handle]) -> Talk:
    """Return the talk without what is told above it."""
    return replace(
        talk,
        messages=tuple(
            replace(
                message,
                ask=tuple(ask for ask in message.ask if ask.key not in asks),
                handle=tuple(handle for handle in message.handle if handle.key not in handles),
            )
            for message in talk.messages
        ),
    )
