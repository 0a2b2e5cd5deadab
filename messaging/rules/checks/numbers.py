"""Figures need evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from journeys.phases import Phase
from messaging.document import ProofPoint
from messaging.rules.context import Frame, Message
from messaging.rules.figures import claims_in, figure_of, numbers_in
from messaging.rules.finding import Fix, Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import short
from messaging.terms import RESTRICTED, Audience

HINT = re.compile(r"\d")


def _claims(message: Message, frame: Frame) -> Iterator[tuple[str, Span]]:
    """Yield the claims that the message states in figures, and where."""
    for field in message.speech.shown:
        if field.part != "next_step" and (HINT.search(field.text) or not frame.language.shares.isdisjoint(field.words)):
            for span in claims_in(field.own_words, frame.language, field.text):
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
            yield Hit(pointer, f"“{span.words}” has no proof here.", span, _show_proof(message, span, frame))


def _show_proof(message: Message, span: Span, frame: Frame) -> Fix | None:
    """Offer the only proof of the library that states this figure and may be shown in this phase."""
    figure = figure_of(span.words, frame.language)
    fitting = [proof for proof in frame.stating.get(figure, ()) if _may_show(proof, message, frame)]
    if len(fitting) != 1:
        return None
    label = f"Show the proof “{short(fitting[0].text, 60)}”"
    return Fix(label, "add", message.at("proofs/-"), fitting[0].key)


def _may_show(proof: ProofPoint, message: Message, frame: Frame) -> bool:
    """Tell whether this customer may see the proof in this phase, and today."""
    expired = proof.expires_on is not None and proof.expires_on < frame.today
    foreign = proof.audience is Audience.CUSTOMER_ONLY and message.phase is not Phase.ADOPT
    early = message.phase is Phase.AWARE and not proof.product_free
    return not (expired or foreign or early or proof.audience in RESTRICTED)


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
        stated = frozenset().union(*(numbers_in(frame.proofs[key].text) for key in message.data.proofs))
        named = numbers_in(span.words)
        if named and not named & stated:
            yield Hit(pointer, f"None of the linked proofs states “{span.words}”.", span)
