"""The same wording for two phases or two roles."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import Frame, Message
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, Limit, rule

SAME = ["You know what paper costs: nothing.", "It shows a gap on the day, and that is late for everyone."]


@rule(
    "CS101",
    "The same wording serves two phases",
    Severity.WARNING,
    "What a customer deals with changes from phase to phase; a sentence that fits two of them meets neither.",
    "Write this message for its own phase.",
    bad=Example("One talk track in Notice and in Choose", {"/messages/0/talk_track": SAME}),
    good=Example("A talk track for each phase"),
    limit=Limit(80, "percent alike"),
).on_message
def two_phases(message: Message, frame: Frame) -> Iterator[Hit]:
    other = frame.twins.closest(message.index, frame.limit("CS101"), frame.in_other_phase(message))
    if other is not None:
        yield _hit(message, frame.message(other))


@rule(
    "CS102",
    "The same wording serves two roles",
    Severity.WARNING,
    "The same result is worth something else to each role; the finance director's sheet differs from the technician's.",
    "Say what the matter is worth to this role.",
    bad=Example("One talk track for the head of nursing and the nurse", {"/messages/3/talk_track": SAME}),
    good=Example("A talk track for each role"),
    limit=Limit(85, "percent alike"),
).on_message
def two_roles(message: Message, frame: Frame) -> Iterator[Hit]:
    other = frame.twins.closest(message.index, frame.limit("CS102"), frame.for_other_role(message))
    if other is not None:
        yield _hit(message, frame.message(other))


def _hit(message: Message, other: Message) -> Hit:
    said = f"Almost the same words as “{other.data.headline}” ({other.stage.name}, {other.role.title})."
    return Hit(message.at("talk_track"), said)
