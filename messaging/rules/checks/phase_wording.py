"""Wording that comes too early: product and competitor names while the customer still thinks about the problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from journeys.phases import Phase
from messaging.document import Objection, Question
from messaging.rules.context import Field, Frame, Message, Speech
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import Terms, short, unquoted


def _named(speech: Speech, terms: Terms, sentence: str) -> Iterator[Hit]:
    for field, span in side_by_side(speech.find(terms)):
        yield Hit(field.pointer, sentence.format(span.words), span)


def side_by_side(found: Iterable[tuple[Field, Span]]) -> Iterator[tuple[Field, Span]]:
    """Yield what was found, names that stand next to each other as one (“Perlindo dashboard”)."""
    kept: tuple[Field, Span] | None = None
    for field, span in found:
        if kept and kept[0] is field and not field.text[kept[1].end : span.start].strip(" -"):
            kept = field, Span(kept[1].start, span.end, field.text[kept[1].start : span.end])
            continue
        if kept:
            yield kept
        kept = field, span
    if kept:
        yield kept


@rule(
    "PH101",
    "Product wording in the Awareness phase",
    Severity.ERROR,
    "In Awareness the customer still works out what the problem is; a product name turns the talk into a pitch.",
    "Say what the customer would see or do, without naming what you sell.",
    bad=Example(
        "Our platform shows every gap.", {"/messages/0/talk_track/0": "Your wards see it on the platform's map."}
    ),
    good=Example("Your wards close gaps by asking the same few people."),
    waivable=False,
).on_speech
def product_wording(speech: Speech, frame: Frame) -> Iterator[Hit]:
    if speech.phase is Phase.AWARE:
        yield from _named(speech, frame.watched, "“{}” names the offer. The customer is still working out the problem.")


@rule(
    "PH103",
    "Competitor named before Buying",
    Severity.ERROR,
    "Naming a competitor in Awareness puts it on a list the customer has not begun to write.",
    "Speak of the kind of approach, not of who sells it.",
    bad=Example(
        "Some wards use Ostrava.", {"/messages/0/talk_track/0": "Your wards may have looked at Ostrava's rosters."}
    ),
    good=Example("Some wards plan a reserve."),
    waivable=False,
).on_speech
def competitor_wording(speech: Speech, frame: Frame) -> Iterator[Hit]:
    if speech.phase is Phase.AWARE:
        yield from _named(speech, frame.competitors, "“{}” is a competitor. No one compares offers in this phase yet.")


@rule(
    "PH105",
    "Product wording in a question or answer for Awareness",
    Severity.ERROR,
    "The questions and answers of a message print on the same sheet; one product word there spoils it.",
    "Take the question or objection off this message, or word it without the offer.",
    bad=Example(
        "Would a shift app help you?",
        {"/questions/0/text": "Would a shift app help you here?", "/questions/1/text": "Shall we begin?"},
    ),
    good=Example("How does a ward fill a shift at short notice?"),
    waivable=False,
).on_message
def product_wording_in_library(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.phase is not Phase.AWARE:
        return
    for i, key in enumerate(message.data.questions):
        yield from _borrowed(message.at(f"questions/{i}"), "question", frame.questions[key], frame)
    for i, key in enumerate(message.data.objections):
        yield from _borrowed(message.at(f"objections/{i}"), "answer", frame.objections[key], frame)


def _borrowed(pointer: str, what: str, item: Question | Objection, frame: Frame) -> Iterator[Hit]:
    said = [item.text] if isinstance(item, Question) else [item.response, item.follow_up]
    for text in said:
        if found := frame.offer_words(text):
            yield Hit(pointer, f"The {what} “{short(text)}” says “{found}”.")


@rule(
    "PH202",
    "Proof marked product-free names the offer",
    Severity.WARNING,
    "Only a proof without the offer may be shown in Awareness; the mark has to be true.",
    "Word the proof without the offer, or take the mark off.",
    bad=Example(
        "Wards on Rotaline lost 40 percent less.", {"/proofs/0/text": "Wards on Rotaline lost 40 percent less."}
    ),
    good=Example("In a survey of 30 wards, 40 percent of the overtime came from late swaps."),
    waivable=False,
).on_framework
def untrue_mark(frame: Frame) -> Iterator[Hit]:
    for i, proof in enumerate(frame.document.proofs):
        if proof.product_free:
            for span in frame.watched.spans(unquoted(proof.text), proof.text):
                yield Hit(f"/proofs/{i}/text", f"The proof is marked product-free and says “{span.words}”.", span)


@rule(
    "PH401",
    "“Why change” said to a customer who has changed",
    Severity.WARNING,
    "In Adoption the customer has decided; provoking them again attacks the decision of the people who chose you.",
    "Start from what was promised and reached, then ask where else it would pay.",
    bad=Example(
        "You cannot afford to wait.", {"/messages/4/talk_track/0": "You cannot afford to wait with the other wards."}
    ),
    good=Example("You approved this for fewer hours of overtime."),
).on_speech
def provocation(speech: Speech, frame: Frame) -> Iterator[Hit]:
    if speech.phase is Phase.ADOPT:
        yield from _named(speech, frame.patterns.provocations, "“{}” provokes a customer who has already changed.")
