"""What can be said in one breath and followed by ear."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import Frame, Speech
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.readability import reading_ease
from messaging.rules.registry import Example, Limit, rule
from messaging.rules.words import WORD, phrases, seconds_to_say

FEWEST_WORDS = 25
FEWEST_LETTERS = 100  # shorter fields cannot hold a sentence that is too long
BREATHLESS = (
    "You offer a shift and see who can take it without breaking a rest and then the ward sees who has taken it and the "
    "head of nursing sees what it costs and the roster is right again before anybody has had to call anyone at home."
)
HEAVY = (
    "Institutional workforce optimisation necessitates multidimensional organisational transformation initiatives. "
    "Interdepartmental accountability considerations predominantly determine implementation sustainability. "
    "Administrative responsibilities increasingly overshadow professional developmental opportunities, "
    "notwithstanding considerable technological modernisation investments."
)


@rule(
    "LA301",
    "Sentence too long to say",
    Severity.WARNING,
    "A sentence is spoken in one breath and heard once; long ones are read out, not said.",
    "Split the sentence.",
    bad=Example(BREATHLESS, {"/messages/3/talk_track/0": BREATHLESS}),
    good=Example("You offer a shift and see who can take it."),
    limit=Limit(35, "words without a full stop, colon or semicolon"),
).on_speech
def long_sentence(speech: Speech, frame: Frame) -> Iterator[Hit]:
    most = frame.limit("LA301")
    for field in speech.spoken:
        if len(field.text) < FEWEST_LETTERS:
            continue
        for start, end in phrases(field.text):
            words = len(WORD.findall(field.text[start:end]))
            if words > most:
                span = Span(start, end, field.text[start:end])
                yield Hit(field.pointer, f"{words} words without a pause.", span)


@rule(
    "LA302",
    "Talk track too long",
    Severity.WARNING,
    "After a minute of one voice the other side has stopped listening.",
    "Keep what serves this stage; ask a question instead of the rest.",
    bad=Example("Two minutes of talk", {"/messages/3/talk_track": ["You offer a shift and see who can take it."] * 20}),
    good=Example("Half a minute of talk"),
    limit=Limit(60, "seconds at a calm pace"),
).on_speech
def long_talk(speech: Speech, frame: Frame) -> Iterator[Hit]:
    seconds = seconds_to_say(speech.said, frame.language)
    if seconds > frame.limit("LA302"):
        yield Hit(_track(speech), f"This takes about {seconds} seconds to say.")


@rule(
    "LA303",
    "Hard to follow",
    Severity.INFO,
    "Long words in long sentences are understood by readers, not by listeners.",
    "Use shorter words and shorter sentences.",
    bad=Example(HEAVY, {"/messages/3/talk_track": [HEAVY]}),
    good=Example("You offer a shift and see who can take it."),
    limit=Limit(30, "points of reading ease (0 hard, 100 easy)"),
).on_speech
def hard_to_follow(speech: Speech, frame: Frame) -> Iterator[Hit]:
    if len(speech.said) < FEWEST_WORDS:
        return
    ease = reading_ease((field.text for field in speech.spoken), speech.said, frame.language)
    if ease is not None and ease < frame.limit("LA303"):
        yield Hit(_track(speech), f"Reading ease is {ease:.0f} of 100.")


def _track(speech: Speech) -> str:
    """Return the pointer of the whole talk track, or of its only part where there is no track around it."""
    first = speech.spoken[0].pointer
    return first.rpartition("/")[0] or first
