"""The parts of a framework's library, told once: what they are called, how they are found, what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from messaging.models import Alternative, Capability, Objection, ProofPoint, Question


@dataclass(frozen=True)
class Part:
    """A part of the library whose entries are rows of their own."""

    slug: str
    title: str
    one: str
    a: str
    why: str
    model: Any
    search: tuple[str, ...]
    prefetch: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowPart:
    """A part that is a short list on the framework itself, edited as a whole."""

    slug: str
    title: str
    why: str
    field: str


PARTS: dict[str, Part] = {
    part.slug: part
    for part in (
        Part(
            "proofs",
            "Proofs",
            "proof",
            "a proof",
            "What backs a claim: said by whom, counted how, good until when, and who may see it.",
            ProofPoint,
            ("text", "kind", "source", "sample", "provider"),
            ("result",),
        ),
        Part(
            "questions",
            "Questions",
            "question",
            "a question",
            "What a seller asks, and what to listen for in the answer. None begins with “why”.",
            Question,
            ("text", "listen_for", "provider"),
            ("roles", "stages"),
        ),
        Part(
            "objections",
            "Objections",
            "objection",
            "an objection",
            "What the customer says, the concern behind it, and an answer that takes it seriously.",
            Objection,
            ("customer_says", "concern", "response", "follow_up", "provider"),
            ("roles", "stages", "proofs"),
        ),
        Part(
            "capabilities",
            "Capabilities",
            "capability",
            "a capability",
            "What the offer can do, in plain words. Never named in awareness.",
            Capability,
            ("name", "does", "provider"),
        ),
        Part(
            "alternatives",
            "Alternatives",
            "alternative",
            "an alternative",
            "What the customer could do instead, doing nothing included. Each has an honest strength.",
            Alternative,
            ("name", "strength", "shortfall", "provider"),
        ),
    )
}
ROW_PARTS: dict[str, RowPart] = {
    part.slug: part
    for part in (
        RowPart(
            "terms",
            "Watched terms",
            "Product, vendor and feature words. The linter finds them where the customer is still agreeing on causes.",
            "watched_terms",
        ),
        RowPart(
            "slots", "Slots", "Figures and names that the seller fills in. Write one as {{name}} in a text.", "slots"
        ),
        RowPart("phrases", "Phrase guide", "Say it this way rather than that way, and why.", "phrase_guide"),
        RowPart("glossary", "Glossary", "One word for one thing, so that two sheets do not contradict.", "glossary"),
    )
}
