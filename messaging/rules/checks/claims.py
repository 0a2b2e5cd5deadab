"""Claims serve somebody: a message that says what the offer does names a result and a win of the role addressed."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.context import CLAIMS, Frame, Message
from messaging.rules.finding import Fix, Hit, Severity
from messaging.rules.registry import Example, rule


@rule(
    "MP101",
    "Claim without a desired result",
    Severity.ERROR,
    "A claim that serves no result of the business is a feature; nobody decides for a feature.",
    "Choose the desired result of this role that the claim serves, or drop the claim.",
    bad=Example("Results: none", {"/messages/3/results": []}),
    good=Example("Results: Overtime"),
).on_message
def no_result(message: Message, frame: Frame) -> Iterator[Hit]:
    if message.data.kind in CLAIMS and not message.data.results:
        said = f"This {message.data.kind.label.lower()} message serves no desired result."
        yield Hit(message.at("results"), said, fix=_first_result(message, frame))


def _first_result(message: Message, frame: Frame) -> Fix | None:
    wanted = message.role.desired_results
    if len(wanted) != 1:
        return None  # which of several results it serves is for the author to say
    label = f"Map to “{frame.results[wanted[0]].name}”"
    return Fix(label, "add", message.at("results/-"), wanted[0])


@rule(
    "MP102",
    "Claim without a win of the role addressed",
    Severity.ERROR,
    "Organisations get results, people win; without a personal win this person has no reason to act.",
    "Choose a win of this role.",
    bad=Example("Wins: none", {"/messages/3/wins": []}),
    good=Example("Wins: Goes home when the shift ends."),
).on_message
def no_win(message: Message, frame: Frame) -> Iterator[Hit]:
    own = {win.key for win in message.role.wins}
    if message.data.kind in CLAIMS and not own & set(message.data.wins):
        said = f"This message names no win of the {message.role.title}."
        yield Hit(message.at("wins"), said, fix=_only_win(message))


def _only_win(message: Message) -> Fix | None:
    if len(message.role.wins) != 1:
        return None
    win = message.role.wins[0]
    return Fix(f"Map to “{win.text}”", "add", message.at("wins/-"), win.key)


@rule(
    "MP103",
    "Win of another role",
    Severity.WARNING,
    "A win belongs to one person; telling it to somebody else says that you have mixed them up.",
    "Take the win off, or address the role it belongs to.",
    bad=Example("A nurse's win told to the head of nursing", {"/messages/2/wins": ["w_head", "w_nurse"]}),
    good=Example("A win of the role addressed"),
).on_message
def foreign_win(message: Message, frame: Frame) -> Iterator[Hit]:
    own = {win.key for win in message.role.wins}
    for i, key in enumerate(message.data.wins):
        if key not in own:
            path = message.at(f"wins/{i}")
            said = f"This win is not one of the {message.role.title}."
            yield Hit(path, said, fix=Fix("Take the win off", "remove", path))


@rule(
    "MP104",
    "Result this role does not ask for",
    Severity.INFO,
    "The same result is worth something else to each role; a claim lands when the person is measured by it.",
    "Add a result this role asks for, or add the result to the role.",
    bad=Example(
        "A result that is not among those of the role",
        {"/roles/1/desired_results": [], "/roles/1/metrics": []},
    ),
    good=Example("A result the role asks for"),
).on_message
def result_of_others(message: Message, frame: Frame) -> Iterator[Hit]:
    own = {*message.role.desired_results, *message.role.metrics}
    if message.data.kind in CLAIMS and message.data.results and not own & set(message.data.results):
        named = ", ".join(f"“{frame.results[key].name}”" for key in message.data.results)
        yield Hit(message.at("results/0"), f"{named} is not a result the {message.role.title} asks for.")
