"""How a variant stands to its base, for all there could be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messaging import document as d
from messaging.diff import Subject, diff
from messaging.inheritance import (
    KINDS,
    Basis,
    Ref,
    Standing,
    State,
    compare,
    hashes,
    part_hash,
    parts,
    undated,
    with_needs,
    words,
)
from messaging.languages import language_name, translates
from messaging.rules.sample import sample
from tests.messaging.rules.test_properties import messages

REFS = [Ref(kind, key) for kind in ("proofs", "messages", "cell_notes") for key in ("a", "b")]
HASHES = st.dictionaries(st.sampled_from(REFS), st.sampled_from("xyz"))
ONE = Ref("messages", "m1")


@given(HASHES, HASHES, HASHES)
@settings(deadline=None)
def test_every_part_of_either_has_one_standing(base: Any, own: Any, taken: Any) -> None:
    found = compare(base, own, taken).standings
    assert set(found) == {*base, *own}
    assert [KINDS.index(ref.part) for ref in found] == sorted(KINDS.index(ref.part) for ref in found)


@given(HASHES, HASHES, HASHES)
@settings(deadline=None)
def test_state_says_who_has_the_part(base: Any, own: Any, taken: Any) -> None:
    for ref, standing in compare(base, own, taken).standings.items():
        assert (ref in own) == (standing.state in (State.INHERITED, State.OVERRIDDEN, State.OWN))
        assert (standing.state is State.NEW) == (ref not in own and ref not in taken)
        assert (standing.state is State.INHERITED) == (ref in own and own[ref] == taken.get(ref))
        assert (standing.basis is Basis.GONE) == (ref in own and ref in taken and ref not in base)


@given(HASHES, HASHES, HASHES)
@settings(deadline=None)
def test_what_was_seen_as_it_is_now_asks_for_nothing(base: Any, own: Any, taken: Any) -> None:
    """Taking or keeping everything marks the base's present hashes as seen: nothing is behind any more."""
    seen = {ref: base.get(ref, "") for ref in {*base, *taken} if ref in base}
    assert compare(base, own, seen).behind == []
    assert compare(base, dict(base), seen).refs(State.INHERITED) == list(compare(base, base, seen).standings)


@given(HASHES, HASHES)
@settings(deadline=None)
def test_base_without_a_release_in_use_moves_nothing(own: Any, taken: Any) -> None:
    found = compare(None, own, taken)
    assert found.new == []
    assert [ref for ref in found.behind if ref in taken] == []


@given(HASHES, HASHES, HASHES)
@settings(deadline=None)
def test_untouched_parts_are_those_without_words_to_lose(base: Any, own: Any, taken: Any) -> None:
    found = compare(base, own, taken)
    assert set(found.untouched) <= set(found.behind)
    assert all(own[ref] == taken[ref] != base[ref] for ref in found.untouched)


@pytest.mark.parametrize(
    ("base", "own", "taken", "standing"),
    [
        ("x", "x", "x", Standing(State.INHERITED)),
        ("y", "x", "x", Standing(State.INHERITED, Basis.MOVED)),
        (None, "x", "x", Standing(State.INHERITED, Basis.GONE)),
        ("x", "o", "x", Standing(State.OVERRIDDEN)),
        ("y", "o", "x", Standing(State.OVERRIDDEN, Basis.MOVED)),
        (None, "o", "x", Standing(State.OVERRIDDEN, Basis.GONE)),
        (None, "o", None, Standing(State.OWN)),
        ("x", "o", None, Standing(State.OVERRIDDEN, Basis.MOVED)),
        ("x", None, "x", Standing(State.LEFT_OUT)),
        ("y", None, "x", Standing(State.LEFT_OUT, Basis.MOVED)),
        ("x", None, None, Standing(State.NEW)),
        (None, None, "x", None),
    ],
)
def test_standing(base: str | None, own: str | None, taken: str | None, standing: Standing | None) -> None:
    sides = ({ONE: text} if text else {} for text in (base, own, taken))
    assert compare(*sides).standings.get(ONE) == standing


@pytest.mark.parametrize(
    ("standing", "plain", "translation"),
    [
        (Standing(State.INHERITED), "inherited", "not translated yet"),
        (Standing(State.OVERRIDDEN), "own wording", "translated"),
        (Standing(State.OVERRIDDEN, Basis.MOVED), "base moved on", "translation behind its base"),
        (Standing(State.INHERITED, Basis.MOVED), "base moved on", "base moved on"),
        (Standing(State.OVERRIDDEN, Basis.GONE), "gone from the base", "gone from the base"),
        (Standing(State.LEFT_OUT, Basis.MOVED), "left out", "left out"),
        (Standing(State.OWN), "only here", "only here"),
    ],
)
def test_words(standing: Standing, plain: str, translation: str) -> None:
    assert (words(standing, translation=False), words(standing, translation=True)) == (plain, translation)


def _message(**changes: Any) -> d.ValueMessage:
    return sample().messages[0].model_copy(update=changes)


def test_hash_is_of_the_words_alone() -> None:
    base = part_hash("messages", _message())
    assert part_hash("messages", _message(owner="dana@example.com", review_by="2030-01-01", key="other")) == base
    assert part_hash("messages", _message(results=("b", "a"))) == part_hash("messages", _message(results=("a", "b")))
    for change in ({"headline": "Other"}, {"talk_track": ("B.", "A.")}, {"role": "nurse"}, {"proofs": ("audit",)}):
        assert part_hash("messages", _message(**change)) != base
    said = _message(talk_track=("A.", "B."))
    assert part_hash("messages", said) != part_hash("messages", _message(talk_track=("B.", "A.")))


def test_hash_of_a_question_leaves_out_where_it_is_filed() -> None:
    question = sample().questions[0]
    filed = question.model_copy(update={"roles": ("head",), "stages": ("live",)})
    assert part_hash("questions", filed) == part_hash("questions", question)


def test_parts_are_all_that_can_be_inherited() -> None:
    document = sample()
    count = len(document.messages) + len(document.proofs) + len(document.questions) + len(document.objections)
    count += len(document.offer.capabilities) + len(document.offer.alternatives) + len(document.cell_notes)
    assert len(parts(document)) == len(hashes(document)) == count


def test_needs_are_taken_along_before_what_needs_them() -> None:
    objection = d.Objection(key="o", customer_says="No.", proofs=("p",))
    message = _message(key="m", objections=("o",), proofs=(), questions=("q",), capabilities=(), alternative="a")
    base = {
        Ref("messages", "m"): message,
        Ref("objections", "o"): objection,
        Ref("proofs", "p"): d.ProofPoint(key="p", text="Ten."),
        Ref("questions", "q"): d.Question(key="q", kind="attitude", text="How?"),
        Ref("alternatives", "a"): d.Alternative(key="a", name="A", kind="in_house", strength="Near."),
    }
    assert with_needs([Ref("messages", "m")], base, have=[Ref("questions", "q")]) == [
        Ref("alternatives", "a"),
        Ref("proofs", "p"),
        Ref("objections", "o"),
        Ref("messages", "m"),
    ]


@pytest.mark.parametrize(
    ("tag", "name"), [("de", "German"), ("de-LI", "German (de-LI)"), ("pt-BR", "Portuguese (Brazil)"), ("xx", "xx")]
)
def test_language_name(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_regions_of_one_language_need_no_translation() -> None:
    assert translates("de-AT", "en") is True
    assert translates("en-GB", "en-US") is False


@given(messages("x0"), messages("x0"))
@settings(max_examples=40, deadline=None)
def test_message_that_moved_has_words_for_it(before: d.ValueMessage, after: d.ValueMessage) -> None:
    """What the hash calls another message, the diff can tell: the base page never asks about nothing."""
    if part_hash("messages", before) != part_hash("messages", after):
        old, new = (undated(sample().model_copy(update={"messages": (side,)})) for side in (before, after))
        assert diff(old, new).of(Subject.MESSAGE)
