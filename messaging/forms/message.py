"""The message form: what an author typed, the value in it, and what is wrong with it by JSON pointer.

The limits are those of `messaging.document`: a form and an imported file are judged by the same types.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from messaging import document as d
from messaging.queries.findings import Tally, by_place, tally
from messaging.queries.message import slot_problems
from messaging.rules import Finding
from messaging.rules.languages import language_for
from messaging.rules.words import seconds_to_say, spoken_words

TEXTS = ("headline", "so_what", "concedes")
ONE_OF = ("kind", "concept", "alternative", "owner", "review_by")
SOME_OF = ("results", "wins", "capabilities", "proofs", "questions", "objections", "slots")
NAMES = {
    "/headline": "headline",
    "/so_what": "“So what”",
    "/concedes": "acknowledged strength",
    "/next_step/best": "best next step",
    "/next_step/minimum": "minimum next step",
}
OFFER = ("/capabilities", "/alternative", "/concedes")
PLACES = (
    *("/kind", *NAMES, "/talk_track", "/concept", "/results", "/wins", "/capabilities", "/alternative"),
    *("/questions", "/proofs", "/objections", "/next_step", "/owner", "/review_by", "/"),
)


@dataclass(frozen=True)
class Line:
    """One sentence of the talk track, as typed."""

    index: int
    text: str

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def pointer(self) -> str:
        return f"/talk_track/{self.index}"


@dataclass
class MessageForm:
    typed: dict[str, Any]
    version: int = 1
    value: d.ValueMessage | None = None
    errors: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # where the posted form can say something
    findings: Mapping[str, list[Finding]] = field(default_factory=dict)
    language: str = "en"

    @property
    def tally(self) -> Tally:
        return tally(finding for found in self.findings.values() for finding in found)

    def judge(self, findings: Iterable[Finding]) -> None:
        """Put each finding beside the words it is about."""
        here = self.places or [*PLACES, *(line.pointer for line in self.lines)]
        self.findings = by_place(findings, here)

    @property
    def lines(self) -> list[Line]:
        """Return the sentences, also those too many, and one empty line to go on while there is room."""
        typed = self.typed["talk_track"]
        room = [""] if len(typed) < d.MAX_SENTENCES else []
        return [Line(index, text) for index, text in enumerate([*typed, *room])]

    @property
    def seconds(self) -> int:
        """Return how long the talk track takes to say, at the calm pace of its language."""
        return seconds_to_say(spoken_words(self.typed["talk_track"]), language_for(self.language))


def form_of(value: d.ValueMessage, version: int) -> MessageForm:
    """Return the form that shows a stored message."""
    typed: dict[str, Any] = {name: getattr(value, name) for name in TEXTS}
    typed |= {name: getattr(value, name) or "" for name in ONE_OF}
    typed |= {name: list(getattr(value, name)) for name in SOME_OF}
    typed["review_by"] = value.review_by.isoformat() if value.review_by else ""
    typed |= {"best": value.next_step.best, "minimum": value.next_step.minimum, "talk_track": list(value.talk_track)}
    return MessageForm(typed, version, value)


def empty_form(stage: str, role: str, kind: str) -> MessageForm:
    """Return the form for a message that is not written yet."""
    names = (*TEXTS, *ONE_OF, "best", "minimum")
    typed = {**dict.fromkeys(names, ""), **{name: [] for name in SOME_OF}, "talk_track": [], "kind": kind}
    return MessageForm(typed | {"stage": stage, "role": role})


def read_form(
    data: QueryDict, stage: str, role: str, before: d.ValueMessage | None, slots: Iterable[str]
) -> MessageForm:
    """Return what was posted, with its value or the errors that keep it from being one."""
    typed: dict[str, Any] = {name: data.get(name, "") for name in (*TEXTS, *ONE_OF, "best", "minimum")}
    typed |= {name: _kept_order(data.getlist(name), getattr(before, name, ())) for name in SOME_OF}
    typed["talk_track"] = _arranged([*data.getlist("talk_track")], data.get("arrange", ""))
    _fix(typed, data.get("fix", ""))
    version = data.get("version", "")
    form = MessageForm(typed, int(version) if version.isdecimal() else 0)
    form.places = [place for place in PLACES if place not in OFFER or "concedes" in data]
    form.places += [Line(index, "").pointer for index in range(len(data.getlist("talk_track")))]
    _judge(form, stage, role, before.key if before else "new", slots)
    return form


def _fix(typed: dict[str, Any], wish: str) -> None:
    """Carry out “/so_what The new text”: the author took the text that a finding offers."""
    pointer, _, text = wish.partition(" ")
    head, _, last = pointer.rpartition("/")
    if head == "/talk_track" and last.isdecimal() and int(last) < len(typed["talk_track"]):
        typed["talk_track"][int(last)] = text
    elif last in typed and last in (*TEXTS, "best", "minimum"):
        typed[last] = text


def _kept_order(chosen: list[str], before: Iterable[str]) -> list[str]:
    """Return the choices in the order they already had, new ones last, so that saving never reshuffles."""
    old = [key for key in before if key in chosen]
    return old + [key for key in dict.fromkeys(chosen) if key not in old]


def _arranged(lines: list[str], wish: str) -> list[str]:
    """Return the lines after “up:2”, “down:2” or “drop:2”, without the empty ones at the end."""
    verb, _, place = wish.partition(":")
    index = int(place) if place.isdecimal() else -1
    target = {"up": index - 1, "down": index + 1}.get(verb, index)
    if 0 <= index < len(lines) and 0 <= target < len(lines):
        line = lines.pop(index)
        if verb != "drop":
            lines.insert(target, line)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split(" ")).replace("\r\n", "\n").replace("\n", " ").strip()


def _judge(form: MessageForm, stage: str, role: str, key: str, slots: Iterable[str]) -> None:
    """Give the form its value, or its errors."""
    typed = form.typed
    places = [index for index, text in enumerate(typed["talk_track"]) if text.strip()]
    raw: dict[str, Any] = {
        "key": key,
        "stage": stage,
        "role": role,
        "talk_track": [_one_line(typed["talk_track"][index]) for index in places],
        "next_step": {"best": _one_line(typed["best"]), "minimum": _one_line(typed["minimum"])},
        **{name: _one_line(typed[name]) for name in TEXTS},
        **{name: typed[name] or None for name in ONE_OF},
        **{name: typed[name] for name in SOME_OF},
    }
    form.value, errors = _value_or_errors(raw, slots)
    form.errors = _at_typed_line(errors, places)


def judged(raw: dict[str, Any], version: int, slots: Iterable[str]) -> MessageForm:
    """Return the form for values that were put together elsewhere, judged like typed ones."""
    typed = {name: raw[name] or "" for name in (*TEXTS, *ONE_OF)} | {name: list(raw[name]) for name in SOME_OF}
    typed |= {"talk_track": raw["talk_track"], **raw["next_step"], "review_by": str(raw["review_by"] or "")}
    value, errors = _value_or_errors(raw, slots)
    return MessageForm(typed, version, value, errors)


def _value_or_errors(raw: dict[str, Any], slots: Iterable[str]) -> tuple[d.ValueMessage | None, dict[str, str]]:
    try:
        value = d.ValueMessage.model_validate(raw)
        errors = slot_problems(value, slots)
    except ValidationError as error:
        errors = {_pointer(detail["loc"]): _sentence(dict(detail)) for detail in reversed(error.errors())}
    return (None, errors) if errors else (value, {})


def _pointer(location: tuple[int | str, ...]) -> str:
    return "".join(f"/{part}" for part in location)


def _at_typed_line(problems: Mapping[str, str], places: list[int]) -> dict[str, str]:
    """Return the problems with sentence pointers counted as typed, empty lines included."""
    moved: dict[str, str] = {}
    for pointer, sentence in problems.items():
        head, _, index = pointer.rpartition("/")
        place = f"{head}/{places[int(index)]}" if head == "/talk_track" else pointer
        moved[place if head == "/talk_track" or place in PLACES else "/"] = sentence
    return moved


def _sentence(detail: dict[str, Any]) -> str:
    """Return what is wrong and what to do, for one pydantic error."""
    pointer, kind, given = _pointer(detail["loc"]), detail["type"], detail.get("input")
    name = NAMES.get(pointer, "sentence")
    if kind == "string_too_long":
        most = detail["ctx"]["max_length"]
        over = len(given or "") - most
        return f"The {name} has {most + over:,} characters; at most {most} fit. Shorten it by {over:,}."
    if kind == "string_too_short":
        return "Write a headline: one line that the customer would repeat."
    if pointer == "/kind":
        return "Choose what kind of message this is."
    if pointer == "/review_by":
        return f"“{given}” is not a date. Write it like {dt.date(2027, 3, 31)}."
    if pointer == "/owner":
        return f"There is no owner “{given}”. Choose another one."
    if pointer == "/talk_track":
        return f"At most {d.MAX_SENTENCES} sentences fit. Say less, or write a second message."
    return str(detail.get("ctx", {}).get("error", detail["msg"]))
