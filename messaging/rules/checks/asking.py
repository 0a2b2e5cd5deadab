"""How questions open."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import Frame
from messaging.rules.finding import Hit, Severity, Span
from messaging.rules.registry import Example, rule
from messaging.rules.words import short


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
