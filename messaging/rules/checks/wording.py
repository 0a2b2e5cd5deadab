"""Words that cost trust: superlatives, jargon, and what the framework's own phrase guide replaces."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from messaging.rules.context import Field, Frame, Speech
from messaging.rules.finding import Fix, Hit, Severity, Span
from messaging.rules.guide import Sentence
from messaging.rules.registry import Example, rule
from messaging.rules.words import WORD, phrases, words_in

ALIKE = 85
REACH = 4  # words over which a “not” reaches


def replaced(field: Field, span: Span, word: str) -> Fix:
    """Return the fix that puts a word in the place of the quoted ones, with the capital it needs there."""
    new = word[:1].upper() + word[1:] if span.words[:1].isupper() and span.start == 0 else word
    text = field.text[: span.start] + new + field.text[span.end :]
    return Fix(f"Say “{word}”", "replace", field.pointer, text)


@rule(
    "LA201",
    "Superlative or claim nobody can prove",
    Severity.WARNING,
    "A superlative cannot be checked, so it is either not believed or held against you.",
    "Say the figure and how it was counted, or leave the word out.",
    bad=Example("A seamless start.", {"/messages/5/talk_track/0": "You get a seamless start."}),
    good=Example("You will meet wrong names in the first week."),
).on_speech
def superlative(speech: Speech, frame: Frame) -> Iterator[Hit]:
    for field, span in speech.find(frame.patterns.superlatives):
        if not frame.guide.terms.within(span.words) and not _taken_back(field, span, frame):
            yield Hit(field.pointer, f"“{span.words}” cannot be proved.", span)


def _taken_back(field: Field, span: Span, frame: Frame) -> bool:
    """Tell whether a word shortly before says no: “nothing is risk-free”, “this will not be a seamless start”."""
    start = max((end for _, end in phrases(field.text) if end < span.start), default=0)
    before = words_in(field.text[start : span.start])[-REACH:]
    return not frame.language.negations.isdisjoint(before)


@rule(
    "LA202",
    "Jargon",
    Severity.INFO,
    "A worn word is skipped by the ear; a plain one is heard.",
    "Use a plain word, or say what happens.",
    bad=Example("Leverage your reserve.", {"/messages/5/talk_track/0": "You can utilise the reserve."}),
    good=Example("You can use the reserve.", {"/messages/5/talk_track/0": "You can use the reserve."}),
).on_speech
def jargon(speech: Speech, frame: Frame) -> Iterator[Hit]:
    plain = frame.language.jargon
    for field, span in speech.find(frame.patterns.jargon):
        if not frame.guide.terms.within(span.words):
            word = plain.get(span.words.lower(), "")
            fix = replaced(field, span, word) if word else None
            yield Hit(field.pointer, f"“{span.words}” is jargon.", span, fix)


@rule(
    "LA203",
    "Phrase that your phrase guide replaces",
    Severity.WARNING,
    "Your team agreed on better words for this; one voice is heard, many are noise.",
    "Use the words from the phrase guide.",
    bad=Example("User adoption rose.", {"/messages/4/talk_track/1": "User adoption rose in two wards."}),
    good=Example(
        "Shifts filled on time rose.", {"/messages/4/talk_track/1": "Shifts filled on time rose in two wards."}
    ),
).on_speech
def against_the_guide(speech: Speech, frame: Frame) -> Iterator[Hit]:
    for field, span in speech.find(frame.guide.terms):
        said = f"Instead of “{span.words}” the phrase guide says “{frame.guide.say(span.words).strip(' .')}”."
        yield Hit(field.pointer, said, span, _from_guide(field, span, frame))
    for sentence in frame.guide.sentences:
        if sentence.may_be_among(speech.words):
            for field in speech.shown:
                yield from _like(field, sentence)


def _from_guide(field: Field, span: Span, frame: Frame) -> Fix | None:
    swap = frame.guide.swap(span.words)
    return replaced(field, span, swap) if swap else None


def _like(field: Field, sentence: Sentence) -> Iterator[Hit]:
    """Yield phrases that are almost the sentence the guide replaces: an example there stands for its like."""
    for start, end in phrases(field.own_words):
        part = field.text[start:end]
        words = words_in(part)
        if abs(len(words) - len(sentence.words)) <= 3 and fuzz.ratio(words, sentence.words) >= ALIKE:
            found = WORD.search(part)
            begin = start + (found.start() if found else 0)
            yield Hit(
                field.pointer,
                f"The phrase guide says instead: “{sentence.say}”",
                Span(begin, end, field.text[begin:end]),
            )
