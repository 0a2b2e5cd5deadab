"""Perspectives show more than one way; every message speaks to a concept and asks something."""

from __future__ import annotations

from collections.abc import Iterator

from journeys.phases import MessageKind
from messaging.rules.context import Frame, Message
from messaging.rules.finding import Fix, Hit, Severity
from messaging.rules.registry import Example, rule
from messaging.rules.words import short


@rule(
    "MP501",
    "Perspective with fewer than two approaches",
    Severity.WARNING,
    "A perspective helps a customer choose a way; with one way only it is a recommendation in disguise.",
    "Set at least two ways side by side, each with what it is good for.",
    bad=Example(
        "A hospital near you halved its overtime.",
        {
            "/messages/1/headline": "See what a neighbour reached",
            "/messages/1/talk_track": ["A hospital near you halved its overtime."],
        },
    ),
    good=Example("Some wards call around, others plan a reserve."),
).on_message
def one_way_only(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.data.kind is not MessageKind.PERSPECTIVE or not frame.language.choice:
        return
    said = (field for field in message.speech.fields if field.part in ("headline", "talk_track"))
    if not any(frame.language.choice.intersection(field.words) for field in said):
        yield Hit(message.at("talk_track"), "Nothing here sets one way beside another.")


@rule(
    "MP502",
    "No concept addressed",
    Severity.WARNING,
    "A message works when it meets the picture this person already has of what to fix, avoid or accomplish.",
    "Choose the concept of this role that the message speaks to.",
    bad=Example("Concept: none", {"/messages/0/concept": None}),
    good=Example("Concept: Rosters that hold for a month."),
).on_message
def no_concept(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.data.concept is not None or not message.role.concepts:
        return
    concepts, path = message.role.concepts, message.at("concept")
    fix = Fix(f"Choose “{concepts[0].text}”", "replace", path, concepts[0].key) if len(concepts) == 1 else None
    yield Hit(path, f"This message speaks to no concept of the {message.role.title}.", fix=fix)


@rule(
    "MP503",
    "Concept of another role",
    Severity.WARNING,
    "A concept is how one role sees its problem; another role sees another one.",
    "Choose a concept of the role addressed.",
    bad=Example("A nurse's concept told to the head of nursing", {"/messages/0/concept": "nurse-1"}),
    good=Example("A concept of the role addressed"),
).on_message
def foreign_concept(message: Message, frame: Frame) -> Iterator[Hit]:
    own = {concept.key for concept in message.role.concepts}
    if message.data.concept is not None and message.data.concept not in own:
        yield Hit(message.at("concept"), f"This concept is not one of the {message.role.title}.")


@rule(
    "MP601",
    "No question to ask",
    Severity.WARNING,
    "Who only talks learns nothing; each message opens at least one question.",
    "Link a question that fits this stage and role.",
    bad=Example("Questions: none", {"/messages/0/questions": []}),
    good=Example("How does a ward fill a shift at short notice?"),
).on_message
def no_question(message: Message, frame: Frame) -> Iterator[Hit]:
    if not message.data.questions:
        yield Hit(message.at("questions"), "This message asks nothing.")


@rule(
    "MP602",
    "Question meant for another stage",
    Severity.INFO,
    "A question is recorded with the stages it fits; asked elsewhere it comes too early or too late.",
    "Choose a question of this stage, or add this stage to the question.",
    bad=Example("A question for Choose, asked in Live with it", {"/messages/4/questions": ["sign"]}),
    good=Example("A question that fits every stage"),
).on_message
def misplaced_question(message: Message, frame: Frame) -> Iterator[Hit]:
    for i, key in enumerate(message.data.questions):
        question = frame.questions[key]
        if question.stages and message.stage.key not in question.stages:
            meant = ", ".join(frame.stages[stage].name for stage in question.stages)
            said = f"“{short(question.text, 100)}” is meant for {meant}."
            yield Hit(message.at(f"questions/{i}"), said)
