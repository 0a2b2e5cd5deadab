"""What a person reads to decide between a base and its variant: what the base changed, and what the variant says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from messaging import document as d
from messaging.diff import Change, FieldChange, Subject, diff
from messaging.inheritance import Basis, Ref, State, undated
from messaging.models import ValueMessage
from messaging.queries.inheritance import Lineage, Mark, versions
from messaging.wording import Kind, Piece, word_diff

KINDS = {
    "Message": "messages",
    "Proof": "proofs",
    "Question": "questions",
    "Objection": "objections",
    "Capability": "capabilities",
    "Alternative": "alternatives",
}


@dataclass(frozen=True)
class Field:
    """One field that the base changed, and what the variant says there (None: what the base said before)."""

    change: FieldChange
    yours: str | None


@dataclass(frozen=True)
class Move:
    """One part on the base page: what the base changed in it, or what it says when it is new to the variant."""

    ref: Ref
    mark: Mark
    change: Change
    fields: list[Field]
    version: int

    @property
    def gone(self) -> bool:
        return self.mark.standing.basis is Basis.GONE

    @property
    def overridden(self) -> bool:
        return self.mark.standing.state is State.OVERRIDDEN

    @property
    def name(self) -> str:
        """Return the part as a form posts it."""
        return "/".join(self.ref)


class Moves:
    """Every part that the base page tells of, read when it is asked for."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage, self.found = lineage, lineage.inheritance

    @cached_property
    def behind(self) -> list[Move]:
        return self._moves(self.found.behind)

    @cached_property
    def new(self) -> list[Move]:
        return self._moves(self.found.new)

    @cached_property
    def left_out(self) -> list[Move]:
        return self._moves(self.found.left_out)

    @cached_property
    def untranslated(self) -> list[d.ValueMessage]:
        """Return the messages that still say what the base says."""
        waiting = {ref.key for ref in self.found.refs(State.INHERITED) if ref.part == "messages"}
        return [message for message in self.lineage.own.messages if message.key in waiting]

    @cached_property
    def _versions(self) -> dict[Ref, int]:
        return versions([self.lineage.framework.pk])[self.lineage.framework.pk]

    @cached_property
    def _unseen(self) -> dict[Ref, Change]:
        """Return what the base says otherwise: of parts that are new, and of those that both wrote by themselves."""
        return _changes(self.lineage.own, self.lineage.document)

    def _moves(self, refs: Iterable[Ref]) -> list[Move]:
        by_release: defaultdict[int, list[Ref]] = defaultdict(list)
        place = {ref: number for number, ref in enumerate(refs)}
        for ref in place:
            seen = self.lineage.taken.get(ref)
            by_release[seen.release if seen and ref in self._versions else 0].append(ref)
        moves = [move for group in by_release.values() for move in self._group(group)]
        return sorted(moves, key=lambda move: place[move.ref])

    def _group(self, refs: list[Ref]) -> Iterable[Move]:
        """Yield the moves of parts that were last seen in one release of the base, or never."""
        seen = self.lineage.taken.get(refs[0]) if refs[0] in self._versions else None
        changed = _changes(seen.document, self.lineage.document) if seen else self._unseen
        mine = _changes(seen.document, self.lineage.own) if seen else {}
        for ref in refs:
            mark, change = self.lineage.mark(*ref), changed[ref]
            assert mark is not None  # every ref here comes from the standings
            yours = {field.name: field.after for field in mine[ref].fields} if ref in mine else {}
            fields = [Field(field, yours.get(field.name)) for field in change.fields]
            yield Move(ref, mark, change, fields, self._versions.get(ref, 0))


def _changes(before: d.FrameworkDocument, after: d.FrameworkDocument | None) -> dict[Ref, Change]:
    """Return what changed in every part that a variant can inherit."""
    if after is None:
        return {}
    found = {}
    for change in diff(undated(before), undated(after)).changes:
        kind = "cell_notes" if change.subject is Subject.CELL else KINDS.get(change.what)
        if kind and change.key:
            found[Ref(kind, change.key)] = change
    return found


@dataclass(frozen=True)
class Line:
    """One text of the base: what it is for, and its words with what moved in them."""

    name: str
    pieces: list[Piece]

    @property
    def moved(self) -> bool:
        return any(piece.kind is not Kind.SAME for piece in self.pieces)


@dataclass(frozen=True)
class Beside:
    """What the base says beside a message of the variant."""

    lineage: Lineage
    mark: Mark
    version: int
    lines: list[Line]
    also: list[FieldChange]

    @property
    def moved(self) -> bool:
        return self.mark.standing.behind

    @property
    def told(self) -> list[Line]:
        """Return the lines to show: all to translate from, what moved to decide on."""
        moved = [line for line in self.lines if line.moved]
        return moved if moved and not self.lineage.translation else self.lines

    @property
    def gone(self) -> bool:
        return self.mark.standing.basis is Basis.GONE

    @property
    def overridden(self) -> bool:
        return self.mark.standing.state is State.OVERRIDDEN


TEXTS = ("Headline", "Say", "So what", "Acknowledged strength", "Next step")


def read_beside(lineage: Lineage | None, row: ValueMessage) -> Beside | None:
    """Return the base's side of a message, or None when the base has nothing to do with it."""
    mark = lineage.mark("messages", row.key) if lineage else None
    if lineage is None or mark is None or mark.standing.state is State.OWN:
        return None
    seen = lineage.taken.get(Ref("messages", row.key))
    now = _message(lineage.document, row.key)
    then = _message(seen.document, row.key) if seen else None
    shown = now or then
    if shown is None:
        return None
    before = then if then and now and mark.standing.behind else shown
    return Beside(lineage, mark, row.version, list(_lines(before, shown)), _also(lineage, before, shown) if now else [])


def _message(document: d.FrameworkDocument | None, key: str) -> d.ValueMessage | None:
    return next((message for message in document.messages if message.key == key), None) if document else None


def _also(lineage: Lineage, then: d.ValueMessage, now: d.ValueMessage) -> list[FieldChange]:
    """Return what the base changed in the message besides its texts."""
    assert lineage.document is not None  # `now` is from it
    old, new = (undated(lineage.document.model_copy(update={"messages": (side,)})) for side in (then, now))
    return [field for change in diff(old, new).changes for field in change.fields if field.name not in TEXTS]


def _lines(before: d.ValueMessage, after: d.ValueMessage) -> Iterable[Line]:
    """Yield each text of the message, told word by word where it differs from the one before."""
    was, now = _told(before), _told(after)
    for name in dict.fromkeys([*now, *was]):
        old, new = was.get(name, ""), now.get(name, "")
        if old or new:
            yield Line(name, word_diff(old, new) if old != new else [Piece(Kind.SAME, new)])


def _told(message: d.ValueMessage) -> dict[str, str]:
    sentences = {f"Say {number}": text for number, text in enumerate(message.talk_track, start=1)}
    return {
        "Lead": message.headline,
        **sentences,
        "So what": message.so_what,
        "Acknowledged strength": message.concedes,
        "At best": message.next_step.best,
        "At least": message.next_step.minimum,
    }
