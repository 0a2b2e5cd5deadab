"""The field's words for people who buy. Pure: no ORM. Values are stored and exchanged; labels are shown."""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A word of the domain: its value is stored, its label is shown."""

    @property
    def label(self) -> str:
        return LABELS.get(self, self.value.replace("_", " ").capitalize())

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(term.value, term.label) for term in cls]


class Influence(Term):
    ECONOMIC = "economic"
    USER = "user"
    TECHNICAL = "technical"
    COACH = "coach"


class Degree(Term):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Level(Term):
    EXECUTIVE = "executive"
    MANAGEMENT = "management"
    SPECIALIST = "specialist"
    OPERATIONAL = "operational"


class Mode(Term):
    GROWTH = "growth"
    TROUBLE = "trouble"
    EVEN_KEEL = "even_keel"
    OVERCONFIDENT = "overconfident"


class ConceptKind(Term):
    FIX = "fix"
    AVOID = "avoid"
    ACCOMPLISH = "accomplish"


class Direction(Term):
    HIGHER = "higher"
    LOWER = "lower"


LABELS: dict[Term, str] = {
    Influence.ECONOMIC: "Economic buyer",
    Influence.USER: "User buyer",
    Influence.TECHNICAL: "Technical buyer",
    Influence.COACH: "Coach",
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    ConceptKind.FIX: "Fix a problem",
    ConceptKind.AVOID: "Avoid a risk",
    ConceptKind.ACCOMPLISH: "Accomplish a goal",
}
