"""Value delivered is a promise kept: tied to what was promised, and told to the executives who said yes."""

from __future__ import annotations

from collections.abc import Iterator

from journeys.phases import MessageKind, Phase
from messaging.rules.context import Frame, Message
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, rule


@rule(
    "MP301",
    "Value delivered that nobody promised",
    Severity.ERROR,
    "Delivered value is promised against reached; a figure that was never promised proves nothing to this person.",
    "Report a result that a buying message promised to this role or to an executive who approved.",
    bad=Example(
        "Reports log-ins; promised was overtime",
        {
            "/results/-": {"key": "logins", "name": "Log-ins", "unit": "a week", "direction": "higher"},
            "/messages/4/results": ["logins"],
        },
    ),
    good=Example("Reports overtime, as promised"),
).on_message
def never_promised(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.data.kind is not MessageKind.VALUE_DELIVERED or Phase.BUY not in frame.phases:
        return
    promised = frame.promised[message.role.key] | frame.promised_to_executives
    if not promised & set(message.data.results):
        said = f"No buying message promises these results to the {message.role.title} or to an executive who approved."
        yield Hit(message.at("results"), said if message.data.results else "This message reports no result.")


@rule(
    "MP302",
    "Initial executive buyer without a value-delivered message",
    Severity.ERROR,
    "Silence towards the executive who approved is how renewals are lost.",
    "Write a value-delivered message for this role in Adoption.",
    bad=Example("No value-delivered message for the head of nursing", {"/messages/4/kind": "adoption"}),
    good=Example("“Overtime: promised and reached” for the head of nursing"),
).on_framework
def executive_not_told(frame: Frame) -> Iterator[Hit]:
    if Phase.ADOPT not in frame.phases or not frame.written - {Phase.AWARE}:
        return  # a framework that is written as far as Awareness has promised nothing yet
    told = {item.role for item in frame.document.messages if item.kind is MessageKind.VALUE_DELIVERED}
    for i, role in enumerate(frame.document.roles):
        if role.initial_executive_buyer and role.key not in told:
            said = f"The {role.title} approved and is never told what was reached."
            yield Hit(f"/roles/{i}/initial_executive_buyer", said)
