"""The two questions and their answer: release, stage and roles in, what to say in that meeting out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from journeys.phases import PHASES, PhaseLaw
from messaging import document as d
from selling.wording import counted, doing, inside, listed, slot_words
from sheets.parts import Index


@dataclass(frozen=True)
class Stop:
    """A stage to choose."""

    number: int
    stage: d.Stage
    chosen: bool


@dataclass(frozen=True)
class Person:
    """A role to choose, in its own words; `note` says when there is nothing for it at the chosen stage."""

    role: d.Role
    says: str
    chosen: bool
    note: str


@dataclass(frozen=True)
class Hit:
    """A message for this meeting."""

    role: d.Role
    message: d.ValueMessage
    needs: str


@dataclass(frozen=True)
class Miss:
    """A chosen role without a message at this stage: why, and where there are some."""

    role: d.Role
    why: str
    elsewhere: list[Stop]


@dataclass(frozen=True)
class Meeting:
    """One answer of the finder."""

    index: Index
    stage: d.Stage | None
    roles: list[d.Role]

    @property
    def phases(self) -> list[tuple[PhaseLaw, list[Stop]]]:
        stops = [
            Stop(number, stage, stage is self.stage)
            for number, stage in enumerate(self.index.document.journey.stages, start=1)
        ]
        return [(PHASES[phase], list(group)) for phase, group in groupby(stops, key=lambda stop: stop.stage.phase)]

    @property
    def people(self) -> list[Person]:
        return [
            Person(role, role.concepts[0].text if role.concepts else "", role in self.roles, self._note(role))
            for role in self.index.document.roles
        ]

    def _note(self, role: d.Role) -> str:
        filled = self.stage is None or (self.stage.key, role.key) in self.index.cells
        return "" if filled else "Nothing to say at this stage"

    @property
    def doing(self) -> str | None:
        return doing(self.stage.name) if self.stage else None

    @property
    def titles(self) -> list[tuple[str, str]]:
        return listed(inside(role.title) for role in self.roles)

    @property
    def hits(self) -> list[Hit]:
        return [Hit(role, message, _needs(message)) for role in self.roles for message in self._messages(role)]

    def _messages(self, role: d.Role) -> list[d.ValueMessage]:
        return self.index.cells.get((self.stage.key, role.key), []) if self.stage else []

    @property
    def misses(self) -> list[Miss]:
        if self.stage is None:
            return []
        return [Miss(role, self._why(role), self._elsewhere(role)) for role in self.roles if not self._messages(role)]

    def _why(self, role: d.Role) -> str:
        assert self.stage
        notes = {(note.stage, note.role): note for note in self.index.document.cell_notes}
        note = notes.get((self.stage.key, role.key))
        if note and not note.is_gap:
            return f"Empty on purpose: {inside(note.reason)}"
        if self.stage.key in role.active_stages:
            return "Nothing is written for this conversation yet."
        return "Not usually part of the conversation at this stage."

    def _elsewhere(self, role: d.Role) -> list[Stop]:
        stages = enumerate(self.index.document.journey.stages, start=1)
        return [Stop(number, stage, False) for number, stage in stages if (stage.key, role.key) in self.index.cells]

    @property
    def together(self) -> tuple[str, str] | None:
        """Return the words and the query of the link to all answers on one sheet; None for a single role."""
        keys = [role.key for role in self.roles if self._messages(role)]
        if len(keys) < 2:
            return None
        words = "Both" if len(keys) == 2 else f"All {inside(counted(len(keys), 'role'))}"
        return f"{words} on one sheet", urlencode({"role": keys}, doseq=True)

    @property
    def headline(self) -> str:
        """Return what the answer card and the dock say."""
        if self.stage is None:
            return "Choose where your customer is"
        if not self.roles:
            return "Choose who you are meeting"
        return f"{counted(len(self.hits), 'message')} for this meeting"


def meeting(index: Index, stage: str, roles: Iterable[str]) -> Meeting:
    """Return the answer for what was chosen; keys that the release does not know count as not chosen."""
    wanted = set(roles)
    return Meeting(index, index.stages.get(stage), [role for role in index.document.roles if role.key in wanted])


def _needs(message: d.ValueMessage) -> str:
    names = d.slots_in(*message.texts().values())
    if not names:
        return ""
    return f"Needs {inside(counted(len(names), 'detail'))} from you: {', '.join(map(slot_words, names))}"
