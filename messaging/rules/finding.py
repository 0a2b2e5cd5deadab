"""What the linter says: a finding, the words it quotes, the mechanical fix it offers. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error blocks publishing, a warning needs a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 is the heaviest."""
        return tuple(Severity).index(self)


class Family(StrEnum):
    """The subject of a rule; the first two letters of its code."""

    PH = "PH"
    MP = "MP"
    EV = "EV"
    LA = "LA"
    CO = "CO"
    CS = "CS"

    @property
    def label(self) -> str:
        return FAMILY_LABELS[self]


FAMILY_LABELS: dict[Family, str] = {
    Family.PH: "Phase fit",
    Family.MP: "Mapping",
    Family.EV: "Evidence",
    Family.LA: "Language",
    Family.CO: "Coverage",
    Family.CS: "Consistency",
}


@dataclass(frozen=True)
class Span:
    """Words in a field: from `start` up to `end`, counted in characters."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Fix:
    """A change that needs no thought, as one JSON Patch operation on the document."""

    label: str
    op: str  # add | remove | replace
    path: str
    value: Any = None


@dataclass(frozen=True)
class Hit:
    """What a rule's check reports; the engine adds what the rule itself knows."""

    pointer: str
    message: str
    span: Span | None = None
    fix: Fix | None = None


@dataclass(frozen=True)
class Subject:
    """What a finding is about, by keys that survive reordering: the whole framework if all are empty."""

    message: str = ""
    stage: str = ""
    role: str = ""
    part: str = ""  # proofs, questions, objections, results, …
    item: str = ""  # the key of the entry in that part

    @property
    def token(self) -> str:
        """Name the subject in one string; waivers are matched by it."""
        if self.message:
            return f"message:{self.message}"
        if self.part:
            return f"{self.part}:{self.item}"
        if self.stage and self.role:
            return f"cell:{self.stage}:{self.role}"
        if self.stage or self.role:
            return f"stage:{self.stage}" if self.stage else f"role:{self.role}"
        return "framework"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: where, what, why it matters and how to mend it."""

    code: str
    name: str
    severity: Severity
    pointer: str
    message: str
    why: str
    hint: str
    subject: Subject
    span: Span | None = None
    fix: Fix | None = None

    @property
    def family(self) -> Family:
        return Family(self.code[:2])

    @property
    def field(self) -> str:
        """The pointer below the message (“/talk_track/0”), or the whole pointer for what is not a message."""
        return "/" + "/".join(self.pointer.split("/")[3:]) if self.subject.message else self.pointer

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.ERROR
