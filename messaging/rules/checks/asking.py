"""How questions open: those of the library, and those that are spoken."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import Field, Frame, Speech
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import phrases, short, words_in


@rule(
    "LA401",
    "Question that opens with “why”",
    Severity.WARNING,
    "“Why” as an opener sounds like a reproach; people defend themselves instead of thinking.",
    "Ask “how does it come that …” or “what made …”.",
    bad=Example("Why do you plan on paper?", {"/questions/0/text": "Why do you plan on paper?"}),
    good=Example("How does a ward fill a shift at short notice?"),
).on_framework
def opens_with_why(frame: Frame) -> Iterator[Hit]:
    asked = {f"/questions/{i}/text": item.text for i, item in enumerate(frame.document.questions)}
    asked |= {f"/objections/{i}/follow_up": item.follow_up for i, item in enumerate(frame.document.objections)}
    for pointer, text in asked.items():
        opener = frame.patterns.why.match(text)
        if opener:
            span = Span(opener.start(), opener.end(), opener.group())
            yield Hit(pointer, f"“{short(text, 100)}” opens with “{opener.group()}”.", span)


@rule(
    "LA402",
    "Spoken question that opens with “why”",
    Severity.WARNING,
    "A “why” said aloud puts the listener in the dock; the talk goes on about guilt, not about the cause.",
    "Ask “how does it come that …” or “what made …”.",
    bad=Example(
        "Why do your wards plan on paper?",
        {"/messages/3/talk_track/1": "Why do your wards still plan on paper?"},
    ),
    good=Example(
        "How does it come that your wards plan on paper?",
        {"/messages/3/talk_track/1": "How does it come that your wards plan on paper?"},
    ),
).on_speech
def asks_why(speech: Speech, frame: Frame) -> Iterator[Hit]:
    for field in speech.spoken if "?" in speech.text else ():
        for opener in _reproaches(field, frame):
            yield Hit(field.pointer, f"A question opens with “{opener.words}”.", opener)


def _reproaches(field: Field, frame: Frame) -> Iterator[Span]:
    """Yield the openers of questions to the listener; “Why is that?” asks nobody, and the seller answers it."""
    for start, end in phrases(field.own_words):
        said = field.own_words[start:end]
        begin = start + len(said) - len(said.lstrip())
        opener = frame.patterns.why.match(field.own_words, begin)
        asked = field.own_words[end : end + 1] == "?"
        if opener and asked and not frame.language.you.isdisjoint(words_in(said)):
            yield Span(opener.start(), opener.end(), field.text[opener.start() : opener.end()])
