"""A comparison names what it compares with and concedes what that does well."""

from __future__ import annotations

from collections.abc import Iterator

from journeys.phases import MessageKind
from messaging.rules.context import Frame, Message
from messaging.rules.finding import Fix, Hit, Severity
from messaging.rules.registry import Example, rule
from messaging.rules.words import content_stems, short

LONGEST_CONCESSION = 300


@rule(
    "MP201",
    "Competitive message without an alternative",
    Severity.ERROR,
    "A comparison with nobody in particular is a boast; doing nothing counts as an alternative too.",
    "Choose the alternative this message compares with.",
    bad=Example("Alternative: none", {"/messages/2/alternative": None}),
    good=Example("Alternative: Keep the paper roster"),
).on_message
def no_alternative(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.data.kind is MessageKind.COMPETITIVE and not message.data.alternative:
        yield Hit(message.at("alternative"), "This comparison does not say with what.")


@rule(
    "MP202",
    "Comparison that concedes nothing",
    Severity.ERROR,
    "Who concedes a true strength of the other is believed in the rest; who concedes nothing is not believed at all.",
    "Say what the alternative does well.",
    bad=Example("Nobody serious buys it. Concedes: nothing", {"/messages/2/concedes": ""}),
    good=Example("Concedes: It costs nothing and all know it."),
).on_message
def no_concession(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.data.kind is MessageKind.COMPETITIVE and not message.data.concedes.strip():
        yield Hit(message.at("concedes"), "This comparison concedes nothing.", fix=_own_strength(message, frame))


def _own_strength(message: Message, frame: Frame) -> Fix | None:
    if message.data.alternative is None:
        return None
    strength = frame.alternatives[message.data.alternative].strength
    if len(strength) > LONGEST_CONCESSION:
        return None
    return Fix(f"Concede: {strength}", "replace", message.at("concedes"), strength)


@rule(
    "MP203",
    "Concession that is not a strength you recorded",
    Severity.INFO,
    "A concession only counts if it is the real strength; a weak one is heard as a trick.",
    "Concede the strength recorded for the alternative, or record this one there.",
    bad=Example("Concedes: Nice colours.", {"/messages/2/concedes": "Nice colours."}),
    good=Example("Concedes: It costs nothing and all know it."),
).on_message
def other_strength(message: Message, frame: Frame) -> Iterator[Hit]:
    data = message.data
    if data.kind is not MessageKind.COMPETITIVE or not data.alternative or not data.concedes.strip():
        return
    alternative = frame.alternatives[data.alternative]
    if not content_stems(data.concedes, frame.language) & content_stems(alternative.strength, frame.language):
        said = f"Recorded as its strength: “{short(alternative.strength, 160)}”"
        yield Hit(message.at("concedes"), said, fix=_own_strength(message, frame))
