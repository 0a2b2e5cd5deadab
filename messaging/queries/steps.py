"""What a person can undo and do again in a framework."""

from __future__ import annotations

from dataclasses import dataclass

from messaging.models import Framework, Step
from people.models import User


@dataclass(frozen=True)
class Named:
    """A step as its button names it."""

    pk: int
    words: str


@dataclass(frozen=True)
class Steps:
    undo: Named | None = None
    redo: Named | None = None


def read_steps(actor: User, framework: Framework) -> Steps:
    """Return what the two buttons would do, in one query."""
    rows = framework.steps.filter(by=actor).order_by("-pk").values_list("pk", "words", "undone_at")
    done = next((Named(pk, words) for pk, words, undone_at in rows if not undone_at), None)
    undone = [(undone_at, -pk, words) for pk, words, undone_at in rows if undone_at]
    last = max(undone, default=None)
    return Steps(done, Named(-last[1], last[2]) if last else None)


def last_done(actor: User, framework: Framework) -> Step | None:
    return framework.steps.filter(by=actor, undone_at=None).order_by("-pk").first()


def last_undone(actor: User, framework: Framework) -> Step | None:
    """Return what was undone last; a later act forgot the undone ones (`actions.steps.keep_step`)."""
    return framework.steps.filter(by=actor, undone_at__isnull=False).order_by("-undone_at", "pk").first()
