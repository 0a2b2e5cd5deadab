"""The people who decide: wins and concepts, one economic buyer, a coach who can be one, stages with evidence."""

from __future__ import annotations

from collections.abc import Iterator

from journeys.phases import Phase
from messaging.document import Role
from messaging.rules.context import Frame
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, rule
from stakeholders.terms import Influence


@rule(
    "CO102",
    "Role without a personal win",
    Severity.WARNING,
    "Organisations get results, people win; a role without a win has no reason to move.",
    "Write what this person gets out of it.",
    bad=Example(
        "Wins of the ward nurse: none",
        {
            "/roles/1/wins": [],
            "/messages/1/wins": [],
            "/messages/3/wins": [],
            "/messages/5/wins": [],
            "/messages/6/wins": [],
        },
    ),
    good=Example("Goes home when the shift ends."),
).on_framework
def no_win(frame: Frame) -> Iterator[Hit]:
    for i, role in enumerate(frame.document.roles):
        if not role.wins:
            yield Hit(f"/roles/{i}/wins", f"The {role.title} has no personal win.")


@rule(
    "CO109",
    "Role without a concept",
    Severity.INFO,
    "Without the picture this person has of the problem, messages are written from your own.",
    "Write how this person would put what to fix, avoid or accomplish.",
    bad=Example(
        "Concepts of the ward nurse: none",
        {
            "/roles/1/concepts": [],
            "/messages/1/concept": None,
            "/messages/3/concept": None,
            "/messages/5/concept": None,
            "/messages/6/concept": None,
        },
    ),
    good=Example("Rosters that hold for a month."),
).on_framework
def no_concept(frame: Frame) -> Iterator[Hit]:
    for i, role in enumerate(frame.document.roles):
        if not role.concepts:
            yield Hit(f"/roles/{i}/concepts", f"The {role.title} has no concept.")


@rule(
    "CO106",
    "Not exactly one economic buyer",
    Severity.WARNING,
    "For one sales objective one person gives the final yes; none means nobody knows who, two means nobody decides.",
    "Mark exactly one role as the economic buyer.",
    bad=Example("Two economic buyers", {"/roles/1/influence": "economic"}),
    good=Example("One economic buyer"),
).on_framework
def economic_buyer(frame: Frame) -> Iterator[Hit]:
    found = [(i, role) for i, role in enumerate(frame.document.roles) if role.influence is Influence.ECONOMIC]
    if not found and frame.document.roles:
        yield Hit("/roles", "No role is the economic buyer.")
    if len(found) > 1:
        names = ", ".join(role.title for _, role in found)
        for i, _ in found:
            yield Hit(f"/roles/{i}/influence", f"{len(found)} roles are the economic buyer: {names}.")


@rule(
    "CO107",
    "Stage without evidence that it is done",
    Severity.INFO,
    "Without evidence a stage ends when the seller hopes so; both sides should see the same sign.",
    "Write what can be seen when the customer has finished this stage.",
    bad=Example("Evidence: nothing written", {"/journey/stages/0/evidence": ""}),
    good=Example("The ward has written it down."),
).on_framework
def no_evidence(frame: Frame) -> Iterator[Hit]:
    for i, stage in enumerate(frame.document.journey.stages):
        if not stage.evidence.strip():
            yield Hit(f"/journey/stages/{i}/evidence", f"Nothing says when “{stage.name}” is done.")


@rule(
    "CO108",
    "Coach who fails the coach test",
    Severity.WARNING,
    "A coach is credible with the buyers, wants your success and is willing to guide; a title alone does none of it.",
    "Give the coach a win and a part in the decision, or choose another influence.",
    bad=Example(
        "A coach who takes no part before the decision",
        {"/roles/1/influence": "coach", "/roles/1/active_stages": ["live"]},
    ),
    good=Example("A coach with a win, active while options are compared", {"/roles/1/influence": "coach"}),
).on_framework
def weak_coach(frame: Frame) -> Iterator[Hit]:
    for i, role in enumerate(frame.document.roles):
        if role.influence is Influence.COACH:
            for doubt in _doubts(role, frame):
                yield Hit(f"/roles/{i}/influence", f"The {role.title} is marked as coach and {doubt}.")


def _doubts(role: Role, frame: Frame) -> Iterator[str]:
    if not role.wins:
        yield "has no win in your success"
    before = {frame.stages[key].phase for key in role.active_stages}
    if before <= {Phase.ADOPT} and frame.phases != {Phase.ADOPT}:
        yield "takes no part before the decision, so can guide nobody to it"
