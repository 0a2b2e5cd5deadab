"""Any sound document: import → export → import → export gives the same bytes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.phases import MessageKind, Phase
from messaging import document as d
from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.reading import read_document
from messaging.terms import AlternativeKind, Audience, QuestionKind
from stakeholders.terms import ConceptKind, Degree, Direction, Influence, Level, Mode

# Any character a person may type; a text may be long, right to left, or all emoji, but holds no slot braces.
words = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="{}"), min_size=1, max_size=40)
maybe = words | st.just("")
Names = dict[str, list[str]]
dates = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


def _keys(prefix: str, most: int) -> st.SearchStrategy[list[str]]:
    return st.integers(0, most).map(lambda count: [f"{prefix}{n}" for n in range(count)])


def _some(draw: st.DrawFn, keys: list[str]) -> tuple[str, ...]:
    return tuple(draw(st.permutations(keys))[: draw(st.integers(0, len(keys)))])


def _one(draw: st.DrawFn, keys: list[str]) -> str | None:
    return draw(st.none() | st.sampled_from(keys)) if keys else None


def _kind(draw: st.DrawFn, term: Any) -> Any:
    return draw(st.sampled_from(term))


def _lines(draw: st.DrawFn) -> tuple[str, ...]:
    return tuple(draw(st.lists(words, max_size=2)))


def _journey(draw: st.DrawFn, stages: list[str]) -> d.Journey:
    many = st.lists(st.sampled_from(Phase), min_size=len(stages), max_size=len(stages))
    phases = sorted(draw(many), key=list(Phase).index)
    made = [
        d.Stage(key=key, phase=phase, name=draw(words), goal=draw(words), may_return_to=_some(draw, stages))
        for key, phase in zip(stages, phases, strict=True)
    ]
    return d.Journey(key="way", name=draw(words), stages=tuple(made))


def _role(draw: st.DrawFn, key: str, names: Names) -> d.Role:
    return d.Role(
        key=key,
        title=draw(words),
        influence=_kind(draw, Influence),
        degree=_kind(draw, Degree),
        level=_kind(draw, Level),
        active_stages=_some(draw, names["stage"]),
        initial_executive_buyer=draw(st.booleans()),
        priorities=_lines(draw),
        modes=tuple(draw(st.lists(st.sampled_from(Mode), max_size=2, unique=True))),
        desired_results=_some(draw, names["result"]),
        metrics=_some(draw, names["result"]),
        concepts=(d.Concept(key=f"{key}-c", kind=_kind(draw, ConceptKind), text=draw(words)),),
        wins=(d.Win(key=f"{key}-w", text=draw(words)),),
    )


def _offer(draw: st.DrawFn, names: Names) -> d.Offer:
    kinds = {key: _kind(draw, AlternativeKind) for key in names["alternative"]}
    return d.Offer(
        name=draw(words),
        watched_terms=_lines(draw),
        capabilities=tuple(d.Capability(key=key, name=draw(words)) for key in names["capability"]),
        alternatives=tuple(
            d.Alternative(key=key, name=draw(words), kind=kind, strength=draw(words)) for key, kind in kinds.items()
        ),
    )


def _message(draw: st.DrawFn, key: str, names: Names) -> d.ValueMessage:
    return d.ValueMessage(
        key=key,
        stage=_kind(draw, names["stage"]),
        role=_kind(draw, names["role"]),
        kind=_kind(draw, MessageKind),
        headline=draw(words),
        talk_track=_lines(draw),
        so_what=draw(maybe),
        concept=_one(draw, [f"{role}-c" for role in names["role"]]),
        wins=_some(draw, [f"{role}-w" for role in names["role"]]),
        results=_some(draw, names["result"]),
        capabilities=_some(draw, names["capability"]),
        alternative=_one(draw, names["alternative"]),
        proofs=_some(draw, names["proof"]),
        questions=_some(draw, names["question"]),
        next_step=d.NextStep(best=draw(maybe), minimum=draw(maybe)),
        review_by=draw(dates),
    )


def _proof(draw: st.DrawFn, key: str, names: Names) -> d.ProofPoint:
    result, audience = _one(draw, names["result"]), _kind(draw, Audience)
    return d.ProofPoint(key=key, text=draw(words), result=result, audience=audience, expires_on=draw(dates))


def _question(draw: st.DrawFn, key: str, names: Names) -> d.Question:
    roles, stages = _some(draw, names["role"]), _some(draw, names["stage"])
    return d.Question(key=key, kind=_kind(draw, QuestionKind), text=draw(words), roles=roles, stages=stages)


@st.composite
def documents(draw: st.DrawFn) -> d.FrameworkDocument:
    kinds = ("role", "result", "proof", "question", "capability", "alternative")
    names: Names = {kind: draw(_keys(kind, 3)) for kind in kinds}
    names["stage"] = [f"s{n}" for n in range(draw(st.integers(1, 4)))]
    directions = {key: _kind(draw, Direction) for key in names["result"]}
    objection = d.Objection(key="o", customer_says=draw(words), proofs=_some(draw, names["proof"]))
    noted = [
        d.CellNote(stage="s0", role=role, reason=draw(words), is_gap=draw(st.booleans())) for role in names["role"][:1]
    ]
    return d.FrameworkDocument(
        schema_version=d.SCHEMA,
        slug="made",
        title=draw(words),
        summary=draw(maybe),
        review_by=draw(dates),
        market=d.Market(industry=draw(maybe), situations=_lines(draw)),
        offer=_offer(draw, names),
        journey=_journey(draw, names["stage"]),
        results=tuple(
            d.DesiredResult(key=key, name=draw(words), unit=draw(words), direction=direction)
            for key, direction in directions.items()
        ),
        roles=tuple(_role(draw, key, names) for key in names["role"]),
        proofs=tuple(_proof(draw, key, names) for key in names["proof"]),
        questions=tuple(_question(draw, key, names) for key in names["question"]),
        objections=(objection,),
        slots=(d.Slot(name="slot", label=draw(maybe)),),
        glossary=tuple(d.GlossaryTerm(term=term) for term in _lines(draw)),
        messages=tuple(_message(draw, key, names) for key in (draw(_keys("m", 3)) if names["role"] else [])),
        cell_notes=tuple(noted),
    )


def _exported(document: d.FrameworkDocument, *, replace: bool) -> str:
    return d.to_json(assemble(import_framework(None, document, replace=replace, update_catalogue=replace)))


@pytest.mark.django_db(transaction=True)
@given(documents())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_round_trip_of_any_document(document: d.FrameworkDocument) -> None:
    with transaction.atomic():
        first = _exported(document, replace=False)
        assert len(_message_keys(first)) == len(document.messages)
        assert _exported(read_document(first.encode()), replace=True) == first
        transaction.set_rollback(True)


def _message_keys(text: str) -> set[str]:
    """Return the keys of the messages in an exported file: none may get lost on the way."""
    return {message.key for message in read_document(text.encode()).messages}
