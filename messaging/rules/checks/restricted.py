"""Proofs that not everybody may see."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from journeys.phases import Phase
from messaging.document import ProofPoint
from messaging.rules.context import Field, Frame, Message, Speech
from messaging.rules.finding import Fix, Hit, Severity
from messaging.rules.registry import Example, rule
from messaging.rules.settings import Reader
from messaging.rules.words import short
from messaging.terms import RESTRICTED, Audience

FEWEST_WORDS = 7
FEWEST_TELLING = 2
ALIKE = 88


def _linked(message: Message, frame: Frame) -> Iterator[tuple[str, ProofPoint]]:
    for i, key in enumerate(message.data.proofs):
        if frame.proofs[key].audience in RESTRICTED:
            yield message.at(f"proofs/{i}"), frame.proofs[key]


@rule(
    "EV301",
    "Restricted proof on a sheet for the customer",
    Severity.ERROR,
    "What was shown under a non-disclosure agreement never prints on a sheet that is handed over.",
    "Take the proof off the customer's sheet; show it in person, under the agreement.",
    bad=Example("Proof under NDA, sheet for the customer", {"/messages/2/proofs": ["audit"]}, Reader.CUSTOMER),
    good=Example("Proof under NDA, sheet for the seller", {"/messages/2/proofs": ["audit"]}),
    waivable=False,
).on_message
def on_customer_sheet(message: Message, frame: Frame) -> Iterator[Hit]:
    if frame.settings.reader is Reader.CUSTOMER:
        for path, proof in _linked(message, frame):
            said = f"“{short(proof.text)}” is {proof.audience.label.lower()}."
            yield Hit(path, said, fix=Fix("Take the proof off", "remove", path))


@rule(
    "EV302",
    "Restricted proof in Awareness",
    Severity.ERROR,
    "Nobody has signed an agreement before they know what the problem is.",
    "Show a proof that anyone may see.",
    bad=Example("Proof under NDA in Notice", {"/messages/0/proofs": ["study", "audit"]}),
    good=Example("Proof for anyone in Notice"),
    waivable=False,
).on_message
def before_any_agreement(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.phase is Phase.AWARE:
        for path, proof in _linked(message, frame):
            said = f"“{short(proof.text)}” is {proof.audience.label.lower()}."
            yield Hit(path, said, fix=Fix("Take the proof off", "remove", path))


@rule(
    "EV303",
    "Words of a restricted proof in the talk track",
    Severity.ERROR,
    "What is spoken is given away: a talk track that quotes a restricted proof breaks the agreement.",
    "Say that evidence exists and may be shown under an agreement; do not quote it.",
    bad=Example(
        "An outside audit of the shift records found two gaps.",
        {"/messages/2/talk_track/1": "An outside audit of the shift records found two gaps and named them."},
    ),
    good=Example("An audit report can be read under an agreement."),
    waivable=False,
).on_speech
def quoted_aloud(speech: Speech, frame: Frame) -> Iterator[Hit]:
    near = [proof for proof in frame.restricted_texts if len(proof[1] & speech.words) >= FEWEST_TELLING]
    for field in speech.spoken if near else ():
        if any(_quotes(field, text, telling, frame) for text, telling in near):
            yield Hit(field.pointer, "This sentence quotes a proof that not everybody may see.")


def _quotes(field: Field, text: str, telling: frozenset[str], frame: Frame) -> bool:
    """Tell whether the sentence repeats a stretch of the text, or all of it; few shared words rule it out at once."""
    if min(len(field.words), text.count(" ") + 1) < FEWEST_WORDS:
        return False
    said = frame.language.telling(field.words)
    if 2 * len(said & telling) < min(len(said), len(telling)):
        return False
    return bool(fuzz.partial_ratio(" ".join(field.words), text, score_cutoff=ALIKE))


@rule(
    "EV304",
    "Internal proof linked to a message",
    Severity.WARNING,
    "“Internal only” means that no customer sees it, yet a linked proof is what the seller shows.",
    "Take the proof off, or change who may see it.",
    bad=Example(
        "Proof for internal use under a buying message",
        {"/proofs/1/audience": "internal", "/messages/2/proofs": ["audit"]},
    ),
    good=Example("Proof for prospects under a buying message"),
).on_message
def internal(message: Message, frame: Frame) -> Iterator[Hit]:
    for path, proof in _linked(message, frame):
        if proof.audience is Audience.INTERNAL:
            yield Hit(path, f"“{short(proof.text)}” is for internal use only.")
