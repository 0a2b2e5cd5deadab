"""Who is spoken about: the customer first, the vendor seldom."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import Frame, Speech
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, Limit, rule
from messaging.rules.words import WORD

FEWEST_WE = 3


@rule(
    "LA101",
    "First sentence about the vendor",
    Severity.WARNING,
    "The first sentence decides whether the listener is the subject or the audience.",
    "Begin with what the customer sees, wants or has said.",
    bad=Example("We deliver rosters in a week.", {"/messages/3/talk_track/0": "We deliver rosters in a week."}),
    good=Example("You offer a shift and see who can take it."),
).on_speech
def vendor_first(speech: Speech, frame: Frame) -> Iterator[Hit]:
    if not speech.spoken or not frame.language.we:
        return
    field = speech.spoken[0]
    found = WORD.search(field.own_words)
    if found is None:
        return
    word = found.group().lower().replace("’", "'")
    if word in frame.language.we or word.removesuffix("'s") in frame.vendor_names:
        span = Span(found.start(), found.end(), found.group())
        yield Hit(field.pointer, f"The first sentence begins with “{found.group()}”.", span)


@rule(
    "LA102",
    "More “we” than “you”",
    Severity.INFO,
    "Counting “we” and “you” tells whose story it is.",
    "Turn sentences round so that the customer acts.",
    bad=Example(
        "We plan, we train, and our team stays.",
        {"/messages/3/talk_track/1": "We plan it, we train the ward, and our team stays with us."},
    ),
    good=Example("You offer a shift and see who can take it."),
    limit=Limit(2, "times as many “we” as “you”"),
).on_speech
def more_we_than_you(speech: Speech, frame: Frame) -> Iterator[Hit]:
    ours = sum(map(frame.language.we.__contains__, speech.said))
    if ours < FEWEST_WE:
        return
    yours = sum(map(frame.language.you.__contains__, speech.said))
    if ours > frame.limit("LA102") * yours:
        last = speech.spoken[-1].pointer
        yield Hit(last.rpartition("/")[0] or last, f"The talk track says “we” {ours} times and “you” {yours} times.")
