"""One thing, one word."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.checks.wording import replaced
from messaging.rules.context import Frame, Speech
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, rule


@rule(
    "CS201",
    "Second word for one thing",
    Severity.WARNING,
    "Two words for one thing make a listener look for a difference that is not there.",
    "Use the term from the glossary.",
    bad=Example("The duty schedule is right again.", {"/messages/3/talk_track/1": "The duty schedule is right again."}),
    good=Example("The roster is right again."),
).on_speech
def synonym(speech: Speech, frame: Frame) -> Iterator[Hit]:
    for term, synonyms in frame.synonyms:
        for field, span in speech.find(synonyms):
            said = f"The glossary calls “{span.words}” “{term}”."
            word = term if term.isupper() else term[:1].lower() + term[1:]
            yield Hit(field.pointer, said, span, replaced(field, span, word))
