"""A variant beside its base: what is inherited, overridden, left out, and where the base has moved on. Pure.

Three things are compared, part by part: what the base says in its release in use, what the variant says in its draft,
and the hash of what the base said when the variant last took it or kept its own wording.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from messaging import document as d

# In this order they are taken: an entry before what refers to it.
KINDS = ("capabilities", "alternatives", "proofs", "questions", "objections", "messages", "cell_notes")
# Who keeps a part, when it is looked at again, and where the library files it are each framework's own.
OWN = {"key", "owner", "review_by"}
FILED = {"questions": {"roles", "stages"}, "objections": {"roles", "stages"}}


class Ref(NamedTuple):
    """A part of a framework: its kind and its key; a cell's note has the keys of its stage and role."""

    part: str
    key: str


class State(StrEnum):
    INHERITED = "inherited"  # as it was taken
    OVERRIDDEN = "overridden"  # the variant says it in its own way
    OWN = "own"  # only the variant has it
    LEFT_OUT = "left_out"  # taken or offered once, not in the variant
    NEW = "new"  # the base has it, the variant has not seen it


class Basis(StrEnum):
    """What has become of the part in the base since the variant last looked."""

    SAME = "same"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True)
class Standing:
    """How one part of the variant stands to the base."""

    state: State
    basis: Basis = Basis.SAME

    @property
    def behind(self) -> bool:
        """Return whether the base asks for a decision: it says something else than what the variant has seen."""
        return self.state in (State.INHERITED, State.OVERRIDDEN) and self.basis is not Basis.SAME

    @property
    def untouched(self) -> bool:
        """Return whether the base's present words can be taken without losing any of the variant's."""
        return self.state is State.INHERITED and self.basis is Basis.MOVED


@dataclass(frozen=True)
class Inheritance:
    """Every part of both frameworks with its standing, in the order of KINDS."""

    standings: Mapping[Ref, Standing] = field(default_factory=dict)

    def of(self, part: str, key: str) -> Standing | None:
        return self.standings.get(Ref(part, key))

    def refs(self, *states: State) -> list[Ref]:
        return [ref for ref, standing in self.standings.items() if standing.state in states]

    @property
    def behind(self) -> list[Ref]:
        return [ref for ref, standing in self.standings.items() if standing.behind]

    @property
    def untouched(self) -> list[Ref]:
        return [ref for ref, standing in self.standings.items() if standing.untouched]

    @property
    def new(self) -> list[Ref]:
        return self.refs(State.NEW)

    @property
    def left_out(self) -> list[Ref]:
        return self.refs(State.LEFT_OUT)


def words(standing: Standing, *, translation: bool) -> str:
    """Return how a part stands to the base, in the words that a person reads beside it."""
    if standing.behind and standing.basis is Basis.GONE:
        return "gone from the base"
    if standing.behind:
        return "translation behind its base" if translation and standing.state is State.OVERRIDDEN else "base moved on"
    return (TRANSLATION_WORDS if translation else WORDS)[standing.state]


WORDS = {
    State.INHERITED: "inherited",
    State.OVERRIDDEN: "own wording",
    State.OWN: "only here",
    State.LEFT_OUT: "left out",
    State.NEW: "new in the base",
}
TRANSLATION_WORDS = WORDS | {State.INHERITED: "not translated yet", State.OVERRIDDEN: "translated"}


def parts(document: d.FrameworkDocument) -> dict[Ref, Any]:
    """Return every part that a variant can inherit."""
    return {ref: value for kind in KINDS for ref, value in _of_kind(document, kind)}


def _of_kind(document: d.FrameworkDocument, kind: str) -> Iterator[tuple[Ref, Any]]:
    if kind == "cell_notes":
        yield from ((cell_ref(note.stage, note.role), note) for note in document.cell_notes)
    else:
        home = document.offer if kind in ("capabilities", "alternatives") else document
        yield from ((Ref(kind, item.key), item) for item in getattr(home, kind))


def cell_ref(stage: str, role: str) -> Ref:
    return Ref("cell_notes", f"{stage}/{role}")


@lru_cache(maxsize=8192)  # 500 messages take 40 ms to hash, and most are as they were a moment ago
def part_hash(kind: str, value: d.Part) -> str:
    """Return the sha256 (hex) of what a part says; a field that a later schema adds changes nothing while empty."""
    said = value.model_dump(mode="json", exclude=OWN | FILED.get(kind, set()), exclude_defaults=True)
    plain = {name: _unordered(name, entry) for name, entry in said.items()}
    return hashlib.sha256(d.canonical(plain).encode()).hexdigest()


def _unordered(name: str, value: Any) -> Any:
    """Return lists of references sorted: their order is no wording. Sentences keep theirs."""
    return sorted(value) if isinstance(value, list) and name != "talk_track" else value


def hashes(document: d.FrameworkDocument) -> dict[Ref, str]:
    """Return the hash of every part."""
    return {ref: part_hash(ref.part, value) for ref, value in parts(document).items()}


def compare(base: Mapping[Ref, str] | None, own: Mapping[Ref, str], taken: Mapping[Ref, str]) -> Inheritance:
    """Return how the variant stands to its base; without a `base` (it has no release in use) nothing moves."""
    now = taken if base is None else base
    known = sorted(dict.fromkeys([*now, *own, *taken]), key=lambda ref: KINDS.index(ref.part))
    found = {ref: _standing(now.get(ref), own.get(ref), taken.get(ref)) for ref in known}
    return Inheritance({ref: standing for ref, standing in found.items() if standing})


def _standing(now: str | None, own: str | None, taken: str | None) -> Standing | None:
    """Return the standing, or None for a part that neither framework has any more."""
    if own is None:
        return None if now is None else Standing(State.LEFT_OUT if taken else State.NEW, _basis(now, taken))
    if taken is None:
        # Written in both under one key: the variant has not seen what the base says there.
        return Standing(State.OWN) if now is None else Standing(State.OVERRIDDEN, Basis.MOVED)
    return Standing(State.INHERITED if own == taken else State.OVERRIDDEN, _basis(now, taken))


def _basis(now: str | None, taken: str | None) -> Basis:
    if now is None:
        return Basis.GONE
    return Basis.SAME if taken in (None, now) else Basis.MOVED


def needs(value: Any) -> Iterator[Ref]:
    """Yield the library entries that a message or an objection refers to."""
    for kind in ("capabilities", "proofs", "questions", "objections"):
        yield from (Ref(kind, key) for key in getattr(value, kind, ()))
    if alternative := getattr(value, "alternative", None):
        yield Ref("alternatives", alternative)


def with_needs(wanted: Iterable[Ref], base: Mapping[Ref, Any], have: Iterable[Ref]) -> list[Ref]:
    """Return the wanted parts and whatever they refer to that is not there yet, in the order of KINDS."""
    missing = set(base) - set(have)
    found: dict[Ref, None] = {}
    waiting = list(wanted)
    while waiting:
        ref = waiting.pop()
        found[ref] = None
        waiting += [need for need in needs(base.get(ref)) if need in missing and need not in found]
    return sorted(found, key=lambda ref: KINDS.index(ref.part))


def undated(document: d.FrameworkDocument) -> d.FrameworkDocument:
    """Return the document without the review dates of its messages, which are each framework's own."""
    messages = tuple(message.model_copy(update={"review_by": None}) for message in document.messages)
    return document.model_copy(update={"messages": messages})
