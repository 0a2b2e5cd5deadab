"""What is not there: empty cells, concepts never met, results never served, alternatives never compared."""

from __future__ import annotations

from collections.abc import Iterator

from journeys.phases import MessageKind, Phase
from messaging.rules.context import Frame
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, rule
from messaging.rules.words import short
from messaging.terms import AlternativeKind


@rule(
    "CO101",
    "Active role without a message",
    Severity.INFO,
    "A person who takes part in a stage and hears nothing fills the silence with somebody else's story.",
    "Write a message for this cell, or note why it stays empty.",
    bad=Example("No message for the ward nurse in Live with it", {"/messages/5/role": "head"}),
    good=Example("Empty on purpose: the nurse is told in the ward meeting."),
).on_framework
def empty_cell(frame: Frame) -> Iterator[Hit]:
    filled = {(item.stage, item.role) for item in frame.document.messages}
    notes = {(note.stage, note.role): note for note in frame.document.cell_notes}
    for i, role in enumerate(frame.document.roles):
        for j, stage in enumerate(role.active_stages):
            note = notes.get((stage, role.key))
            if (stage, role.key) not in filled and (note is None or note.is_gap):
                known = f" Noted: {note.reason}" if note else ""
                said = f"The {role.title} takes part in “{frame.stages[stage].name}” and hears nothing yet.{known}"
                yield Hit(f"/roles/{i}/active_stages/{j}", said)


@rule(
    "CO103",
    "Concept that no message speaks to",
    Severity.INFO,
    "You know how this person sees the problem, and no message uses it.",
    "Write a message for the concept, or remove the concept.",
    bad=Example(
        "A second concept of the nurse, never used",
        {"/roles/1/concepts/-": {"key": "nurse-2", "kind": "avoid", "text": "No calls on a day off."}},
    ),
    good=Example("Each concept is met at least once."),
).on_framework
def unmet_concept(frame: Frame) -> Iterator[Hit]:
    met = {item.concept for item in frame.document.messages}
    for i, role in enumerate(frame.document.roles):
        for j, concept in enumerate(role.concepts):
            if concept.key not in met:
                yield Hit(
                    f"/roles/{i}/concepts/{j}", f"No message speaks to “{short(concept.text, 120)}” ({role.title})."
                )


@rule(
    "CO104",
    "Desired result that no message serves",
    Severity.INFO,
    "A result the customer wants and you never mention is an opening for another offer.",
    "Map a message to the result, or remove it.",
    bad=Example(
        "Sick days: in no message",
        {"/results/-": {"key": "sick", "name": "Sick days", "unit": "days", "direction": "lower"}},
    ),
    good=Example("Overtime: in six messages"),
).on_framework
def unserved_result(frame: Frame) -> Iterator[Hit]:
    served = {key for item in frame.document.messages for key in item.results}
    for i, result in enumerate(frame.document.results):
        if result.key not in served:
            yield Hit(f"/results/{i}", f"No message serves “{result.name}”.")


@rule(
    "CO105",
    "Doing nothing is not among the alternatives",
    Severity.WARNING,
    "Most decisions are lost to doing nothing; an offer that never meets it loses to it.",
    "Add the status quo as an alternative, with what is honestly good about it.",
    bad=Example("Alternatives: one competitor", {"/offer/alternatives/0/kind": "in_house"}),
    good=Example("Alternatives: keep the paper roster, one competitor"),
).on_framework
def no_status_quo(frame: Frame) -> Iterator[Hit]:
    kinds = {item.kind for item in frame.document.offer.alternatives}
    if Phase.BUY in frame.phases and AlternativeKind.STATUS_QUO not in kinds:
        yield Hit("/offer/alternatives", "Doing nothing is not among the alternatives.")


@rule(
    "CO110",
    "Alternative that no message meets",
    Severity.INFO,
    "Buyers compare; an alternative you recorded and never answer is answered by others.",
    "Write a competitive message about it, for the role that would prefer it.",
    bad=Example(
        "Build it in-house: in no competitive message",
        {"/offer/alternatives/-": {"key": "own", "name": "Build it", "kind": "in_house", "strength": "Full control."}},
    ),
    good=Example("Keep the paper roster: in one competitive message"),
).on_framework
def unmet_alternative(frame: Frame) -> Iterator[Hit]:
    met = {item.alternative for item in frame.document.messages if item.kind is MessageKind.COMPETITIVE}
    for i, alternative in enumerate(frame.document.offer.alternatives):
        if alternative.key not in met and Phase.BUY in frame.phases:
            yield Hit(f"/offer/alternatives/{i}", f"No competitive message meets “{alternative.name}”.")
