"""What a sheet on screen shows beside its messages: the path it stands on, and what the customer wants. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from messaging import document as d
from sheets.parts import Index


@dataclass(frozen=True)
class PathStop:
    """A stage of the path; `linked` when there is something to read there."""

    number: int
    stage: d.Stage
    here: bool
    linked: bool


def path_of(index: Index, here: str, role: str = "") -> list[PathStop]:
    """Return the journey with the stage marked; stops lead to the same role, or to the stage's talk track."""
    filled = {stage for stage, who in index.cells if not role or who == role}
    return [
        PathStop(number, stage, stage.key == here, stage.key in filled and stage.key != here)
        for number, stage in enumerate(index.document.journey.stages, start=1)
    ]


@dataclass(frozen=True)
class Want:
    """What a role wants in one conversation: as the messages for it say, or as the role says in general."""

    concepts: tuple[str, ...]
    results: tuple[d.DesiredResult, ...]
    wins: tuple[str, ...]
    fears: tuple[str, ...]
    slots: tuple[d.Slot, ...]


def want_of(index: Index, stage: str, role: str) -> Want:
    person: d.Role = index.roles[role]
    messages = index.cells.get((stage, role), [])
    concepts = _once(message.concept for message in messages) or [concept.key for concept in person.concepts[:1]]
    results = _once(key for message in messages for key in message.results) or list(person.desired_results)
    wins = _once(key for message in messages for key in message.wins) or [win.key for win in person.wins]
    names = _once(name for message in messages for name in d.slots_in(*message.texts().values()))
    known = {slot.name: slot for slot in index.document.slots}
    return Want(
        concepts=tuple(index.concepts[key].text for key in concepts),
        results=tuple(index.results[key] for key in results),
        wins=tuple(index.wins[key].text for key in wins),
        fears=person.fears,
        slots=tuple(known[name] for name in names if name in known),
    )


def _once(keys: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if key))


def narrowed(index: Index, roles: list[str]) -> Index:
    """Return the index of a conversation with these roles only."""
    document = index.document
    narrow = copy(index)
    narrow.document = document.model_copy(update={"roles": tuple(r for r in document.roles if r.key in roles)})
    return narrow
