"""Document, document → what changed, in words a person reads. Pure.

Used before publishing (what will sellers see differently?), on release pages, and for imports.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from messaging import document as d
from messaging.wording import Kind, Piece, word_diff
from stakeholders.terms import Term


class ChangeKind(StrEnum):
    NEW = "new"
    EDIT = "edit"
    MOVED = "moved"
    GONE = "gone"

    @property
    def label(self) -> str:
        return {"new": "New", "edit": "Changed", "moved": "Moved", "gone": "Withdrawn"}[self.value]


class Subject(StrEnum):
    """What a change concerns, in the order people want to read of it."""

    MESSAGE = "message"
    CELL = "cell"
    STAGE = "stage"
    ROLE = "role"
    LIBRARY = "library"
    FRAMEWORK = "framework"


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after."""

    name: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return word_diff(self.before, self.after)

    @property
    def excerpt(self) -> list[Piece]:
        """Return the pieces with what stayed the same cut short."""
        pieces = self.pieces
        last = len(pieces) - 1
        return [_shortened(piece, place == 0, place == last) for place, piece in enumerate(pieces)]


@dataclass(frozen=True)
class Place:
    """Where on the grid a change is: a stage (number, name, phase) and, for messages and cells, a role."""

    number: int
    stage: str
    phase: str
    role: str = ""


@dataclass(frozen=True)
class Change:
    """One thing that is new, changed, moved or withdrawn."""

    kind: ChangeKind
    subject: Subject
    what: str  # "Message", "Proof", "Stage", …
    title: str
    key: str = ""
    place: Place | None = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Diff:
    """Everything that changed between two documents."""

    changes: tuple[Change, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, *subjects: Subject) -> list[Change]:
        return [change for change in self.changes if change.subject in subjects]

    def summary(self) -> str:
        """Return “1 new, 3 changed, 1 withdrawn”, or “nothing changed”."""
        counts = {kind: sum(change.kind is kind for change in self.changes) for kind in ChangeKind}
        return ", ".join(f"{n} {kind.label.lower()}" for kind, n in counts.items() if n) or "nothing changed"


def diff(before: d.FrameworkDocument | None, after: d.FrameworkDocument) -> Diff:
    """Return what changed; without a `before`, every message is new and nothing else is told."""
    if before is None:
        empty = after.model_copy(update={"messages": ()})
        return Diff(tuple(_Comparison(empty, after).messages()))
    comparison = _Comparison(before, after)
    return Diff(
        (
            *comparison.messages(),
            *comparison.order(),
            *comparison.cells(),
            *comparison.stages(),
            *comparison.roles(),
            *comparison.library(),
            *comparison.framework(),
        )
    )


# What a field is called on the page; fields that are not here are told by their own name.
NAMES = {
    "talk_track": "Say",
    "so_what": "So what",
    "questions": "Ask",
    "proofs": "Show",
    "objections": "Handle",
    "wins": "Personal wins",
    "concedes": "Acknowledged strength",
    "customer_does": "What the customer does",
    "evidence": "Done when",
    "does": "What it does",
    "is_gap": "Known gap",
    "audience": "May be shown to",
    "desired_results": "Desired results",
    "slots": "Figures to fill in",
    "watched_terms": "Watched words",
    "provider": "Provided by",
}
UNTOLD = frozenset({"key", "owner", "schema_version", "slug"})
CONTEXT = 60  # characters of unchanged text kept beside a change
TITLES = ("headline", "title", "name", "customer_says", "text", "term", "instead_of")


def _shortened(piece: Piece, first: bool, last: bool) -> Piece:
    text = piece.text
    if piece.kind is not Kind.SAME or len(text) <= 3 * CONTEXT:
        return piece
    head = "" if first else text[:CONTEXT]
    tail = "" if last else text[-CONTEXT:]
    return Piece(piece.kind, f"{head}…{tail}")


class _Comparison:
    """Two documents side by side, with readable names for the keys of both."""

    def __init__(self, before: d.FrameworkDocument, after: d.FrameworkDocument) -> None:
        self.before, self.after = before, after
        self.names = {**_names(before), **_names(after)}
        self.places = {**_places(before), **_places(after)}
        self.titles = {role.key: role.title for document in (before, after) for role in document.roles}

    def messages(self) -> Iterator[Change]:
        old = {message.key: message for message in self.before.messages}
        new = {message.key: message for message in self.after.messages}
        for key, message in new.items():
            if key not in old:
                yield self._message(ChangeKind.NEW, message, self._said(message))
            elif fields := self._fields(old[key], message):
                moved = (old[key].stage, old[key].role) != (message.stage, message.role)
                yield self._message(ChangeKind.MOVED if moved else ChangeKind.EDIT, message, fields)
        yield from (self._message(ChangeKind.GONE, old[key], ()) for key in old if key not in new)

    def _message(self, kind: ChangeKind, message: d.ValueMessage, fields: tuple[FieldChange, ...]) -> Change:
        place = self._place(message.stage, message.role)
        return Change(kind, Subject.MESSAGE, "Message", message.headline, message.key, place, fields)

    def _said(self, message: d.ValueMessage) -> tuple[FieldChange, ...]:
        said = " ".join(message.talk_track)
        return (FieldChange("Say", "", said),) if said else ()

    def _place(self, stage: str, role: str = "") -> Place:
        number, name, phase = self.places[stage]
        return Place(number, name, phase, self.titles.get(role, ""))

    def order(self) -> Iterator[Change]:
        """Tell of cells whose messages stand in another order."""
        old, new = _cells(self.before), _cells(self.after)
        for cell, keys in new.items():
            stayed = [key for key in keys if key in old.get(cell, ())]
            if stayed != [key for key in old.get(cell, ()) if key in stayed]:
                was, now = ("; ".join(self.names["messages", key] for key in order[cell]) for order in (old, new))
                field_change = FieldChange("Order", was, now)
                yield Change(ChangeKind.MOVED, Subject.CELL, "Order", "", "", self._place(*cell), (field_change,))

    def cells(self) -> Iterator[Change]:
        old = {(note.stage, note.role): note for note in self.before.cell_notes}
        new = {(note.stage, note.role): note for note in self.after.cell_notes}
        for cell in dict.fromkeys([*old, *new]):
            was, now = old.get(cell), new.get(cell)
            if (was and (was.reason, was.is_gap)) != (now and (now.reason, now.is_gap)):
                kind = ChangeKind.NEW if was is None else ChangeKind.GONE if now is None else ChangeKind.EDIT
                change = FieldChange("Reason", was.reason if was else "", now.reason if now else "")
                what = "Known gap" if (now and now.is_gap) or (was and was.is_gap) else "Empty on purpose"
                yield Change(kind, Subject.CELL, what, "", "/".join(cell), self._place(*cell), (change,))

    def stages(self) -> Iterator[Change]:
        yield from self._keyed(Subject.STAGE, "Stage", self.before.journey.stages, self.after.journey.stages)
        was, now = ([stage.key for stage in side.journey.stages] for side in (self.before, self.after))
        yield from self._reordered(Subject.STAGE, "Stages", was, now)

    def roles(self) -> Iterator[Change]:
        yield from self._keyed(Subject.ROLE, "Role", self.before.roles, self.after.roles)
        was, now = ([role.key for role in side.roles] for side in (self.before, self.after))
        yield from self._reordered(Subject.ROLE, "Roles", was, now)

    def _reordered(self, subject: Subject, what: str, was: list[str], now: list[str]) -> Iterator[Change]:
        if [key for key in was if key in now] != [key for key in now if key in was]:
            change = FieldChange(
                "Order", *("; ".join(self.names[what.lower(), key] for key in keys) for keys in (was, now))
            )
            yield Change(ChangeKind.MOVED, subject, what, "", fields=(change,))

    def library(self) -> Iterator[Change]:
        a, b, library = self.before, self.after, Subject.LIBRARY
        yield from self._keyed(library, "Proof", a.proofs, b.proofs)
        yield from self._keyed(library, "Question", a.questions, b.questions)
        yield from self._keyed(library, "Objection", a.objections, b.objections)
        yield from self._keyed(library, "Capability", a.offer.capabilities, b.offer.capabilities)
        yield from self._keyed(library, "Alternative", a.offer.alternatives, b.offer.alternatives)
        yield from self._keyed(library, "Result", a.results, b.results)
        yield from self._keyed(library, "Figure to fill in", a.slots, b.slots, by="name")
        yield from self._keyed(library, "Phrase", a.phrase_guide, b.phrase_guide, by="instead_of")
        yield from self._keyed(library, "Term", a.glossary, b.glossary, by="term")

    def framework(self) -> Iterator[Change]:
        for what, was, now, left_out in (
            ("Framework", self.before, self.after, CONTAINERS),
            ("Offer", self.before.offer, self.after.offer, frozenset({"capabilities", "alternatives"})),
            ("Market", self.before.market, self.after.market, frozenset[str]()),
            ("Journey", self.before.journey, self.after.journey, frozenset({"stages"})),
        ):
            if fields := self._fields(was, now, left_out):
                yield Change(ChangeKind.EDIT, Subject.FRAMEWORK, what, "", fields=fields)

    def _keyed(
        self, subject: Subject, what: str, old: Sequence[d.Part], new: Sequence[d.Part], by: str = "key"
    ) -> Iterator[Change]:
        was = {getattr(item, by): item for item in old}
        now = {getattr(item, by): item for item in new}
        for key, item in now.items():
            if key not in was:
                yield self._item(ChangeKind.NEW, subject, what, item, ())
            elif fields := self._fields(was[key], item):
                yield self._item(ChangeKind.EDIT, subject, what, item, fields)
        yield from (self._item(ChangeKind.GONE, subject, what, was[key], ()) for key in was if key not in now)

    def _item(
        self, kind: ChangeKind, subject: Subject, what: str, item: d.Part, fields: tuple[FieldChange, ...]
    ) -> Change:
        place = self._place(item.key) if isinstance(item, d.Stage) else None
        return Change(kind, subject, what, _title(item), getattr(item, "key", ""), place, fields)

    def _fields(self, old: d.Part, new: d.Part, left_out: frozenset[str] = frozenset()) -> tuple[FieldChange, ...]:
        return tuple(
            FieldChange(
                NAMES.get(name) or name.replace("_", " ").capitalize(), self._text(name, was), self._text(name, now)
            )
            for name in type(new).model_fields
            if name not in UNTOLD | left_out and (was := getattr(old, name)) != (now := getattr(new, name))
        )

    def _text(self, field: str, value: Any) -> str:
        """Return a field's value as words: keys become the names of what they point at."""
        if isinstance(value, tuple):
            return _joined([self._text(field, item) for item in value])
        if field in POINTERS and isinstance(value, str):
            return self.names.get((POINTERS[field], value), value)
        return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Term):
        return value.label
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, d.NextStep):
        return f"At best: {value.best} At least: {value.minimum}"
    return _title(value) if isinstance(value, d.Part) else str(value)


def _joined(texts: list[str]) -> str:
    sentences = all(text.endswith((".", "?", "!")) for text in texts)
    return (" " if sentences else "; ").join(texts)


def _title(item: d.Part) -> str:
    return next((getattr(item, name) for name in TITLES if getattr(item, name, "")), "")


def _cells(document: d.FrameworkDocument) -> dict[tuple[str, str], list[str]]:
    cells: dict[tuple[str, str], list[str]] = {}
    for message in document.messages:
        cells.setdefault((message.stage, message.role), []).append(message.key)
    return cells


def _places(document: d.FrameworkDocument) -> dict[str, tuple[int, str, str]]:
    stages = enumerate(document.journey.stages, start=1)
    return {stage.key: (number, stage.name, stage.phase.value) for number, stage in stages}


def _names(document: d.FrameworkDocument) -> dict[tuple[str, str], str]:
    """Return what each keyed thing is called, by kind and key."""
    kinds: dict[str, Iterable[Any]] = {
        "stages": document.journey.stages,
        "roles": document.roles,
        "messages": document.messages,
        "results": document.results,
        "concepts": (concept for role in document.roles for concept in role.concepts),
        "wins": (win for role in document.roles for win in role.wins),
        "capabilities": document.offer.capabilities,
        "alternatives": document.offer.alternatives,
        "proofs": document.proofs,
        "questions": document.questions,
        "objections": document.objections,
    }
    return {(kind, item.key): _title(item) for kind, items in kinds.items() for item in items}


# Which kind of thing the keys in a field point at.
POINTERS = {
    "stage": "stages",
    "stages": "stages",
    "active_stages": "stages",
    "may_return_to": "stages",
    "role": "roles",
    "roles": "roles",
    "concept": "concepts",
    "result": "results",
    "results": "results",
    "desired_results": "results",
    "metrics": "results",
    "alternative": "alternatives",
    **{part: part for part in ("wins", "capabilities", "proofs", "questions", "objections")},
}
CONTAINERS = frozenset(
    {
        *("market", "offer", "journey", "results", "roles", "proofs", "questions", "objections", "slots"),
        *("phrase_guide", "glossary", "messages", "cell_notes"),
    }
)
