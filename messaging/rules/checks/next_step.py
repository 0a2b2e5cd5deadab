"""The next step: best and minimum, both actions of the customer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from messaging.rules.context import Frame, Message
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import WORD, short, words_in

MARKS_BETWEEN = 10  # letters by which the same words may differ: blanks and marks


def _steps(message: Message) -> dict[str, str]:
    step = message.data.next_step
    return {"best": step.best, "minimum": step.minimum}


@rule(
    "MP401",
    "Next step missing",
    Severity.WARNING,
    "A talk without a next step of the customer was pleasant and moved nothing.",
    "Write what the customer does next at best, and the least that still shows intent.",
    bad=Example("Minimum: nothing written", {"/messages/0/next_step/minimum": ""}),
    good=Example("Minimum: The ward lists its open shifts."),
).on_message
def missing(message: Message, frame: Frame) -> Iterator[Hit]:
    for part, text in _steps(message).items():
        if not text.strip():
            yield Hit(message.at(f"next_step/{part}"), f"There is no {part} next step.")


@rule(
    "MP402",
    "Next step that the vendor takes",
    Severity.WARNING,
    "Only an action of the customer shows that something moved; your own to-do list shows nothing.",
    "Write what the customer does.",
    bad=Example("We send the brochure.", {"/messages/0/next_step/best": "We send the brochure."}),
    good=Example("The ward writes one roster together."),
).on_message
def done_by_vendor(message: Message, frame: Frame) -> Iterator[Hit]:
    for part, text in _steps(message).items():
        act = frame.patterns.vendor_acts.match(text) or _vendor(text, frame)
        if act:
            span = Span(act.start(), act.end(), act.group())
            yield Hit(
                message.at(f"next_step/{part}"), f"“{short(text, 120)}” is a step of yours, not of the customer.", span
            )


def _vendor(text: str, frame: Frame) -> re.Match[str] | None:
    """Return the first word if it is the vendor's name."""
    found = WORD.search(text)
    return found if found and found.group().lower().replace("’", "'").removesuffix("'s") in frame.vendor_names else None


@rule(
    "MP403",
    "Best and minimum next step are the same",
    Severity.WARNING,
    "Two different steps let a seller accept less without leaving empty-handed.",
    "Make the minimum smaller than the best.",
    bad=Example(
        "Best and minimum: The ward writes one roster together.",
        {"/messages/0/next_step/minimum": "The ward writes one roster together."},
    ),
    good=Example("Best: The ward writes one roster together. Minimum: The ward lists its open shifts."),
).on_message
def same_step(message: Message, frame: Frame) -> Iterator[Hit]:
    step = message.data.next_step
    near = abs(len(step.best) - len(step.minimum)) <= MARKS_BETWEEN
    if near and step.best.strip() and words_in(step.best) == words_in(step.minimum):
        yield Hit(message.at("next_step/minimum"), "The minimum is the same as the best step.")
