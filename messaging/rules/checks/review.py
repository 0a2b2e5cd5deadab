"""What nobody has looked at for too long."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import Frame, Message
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, rule


@rule(
    "CS301",
    "Message past its review date",
    Severity.WARNING,
    "Customers and offers move; a message nobody has looked at since speaks of yesterday.",
    "Read the message again, change what has changed, and move the date.",
    bad=Example("Review by 1 February 2026", {"/messages/0/review_by": "2026-02-01"}),
    good=Example("Review by 1 September 2026", {"/messages/0/review_by": "2026-09-01"}),
).on_message
def message_overdue(message: Message, frame: Frame) -> Iterator[Hit]:
    due = message.data.review_by
    if due and due < frame.today:
        yield Hit(message.at("review_by"), f"The review was due on {due.day} {due:%B %Y}.")


@rule(
    "CS302",
    "Framework past its review date",
    Severity.WARNING,
    "The whole grows old even when each part still reads well.",
    "Go through the framework and move the date.",
    bad=Example("Review by 1 February 2026", {"/review_by": "2026-02-01"}),
    good=Example("Review by 1 September 2026", {"/review_by": "2026-09-01"}),
).on_framework
def framework_overdue(frame: Frame) -> Iterator[Hit]:
    due = frame.document.review_by
    if due and due < frame.today:
        yield Hit("/review_by", f"The review of this framework was due on {due.day} {due:%B %Y}.")
