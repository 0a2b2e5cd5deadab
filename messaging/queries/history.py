"""What happened to one message, newest first, in words a person reads. Two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from messaging import document as d
from messaging.models import MessageRevision, ValueMessage
from messaging.queries.choices import Labels, in_words
from messaging.queries.message import changed_fields, message_value
from messaging.wording import Piece, word_diff
from people.models import User
from ui.plain import listed

MOST = 100
SITTING = dt.timedelta(minutes=10)
NAMES = {
    "headline": "headline",
    "kind": "kind",
    "talk_track": "talk track",
    "so_what": "“So what”",
    "concept": "concept",
    "results": "results",
    "wins": "wins",
    "capabilities": "capabilities",
    "alternative": "alternative",
    "concedes": "acknowledged strength",
    "proofs": "proofs",
    "questions": "questions",
    "objections": "objections",
    "next_step": "next step",
    "slots": "slots",
    "owner": "owner",
    "review_by": "review date",
    "stage": "stage",
    "role": "role",
}


@dataclass(frozen=True)
class Change:
    """What changed in one field; the talk track changes by the sentence."""

    field: str
    parts: list[tuple[str, list[Piece]]]


@dataclass(frozen=True)
class Entry:
    """One save: who, when, which fields, and the revision it replaced."""

    by: User | None
    at: dt.datetime
    words: str
    changes: list[Change] = field(default_factory=list)
    revision: MessageRevision | None = None


def read_history(message: ValueMessage, labels: Labels) -> list[Entry]:
    """Return the last saves of the message; saves of one person within minutes are one entry."""
    revisions = list(message.revisions.select_related("by")[:MOST])
    if not revisions:
        return []
    states = [_State(message.changed_by, message.changed_at, message_value(message))]
    states += [_State(row.by, row.at, d.ValueMessage.model_validate(row.document), row) for row in revisions]
    entries = [_entry(newest, before, labels) for newest, before in _sittings(states)]
    return [*entries, Entry(states[-1].by, states[-1].at, "wrote this message")]


def beside_now(message: ValueMessage, pk: int, labels: Labels) -> Entry | None:
    """Return an earlier text beside the text now, or None when that version is not kept."""
    row = message.revisions.filter(pk=pk).select_related("by").first()
    if row is None:
        return None
    before = d.ValueMessage.model_validate(row.document)
    return Entry(row.by, row.at, "", _changes(before, message_value(message), labels), row)


@dataclass(frozen=True)
class _State:
    """The message at one time, and the revision that keeps it (none for the present)."""

    by: User | None
    at: dt.datetime
    value: d.ValueMessage
    revision: MessageRevision | None = None


def _sittings(states: list[_State]) -> list[tuple[_State, _State]]:
    """Return (last text, text before) of each sitting, newest first; `states` are newest first, too."""
    found: list[tuple[_State, _State]] = []
    for newer, older in pairwise(states):
        if found and found[-1][0].by == newer.by and _close(found[-1][0], newer):
            found[-1] = (found[-1][0], older)
        else:
            found.append((newer, older))
    return [pair for pair in found if pair[0].value != pair[1].value]


def _close(newest: _State, newer: _State) -> bool:
    return newest.at - newer.at < SITTING and newest.value.stage == newer.value.stage


def _entry(newest: _State, before: _State, labels: Labels) -> Entry:
    changed = changed_fields(before.value, newest.value)
    if {"stage", "role"} & set(changed):
        return Entry(newest.by, newest.at, "moved it to this cell", [], before.revision)
    words = f"changed {listed(NAMES[name] for name in changed if name in NAMES)}"
    return Entry(newest.by, newest.at, words, _changes(before.value, newest.value, labels), before.revision)


def _changes(before: d.ValueMessage, after: d.ValueMessage, labels: Labels) -> list[Change]:
    names = [name for name in changed_fields(before, after) if name in NAMES and name not in ("stage", "role")]
    return [Change(name, _parts(before, after, name, labels)) for name in names]


def _parts(before: d.ValueMessage, after: d.ValueMessage, name: str, labels: Labels) -> list[tuple[str, list[Piece]]]:
    if name == "talk_track":
        return [(f"sentence {place}", pieces) for place, pieces in _sentences(before.talk_track, after.talk_track)]
    known = labels.get(name, {})
    return [(NAMES[name], word_diff(_text(before, name, known), _text(after, name, known)))]


def _sentences(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[int, list[Piece]]]:
    """Yield the sentences that changed, by their place in the new text."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs = zip_longest(before[i1:i2], after[j1:j2], fillvalue="")
            yield from ((j1 + step, word_diff(old, new)) for step, (old, new) in enumerate(pairs, start=1))


def _text(value: d.ValueMessage, name: str, labels: Mapping[str, str]) -> str:
    if name == "next_step":
        return " / ".join(filter(None, (value.next_step.best, value.next_step.minimum)))
    return in_words(getattr(value, name), labels)
