"""Changes in the order of the journey, gathered by stage, as a long comparison is read. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from messaging.diff import Change, Subject

BESIDE = {
    Subject.ROLE: "Roles",
    Subject.LIBRARY: "Library",
    Subject.STAGE: "Order of the stages",
    Subject.FRAMEWORK: "Framework",
}
Place = tuple[int, str, str]  # number, title, phase


@dataclass(frozen=True)
class Group:
    """What changed in one stage, or beside the stages: those of this page, and how many there are in all."""

    number: int
    title: str
    phase: str
    changes: tuple[Change, ...]
    total: int


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return the changes stage by stage; what belongs to no stage comes last, each in the order it had."""
    beside = list(BESIDE)
    return sorted(
        changes,
        key=lambda c: (0, c.place.number, c.place.stage) if c.place else (1, beside.index(c.subject), ""),
    )


def by_stage(shown: Iterable[Change], everything: Sequence[Change]) -> list[Group]:
    """Return the shown changes, which are in order, by stage."""
    totals = Counter(map(_place, everything))
    return [Group(*place, tuple(group), totals[place]) for place, group in groupby(shown, key=_place)]


def _place(change: Change) -> Place:
    if change.place:
        return change.place.number, change.place.stage, change.place.phase
    return 0, BESIDE[change.subject], ""
