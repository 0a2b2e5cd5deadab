"""Figures need evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from messaging.rules.context import Frame, Message
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import spans, without_slots

SIGNS = re.compile(r"[€$£]\s?\d[\d.,]*|(?<!\d)(?<!\d[.,])\d[\d.,]*\s?[%€$£](?!\w)")
HINT = re.compile(r"\d")
DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def _claims(message: Message, frame: Frame) -> Iterator[tuple[str, Span]]:
    """Yield shares, sums and factors that the message states; plain counts, years and slots are no claims."""
    for field in message.speech.shown:
        if field.part != "next_step" and (HINT.search(field.text) or not frame.language.shares.isdisjoint(field.words)):
            text = without_slots(field.own_words)
            for pattern in (SIGNS, frame.patterns.numbers):
                for span in spans(pattern, text, field.text):
                    yield field.pointer, span


@rule(
    "EV101",
    "Figure without proof",
    Severity.WARNING,
    "A figure without a source is the first thing a finance director strikes out.",
    "Link the proof the figure comes from, use a slot for the customer's own figure, or drop it.",
    bad=Example(
        "You lose 40 percent.",
        {"/messages/0/talk_track/1": "You lose 40 percent of them.", "/messages/0/proofs": []},
    ),
    good=Example(
        "You lose 40 percent. Proof: a survey of 30 wards", {"/messages/0/talk_track/1": "You lose 40 percent."}
    ),
).on_message
def no_proof(message: Message, frame: Frame) -> Iterator[Hit]:
    if not message.data.proofs:
        for pointer, span in _claims(message, frame):
            yield Hit(pointer, f"“{span.words}” has no proof here.", span)


@rule(
    "EV102",
    "Figure that none of the linked proofs states",
    Severity.INFO,
    "A proof beside a figure is read as its source; if it states another figure, both lose their worth.",
    "Link the proof that states this figure, or quote the figure the proof states.",
    bad=Example(
        "You lose 60 percent. Proof: … 40 percent …", {"/messages/0/talk_track/1": "You lose 60 percent of them."}
    ),
    good=Example("You lose 40 percent.", {"/messages/0/talk_track/1": "You lose 40 percent of them."}),
).on_message
def other_figure(message: Message, frame: Frame) -> Iterator[Hit]:
    if not message.data.proofs:
        return
    for pointer, span in _claims(message, frame):
        stated = {figure for key in message.data.proofs for figure in DIGITS.findall(frame.proofs[key].text)}
        named = DIGITS.findall(span.words)
        if named and not set(named) & stated:
            yield Hit(pointer, f"None of the linked proofs states “{span.words}”.", span)
