"""Words of paper: the kinds of sheet and the states of a job. Pure: no ORM."""

from __future__ import annotations

from stakeholders.terms import Term


class SheetKind(Term):
    STAGE = "stage"
    MESSAGE = "message"
    ROLE = "role"
    BOOK = "book"

    @property
    def label(self) -> str:
        return SHEET_LABELS[self.value]


SHEET_LABELS = {
    "stage": "Stage talk track",
    "message": "Message sheet",
    "role": "Role sheet",
    "book": "Framework book",
}


class JobState(Term):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
