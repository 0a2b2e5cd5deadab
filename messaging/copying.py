"""What becomes of a message in another framework: what is there already, what comes along, what stays behind. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from messaging.document import FrameworkDocument, Slot, ValueMessage, slots_in
from ui.plain import free_key

WORDS = {
    "capabilities": "capability",
    "alternatives": "alternative",
    "proofs": "proof",
    "questions": "question",
    "objections": "objection",
    "results": "result",
    "wins": "win",
}


@dataclass(frozen=True)
class Thing:
    """One thing that the message refers to, in words."""

    what: str
    words: str


@dataclass
class CopyPlan:
    """The message as the other framework would have it, and what that takes."""

    value: ValueMessage
    there: list[Thing] = field(default_factory=list)
    left: list[Thing] = field(default_factory=list)
    brought: list[tuple[str, Any]] = field(default_factory=list)  # (part, entry), in the order they must be written
    slots: list[Slot] = field(default_factory=list)

    @property
    def along(self) -> list[Thing]:
        """Return what comes along, in words."""
        return [
            *(Thing(WORDS[part], _title(item)) for part, item in self.brought),
            *(Thing("slot", slot.name) for slot in self.slots),
        ]


def plan_copy(
    source: FrameworkDocument, message: ValueMessage, target: FrameworkDocument, stage: str, role: str
) -> CopyPlan:
    """Return what copying the message into that cell of the other framework comes to."""
    planner = _Planner(source, target, CopyPlan(message))
    person = next(each for each in target.roles if each.key == role)
    changes: dict[str, Any] = {"stage": stage, "role": role}
    for part in ("capabilities", "proofs", "questions", "objections"):
        changes[part] = tuple(planner.entry(part, key) for key in getattr(message, part))
    changes["alternative"] = planner.entry("alternatives", message.alternative) if message.alternative else None
    changes["results"] = tuple(planner.shared("result", source.results, target.results, message.results))
    wins = [win for each in source.roles for win in each.wins]
    concepts = [concept for each in source.roles for concept in each.concepts]
    changes["wins"] = tuple(planner.shared("win", wins, person.wins, message.wins))
    concept = [message.concept] if message.concept else []
    changes["concept"] = next(iter(planner.shared("concept", concepts, person.concepts, concept)), None)
    planner.slots(message)
    planner.plan.value = message.model_copy(update=changes)
    return planner.plan


class _Planner:
    """Finds each reference in the other framework, or a way for it to come along."""

    def __init__(self, source: FrameworkDocument, target: FrameworkDocument, plan: CopyPlan) -> None:
        self.source, self.target, self.plan = source, target, plan
        self.keys: dict[tuple[str, str], str] = {}  # (part, key here) → key there

    def entry(self, part: str, key: str) -> str:
        """Return the key that the library entry has there, bringing it along when nothing there says the same."""
        if (part, key) in self.keys:
            return self.keys[part, key]
        item = next(each for each in _library(self.source, part) if each.key == key)
        same = next((each for each in _library(self.target, part) if _says(each) == _says(item)), None)
        if same is not None:
            self.plan.there.append(Thing(WORDS[part], _title(item)))
            self.keys[part, key] = same.key
        else:
            self.keys[part, key] = self._bring(part, item)
        return self.keys[part, key]

    def _bring(self, part: str, item: Any) -> str:
        taken = {each.key for each in _library(self.target, part)} | {
            each.key for known, each in self.plan.brought if known == part
        }
        changes: dict[str, Any] = {"key": free_key(item.key, taken)}
        if part == "proofs" and item.result not in {result.key for result in self.target.results}:
            changes["result"] = None
        if part in ("questions", "objections"):
            changes["roles"] = _known(item.roles, self.target.roles)
            changes["stages"] = _known(item.stages, self.target.journey.stages)
        if part == "objections":
            changes["proofs"] = tuple(self.entry("proofs", key) for key in item.proofs)
        self.plan.brought.append((part, item.model_copy(update=changes)))
        return str(changes["key"])

    def shared(self, what: str, here: Sequence[Any], there: Sequence[Any], keys: Iterable[str]) -> list[str]:
        """Return the keys there of shared things; what the other framework lacks stays behind."""
        known = {item.key: item for item in here}
        found = []
        for key in keys:
            title = _title(known[key]) if key in known else key
            match = next((item for item in there if item.key == key or _title(item) == title), None)
            (self.plan.there if match else self.plan.left).append(Thing(what, title))
            found += [match.key] if match else []
        return found

    def slots(self, message: ValueMessage) -> None:
        have = {slot.name for slot in self.target.slots}
        wanted = [*slots_in(*message.texts().values()), *message.slots]
        rows = {slot.name: slot for slot in self.source.slots}
        for name in dict.fromkeys(wanted):
            if name in have:
                self.plan.there.append(Thing("slot", name))
            else:
                self.plan.slots.append(rows.get(name, Slot(name=name)))


def _library(document: FrameworkDocument, part: str) -> Sequence[Any]:
    found: Sequence[Any] = getattr(document.offer if part in ("capabilities", "alternatives") else document, part)
    return found


def _known(keys: Iterable[str], items: Iterable[Any]) -> tuple[str, ...]:
    known = {item.key for item in items}
    return tuple(key for key in keys if key in known)


def _says(item: Any) -> str:
    return " ".join(_title(item).casefold().split())


def _title(item: Any) -> str:
    return str(next(getattr(item, name) for name in ("customer_says", "name", "text") if hasattr(item, name)))
