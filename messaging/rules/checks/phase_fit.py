"""What a phase allows besides words: kinds of message, linked parts, proofs, questions."""

from __future__ import annotations

from collections.abc import Iterator

from journeys.phases import PHASES, Phase
from messaging.rules.context import Frame, Message
from messaging.rules.finding import Fix, Hit, Severity
from messaging.rules.registry import Example, rule
from messaging.rules.words import short
from messaging.terms import QuestionKind


@rule(
    "PH102",
    "Capability or alternative linked in Awareness",
    Severity.ERROR,
    "What the offer can do, and what it is compared with, belong to Buying; before that they answer no question.",
    "Take the capability or the alternative off this message.",
    bad=Example("Capability: Swaps that balance", {"/messages/0/capabilities": ["swap"]}),
    good=Example("No capability, no alternative"),
    waivable=False,
).on_message
def offer_linked(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.phase is not Phase.AWARE:
        return
    names = {item.key: item.name for item in frame.document.offer.capabilities}
    for i, key in enumerate(message.data.capabilities):
        path = message.at(f"capabilities/{i}")
        yield Hit(path, f"The capability “{names[key]}” is linked here.", fix=Fix("Take it off", "remove", path))
    if message.data.alternative:
        path, name = message.at("alternative"), frame.alternatives[message.data.alternative].name
        yield Hit(path, f"The alternative “{name}” is linked here.", fix=Fix("Take it off", "replace", path))


@rule(
    "PH104",
    "Kind of message that does not fit the phase",
    Severity.ERROR,
    "What a message may do depends on what the customer deals with: context, a decision, or getting the value.",
    "Choose a kind that fits the phase, or move the message to another stage.",
    bad=Example("A commercial message in Awareness", {"/messages/0/kind": "commercial"}),
    good=Example("A cause-and-impact message in Awareness"),
    waivable=False,
).on_message
def kind_out_of_phase(message: Message, frame: Frame) -> Iterator[Hit]:
    law = PHASES[message.phase]
    if message.data.kind not in law.kinds:
        allowed = ", ".join(kind.label.lower() for kind in law.kinds)
        said = f"“{message.data.kind.label}” does not fit {law.name}. Fitting kinds: {allowed}."
        yield Hit(message.at("kind"), said)


@rule(
    "PH201",
    "Awareness proof that is not product-free",
    Severity.ERROR,
    "A customer story about the offer is a sales argument; in Awareness only evidence about the problem convinces.",
    "Show a proof about the problem, or keep this one for Buying.",
    bad=Example("Proof: an audit of the offer", {"/messages/0/proofs": ["audit"]}),
    good=Example("Proof: a survey of wards"),
    waivable=False,
).on_message
def proof_with_product(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.phase is Phase.AWARE:
        for i, key in enumerate(message.data.proofs):
            if not frame.proofs[key].product_free:
                path = message.at(f"proofs/{i}")
                said = f"The proof “{short(frame.proofs[key].text)}” is not product-free."
                yield Hit(path, said, fix=Fix("Take the proof off", "remove", path))


@rule(
    "PH301",
    "Commitment question in Awareness",
    Severity.WARNING,
    "Asking for a commitment before the customer has agreed on the problem ends the talk.",
    "Ask for new information or for an attitude instead.",
    bad=Example("Who would sign the order in May?", {"/messages/0/questions": ["swaps", "sign"]}),
    good=Example("How does a ward fill a shift at short notice?"),
    waivable=False,
).on_message
def early_commitment(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.phase is Phase.AWARE:
        for i, key in enumerate(message.data.questions):
            question = frame.questions[key]
            if question.kind is QuestionKind.COMMITMENT:
                path = message.at(f"questions/{i}")
                fix = Fix("Take the question off", "remove", path)
                yield Hit(path, f"“{short(question.text, 100)}” asks to commit.", fix=fix)
