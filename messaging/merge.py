"""Two people changed one message: what goes together by itself and what a person must decide. Pure.

`base` is what both started from, `mine` is typed but not saved, `theirs` is saved already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from messaging.document import NextStep, ValueMessage
from messaging.wording import merge_texts

TEXTS = ("headline", "so_what", "concedes", "best", "minimum")
ONES = ("kind", "concept", "alternative", "owner", "review_by")
SETS = ("results", "wins", "capabilities", "questions", "proofs", "objections", "slots")


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    MERGE = "merge"


@dataclass(frozen=True)
class Difference:
    """One field that at least one of the two changed. `name` is the field, or `say:2` for the third sentence."""

    name: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def only_mine(self) -> bool:
        return bool(self.theirs == self.base)

    @property
    def only_theirs(self) -> bool:
        return bool(self.mine == self.base)

    @property
    def is_set(self) -> bool:
        return self.name in SETS

    @property
    def is_text(self) -> bool:
        return self.name in TEXTS or self.name.startswith("say")

    @property
    def clash(self) -> bool:
        """Return whether a person must decide: both changed it, differently, and it is not a set."""
        return not (self.only_mine or self.only_theirs or self.mine == self.theirs or self.is_set)

    @property
    def merged(self) -> str:
        """Return a text with both changes where they leave each other alone, else mine."""
        return merge_texts(self.base, self.mine, self.theirs) or self.mine if self.is_text else ""

    def decided(self, choice: str, text: str = "") -> Any:
        """Return the field's value after the decision; without a clash the decision is the machine's."""
        if self.is_set:
            kept = [key for key in self.theirs if key in self.mine or key not in self.base]
            return (*kept, *(key for key in self.mine if key not in self.base and key not in kept))
        if not self.clash:
            return self.theirs if self.only_theirs else self.mine
        return {Choice.THEIRS: self.theirs, Choice.MERGE: text}.get(choice, self.mine)  # type: ignore[call-overload]


def differences(base: ValueMessage, mine: ValueMessage, theirs: ValueMessage) -> list[Difference]:
    """Return the fields that differ among the three, in the order of the form."""
    tables = [_flat(value, _by_sentence(base, mine, theirs)) for value in (base, mine, theirs)]
    found = [Difference(name, *(table[name] for table in tables)) for name in tables[0]]
    return [entry for entry in found if not (entry.only_mine and entry.only_theirs)]


def merged(
    base: ValueMessage, mine: ValueMessage, theirs: ValueMessage, choices: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, Any]:
    """Return the fields of the message after every decision, as raw values for the form or the type to judge."""
    by_sentence = _by_sentence(base, mine, theirs)
    flat = _flat(theirs, by_sentence)
    for entry in differences(base, mine, theirs):
        flat[entry.name] = entry.decided(choices.get(entry.name, Choice.MINE), texts.get(entry.name, entry.merged))
    return _unflat(theirs, flat)


def _by_sentence(*values: ValueMessage) -> bool:
    return len({len(value.talk_track) for value in values}) == 1


def _flat(value: ValueMessage, by_sentence: bool) -> dict[str, Any]:
    lines = value.talk_track
    say = {f"say:{i}": line for i, line in enumerate(lines)} if by_sentence else {"say": "\n".join(lines)}
    step = {"best": value.next_step.best, "minimum": value.next_step.minimum}
    head = {"headline": value.headline, "kind": value.kind, **say, "so_what": value.so_what}
    rest = {name: getattr(value, name) for name in (*ONES, *SETS, "concedes") if name not in head}
    return {**head, **rest, **step}


def _unflat(value: ValueMessage, flat: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: flat[name] for name in flat if name not in ("best", "minimum") and not name.startswith("say")}
    return {
        "key": value.key,
        "stage": value.stage,
        "role": value.role,
        **plain,
        "talk_track": list(_lines(flat)),
        "next_step": NextStep(best=flat["best"], minimum=flat["minimum"]).model_dump(),
    }


def _lines(flat: Mapping[str, Any]) -> Iterable[str]:
    said = [text for name, text in flat.items() if name.startswith("say")]
    return (line.strip() for text in said for line in text.splitlines() if line.strip())
