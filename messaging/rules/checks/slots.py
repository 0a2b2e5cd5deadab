"""Slots that a seller can fill, and placeholders that an author forgot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from messaging.document import SLOT
from messaging.references import unknown_slot
from messaging.rules.context import Frame, Speech
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import spans, without_slots

PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBC|TODO|FIXME|XX+|lorem ipsum)\b|\[(?:[A-Za-z][^\]\[]{0,40})\]|<[a-z][a-z _]{0,30}>|_{3,}|\?{3,}"
    r"|\{\{?[^{}]*$|(?<!\{)\{[a-z_ ]{1,40}\}(?!\})"
)
OPENINGS = frozenset({"tbd", "tbc", "todo", "fixm", "xx", "lore"})


@rule(
    "LA501",
    "Unknown slot",
    Severity.ERROR,
    "A slot without an entry in the framework prints as it stands, braces and all.",
    "Correct the name, or add the slot.",
    bad=Example("Your wards leave {{open_shifts}} open.", {"/messages/0/so_what": "You leave {{open_shifts}} open."}),
    good=Example("Your wards leave {{gaps}} open.", {"/messages/0/so_what": "You leave {{gaps}} open."}),
    waivable=False,
).on_speech
def unknown(speech: Speech, frame: Frame) -> Iterator[Hit]:
    for field in speech.fields:
        for slot in SLOT.finditer(field.text) if "{{" in field.text else ():
            if slot.group(1) not in frame.slot_names:
                span = Span(slot.start(), slot.end(), slot.group())
                yield Hit(field.pointer, unknown_slot(slot.group(1), frame.slot_names), span)


@rule(
    "LA502",
    "Placeholder left in the text",
    Severity.WARNING,
    "A forgotten placeholder is read aloud by the one seller who had no time to prepare.",
    "Write the text, or use a slot such as {{name}}.",
    bad=Example("You lose [number] hours.", {"/messages/0/so_what": "You lose [number] hours."}),
    good=Example("You lose {{gaps}} shifts.", {"/messages/0/so_what": "You lose {{gaps}} shifts."}),
).on_speech
def placeholder(speech: Speech, frame: Frame) -> Iterator[Hit]:
    for field in speech.fields if _likely(speech.text, speech.openings) else ():
        for span in spans(PLACEHOLDER, without_slots(field.text), field.text):
            yield Hit(field.pointer, f"“{span.words}” is still to be written.", span)


def _likely(text: str, openings: frozenset[str]) -> bool:
    """Tell whether there is a mark or the beginning of a word that a placeholder has."""
    marked = "[" in text or "<" in text or "{" in text or "__" in text or "??" in text
    return marked or not OPENINGS.isdisjoint(openings)


@rule(
    "LA503",
    "Slot that does not say what to fill in",
    Severity.INFO,
    "A seller fills a slot in seconds when the label and an example say what belongs there.",
    "Give the slot a label and an example.",
    bad=Example("gaps: no example", {"/slots/0/example": ""}),
    good=Example("gaps: Open shifts a month, for example 14"),
).on_framework
def bare_slot(frame: Frame) -> Iterator[Hit]:
    for i, slot in enumerate(frame.document.slots):
        for part in ("label", "example"):
            if not getattr(slot, part).strip():
                yield Hit(f"/slots/{i}/{part}", f"The slot “{slot.name}” has no {part}.")
