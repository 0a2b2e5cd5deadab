"""Remembering what an act did to messages, so that its author can take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from messaging import document as d
from messaging.models import Framework, Step
from messaging.queries.history import SITTING
from messaging.queries.message import as_json
from people.models import User

KEPT = 100  # steps of one person in one framework
EDITED = "edited"


@dataclass(frozen=True)
class Side:
    """A message at one time, and its place in the cell."""

    value: d.ValueMessage
    order: int


@dataclass(frozen=True)
class Change:
    """What one message was before and after; None where there was no such message."""

    before: Side | None
    after: Side | None

    @property
    def seen(self) -> Side:
        side = self.after or self.before
        assert side is not None  # a change has one side at least
        return side

    @property
    def key(self) -> str:
        return self.seen.value.key

    @property
    def turned(self) -> Change:
        return Change(self.after, self.before)


def keep_step(
    actor: User | None, framework: Framework, verb: str, changes: Sequence[Change], *, about: str = ""
) -> None:
    """Keep the act as one step; what its author has undone before can then not be done again.

    The machine itself (None) takes nothing back. Edits of one message in one sitting are one step. `about` names what
    the act is about when that is not all it changed.
    """
    if actor is None or not changes or (verb == EDITED and _joined(actor, framework, changes[0])):
        return
    mine = framework.steps.filter(by=actor)
    mine.filter(undone_at__isnull=False).delete()
    framework.steps.create(
        by=actor, verb=verb, words=in_words(verb, changes, about), changes=[_to_json(change) for change in changes]
    )
    _forget_old(mine)


def changes_of(step: Step) -> list[Change]:
    return [Change(_side(entry["before"]), _side(entry["after"])) for entry in step.changes]


def set_changes(step: Step, changes: Sequence[Change]) -> None:
    step.changes = [_to_json(change) for change in changes]


PHRASES = {"assigned": "gave an owner to", "dated": "set the review date of"}


def in_words(verb: str, changes: Sequence[Change], about: str = "") -> str:
    """Return the act as its undo button names it: moved “Three ways”, deleted 4 messages."""
    what = f"{len(changes)} messages" if len(changes) > 1 and not about else f"“{about or _headline(changes[0])}”"
    return f"{PHRASES.get(verb, verb)} {what}"


def _headline(change: Change) -> str:
    return change.seen.value.headline


def _joined(actor: User, framework: Framework, change: Change) -> bool:
    """Write the edit into the author's step of this sitting, if nobody changed the message in between."""
    last = framework.steps.filter(by=actor).order_by("-pk").first()
    if last is None or last.verb != EDITED or last.undone_at or timezone.now() - last.at >= SITTING:
        return False
    before = changes_of(last)[0]
    if before.after != change.before:
        return False
    whole = Change(before.before, change.after)
    if whole.before == whole.after:
        last.delete()
        return True
    set_changes(last, [whole])
    last.words = in_words(EDITED, [whole])
    last.save(update_fields=["changes", "words"])
    return True


def _forget_old(mine: QuerySet[Step]) -> None:
    oldest = mine.order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1].first()
    if oldest:
        mine.filter(pk__lte=oldest).delete()


def _to_json(change: Change) -> dict[str, Any]:
    return {"key": change.key, "before": _side_json(change.before), "after": _side_json(change.after)}


def _side_json(side: Side | None) -> dict[str, Any] | None:
    return {"value": as_json(side.value), "order": side.order} if side else None


def _side(kept: dict[str, Any] | None) -> Side | None:
    return Side(d.ValueMessage.model_validate(kept["value"]), kept["order"]) if kept else None
