"""A small sound framework on which no rule finds anything; the rules' examples are small changes to it. Pure."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from messaging.document import SCHEMA, FrameworkDocument
from messaging.rules.pointers import patched
from messaging.rules.registry import Example

TODAY = dt.date(2026, 3, 2)


def _message(key: str, stage: str, role: str, kind: str, headline: str, said: list[str], **more: Any) -> dict[str, Any]:
    parts = {
        "concept": f"{role}-1",
        "results": ["hours"],
        "wins": [f"w_{role}"],
        "questions": ["swaps"],
        "next_step": {"best": "The ward writes one roster together.", "minimum": "The ward lists its open shifts."},
    }
    texts = {"headline": headline, "talk_track": said}
    return {"key": key, "stage": stage, "role": role, "kind": kind, **texts, **parts, **more}


def _role(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "influence": "user",
        "degree": "high",
        "level": "operational",
        "active_stages": ["notice", "choose", "live"],
        "desired_results": ["hours"],
        "concepts": [{"key": f"{key}-1", "kind": "fix", "text": "Rosters that hold for a month."}],
        "wins": [{"key": f"w_{key}", "text": "Goes home when the shift ends."}],
        **more,
    }


def _stage(key: str, phase: str, name: str) -> dict[str, Any]:
    goal = f"Finish the step “{name}”."
    return {"key": key, "phase": phase, "name": name, "goal": goal, "evidence": "The ward has written it down."}


SAMPLE: dict[str, Any] = {
    "schema": SCHEMA,
    "slug": "quiet-wards",
    "title": "Quiet wards",
    "language": "en",
    "offer": {
        "name": "Rotaline",
        "vendor": "Havelock Care",
        "watched_terms": ["Rotaline", "platform", "shift app", "our software"],
        "capabilities": [{"key": "swap", "name": "Swaps that balance", "does": "Shows who can take a shift."}],
        "alternatives": [
            {
                "key": "nothing",
                "name": "Keep the paper roster",
                "kind": "status_quo",
                "strength": "It costs nothing and everyone knows it.",
            },
            {
                "key": "rival",
                "name": "Ostrava Rosters",
                "kind": "competitor",
                "strength": "Quick to set up, and cheap for one ward.",
            },
        ],
    },
    "journey": {
        "key": "wards",
        "name": "From gaps to calm",
        "stages": [
            _stage("notice", "aware", "Notice"),
            _stage("choose", "buy", "Choose"),
            _stage("live", "adopt", "Live with it"),
        ],
    },
    "results": [{"key": "hours", "name": "Overtime", "unit": "hours a month", "direction": "lower"}],
    "roles": [
        _role("head", "Head of nursing", influence="economic", level="executive", initial_executive_buyer=True),
        _role("nurse", "Ward nurse"),
    ],
    "proofs": [
        {
            "key": "study",
            "text": "In a survey of 30 wards, 40 percent of the overtime came from late swaps.",
            "source": "Ward survey",
            "verified_on": "2026-01-10",
            "expires_on": "2027-01-10",
            "audience": "anyone",
            "product_free": True,
        },
        {
            "key": "audit",
            "text": "An outside audit of the shift records found two gaps and named how each of them was closed.",
            "source": "Audit report",
            "verified_on": "2026-01-10",
            "expires_on": "2027-01-10",
            "audience": "under_nda",
        },
    ],
    "questions": [
        {"key": "swaps", "kind": "new_information", "text": "How does a ward fill a shift at short notice?"},
        {"key": "sign", "kind": "commitment", "text": "Who would sign the order in May?", "stages": ["choose"]},
    ],
    "objections": [
        {"key": "busy", "customer_says": "We have no time for this.", "response": "Then one ward is enough to begin."}
    ],
    "slots": [{"name": "gaps", "label": "Open shifts a month", "example": "14"}],
    "phrase_guide": [{"instead_of": "user adoption", "say": "shifts filled on time"}],
    "glossary": [{"term": "roster", "means": "Who works when.", "synonyms": ["duty schedule"]}],
    "messages": [
        _message(
            "a1",
            "notice",
            "head",
            "cause_and_impact",
            "One gap in the week and what follows",
            ["Your wards close most gaps by asking the same few people.", "Those few are the first to leave."],
            proofs=["study"],
        ),
        _message(
            "a2",
            "notice",
            "nurse",
            "perspective",
            "Two ways to fill a night",
            ["Some wards call around, others plan a reserve.", "You know which of the two you slept better with."],
            objections=["busy"],
        ),
        _message(
            "b1",
            "choose",
            "head",
            "competitive",
            "What the paper roster does well",
            ["You know what paper costs: nothing.", "It shows a gap on the day, and that is late for everyone."],
            alternative="nothing",
            concedes="It costs nothing and all know it.",
        ),
        _message(
            "b2",
            "choose",
            "nurse",
            "capability",
            "Swaps that leave nobody short",
            [
                "You offer a shift and see who can take it without breaking a rest.",
                "The roster is right again at once.",
            ],
            capabilities=["swap"],
        ),
        _message(
            "c1",
            "live",
            "head",
            "value_delivered",
            "Overtime: promised and reached",
            ["You approved this for fewer hours of overtime.", "The hours fell in two wards and stayed in the third."],
        ),
        _message(
            "c2",
            "live",
            "nurse",
            "adoption",
            "The first month on the new roster",
            ["You will meet wrong names in the first week.", "Mark them, and on Friday they are put right with you."],
        ),
        _message(
            "b3",
            "choose",
            "nurse",
            "competitive",
            "Quick for one ward, or right for three",
            [
                "You could begin tomorrow with the rival; it is quick to set up.",
                "The test is a swap between two wards.",
            ],
            alternative="rival",
            concedes="Quick to set up.",
        ),
    ],
}


@lru_cache(maxsize=1)
def sample() -> FrameworkDocument:
    return FrameworkDocument.model_validate(SAMPLE)


def sample_with(example: Example) -> FrameworkDocument:
    """Return the sample with the example's changes made."""
    data = SAMPLE
    for pointer, value in example.changes.items():
        data = patched(data, "add" if pointer.endswith("/-") else "replace", pointer, value)
    return FrameworkDocument.model_validate(data)
