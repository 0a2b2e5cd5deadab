"""The three phases of the customer's journey and what a message may do in each. Pure data; the product's first law."""

from __future__ import annotations

from dataclasses import dataclass

from stakeholders.terms import Term


class Phase(Term):
    AWARE = "aware"
    BUY = "buy"
    ADOPT = "adopt"

    @property
    def label(self) -> str:
        return PHASES[self].name


class MessageKind(Term):
    VALID_BUSINESS_REASON = "valid_business_reason"
    CONTEXT_INSIGHT = "context_insight"
    CAUSE_AND_IMPACT = "cause_and_impact"
    PERSPECTIVE = "perspective"
    VALUE_HYPOTHESIS = "value_hypothesis"
    CAPABILITY = "capability"
    COMPETITIVE = "competitive"
    COMMERCIAL = "commercial"
    RISK_REDUCTION = "risk_reduction"
    ADOPTION = "adoption"
    VALUE_DELIVERED = "value_delivered"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class PhaseLaw:
    """What holds in one phase: the customer's question, what messages focus on, and what is never said."""

    phase: Phase
    name: str
    question: str
    focus: str
    dynamics: str
    never: str
    kinds: tuple[MessageKind, ...]


K = MessageKind
PHASES: dict[Phase, PhaseLaw] = {
    Phase.AWARE: PhaseLaw(
        Phase.AWARE,
        "Awareness",
        "Is this a problem worth our attention, and how could one approach it?",
        "The customer's context and each stakeholder's concept: what to fix, avoid or accomplish.",
        "Concept dynamics",
        "No product, vendor, feature or competitor wording, no proof that mentions the product, "
        "no question that asks to commit.",
        (K.VALID_BUSINESS_REASON, K.CONTEXT_INSIGHT, K.CAUSE_AND_IMPACT, K.PERSPECTIVE),
    ),
    Phase.BUY: PhaseLaw(
        Phase.BUY,
        "Buying",
        "Which option gets us to our results with a risk we can carry?",
        "Being seen as the best option for the results and wins of everyone who decides, doing nothing included.",
        "Decision dynamics",
        "No claim that serves none of this role's results and wins, and no comparison that concedes nothing.",
        (K.PERSPECTIVE, K.VALUE_HYPOTHESIS, K.CAPABILITY, K.COMPETITIVE, K.COMMERCIAL, K.RISK_REDUCTION),
    ),
    Phase.ADOPT: PhaseLaw(
        Phase.ADOPT,
        "Adoption",
        "Do we get what we were promised, and does everyone who matters know it?",
        "Value delivered as promised, told to each role in its own terms, and reported to the executives who said yes.",
        "Value dynamics",
        "No silence about a missed result, no attack on alternatives, no “why change” at a customer who has changed.",
        (K.ADOPTION, K.VALUE_DELIVERED, K.RISK_REDUCTION, K.PERSPECTIVE, K.CAPABILITY),
    ),
}


def allowed_kinds(phase: Phase) -> tuple[MessageKind, ...]:
    """Return the message kinds that fit the phase, in the order an author meets them."""
    return PHASES[phase].kinds
