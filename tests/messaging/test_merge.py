"""Two changes of one message, and of one text."""

from __future__ import annotations

import pytest

from messaging.document import FrameworkDocument, ValueMessage
from messaging.merge import differences, merged
from messaging.wording import Kind, merge_texts, word_diff


@pytest.fixture
def base(line_document: FrameworkDocument) -> ValueMessage:
    return next(message for message in line_document.messages if message.key == "m16")


def test_word_diff_tells_gone_and_new_words() -> None:
    pieces = [(piece.kind, piece.text) for piece in word_diff("Keep it one month.", "Keep it four weeks.")]
    assert pieces == [
        (Kind.SAME, "Keep it "),
        (Kind.GONE, "one month"),
        (Kind.SAME, " "),
        (Kind.NEW, "four weeks"),
        (Kind.SAME, "."),
    ]


def test_word_diff_of_unlike_texts_replaces_the_whole() -> None:
    pieces = [(piece.kind, piece.text) for piece in word_diff("One thing here.", "Quite another sentence now.")]
    assert pieces == [(Kind.GONE, "One thing here."), (Kind.SAME, " "), (Kind.NEW, "Quite another sentence now.")]


def test_word_diff_of_a_new_text_is_all_new() -> None:
    assert [(piece.kind, piece.text) for piece in word_diff("", "All new.")] == [(Kind.NEW, "All new.")]


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        ("Keep parts for a month and note wear.", "Keep parts for four weeks.", None),
        ("Keep the parts for a month.", "Keep parts for a month, please.", "Keep the parts for a month, please."),
        ("Keep parts for a year.", "Keep parts for a year.", "Keep parts for a year."),
    ],
)
def test_merge_texts_joins_changes_that_leave_each_other_alone(mine: str, theirs: str, together: str | None) -> None:
    assert merge_texts("Keep parts for a month.", mine, theirs) == together


def test_nothing_differs_without_changes(base: ValueMessage) -> None:
    assert differences(base, base, base) == []


def test_sets_take_both_additions_and_both_removals(base: ValueMessage) -> None:
    mine = base.model_copy(update={"results": ("r_pmp", "r_mine")})
    theirs = base.model_copy(update={"results": (*base.results, "r_theirs")})
    assert merged(base, mine, theirs, {}, {})["results"] == ("r_pmp", "r_theirs", "r_mine")


def test_sentences_clash_one_by_one_when_their_number_is_the_same(base: ValueMessage) -> None:
    _, second, third = base.talk_track
    mine = base.model_copy(update={"talk_track": ("Mine.", second, third)})
    theirs = base.model_copy(update={"talk_track": ("Theirs.", second, "Third.")})
    assert [(d.name, d.clash) for d in differences(base, mine, theirs)] == [("say:0", True), ("say:2", False)]
    assert merged(base, mine, theirs, {"say:0": "theirs"}, {})["talk_track"] == ["Theirs.", second, "Third."]


def test_talk_track_clashes_as_a_whole_when_sentences_were_added(base: ValueMessage) -> None:
    mine = base.model_copy(update={"talk_track": (*base.talk_track, "Mine.")})
    theirs = base.model_copy(update={"talk_track": base.talk_track[:1]})
    assert [d.name for d in differences(base, mine, theirs)] == ["say"]
    kept = merged(base, mine, theirs, {"say": "merge"}, {"say": "One.\nTwo.\n"})
    assert kept["talk_track"] == ["One.", "Two."]


def test_a_move_by_somebody_else_is_kept(base: ValueMessage) -> None:
    mine = base.model_copy(update={"headline": "Mine"})
    theirs = base.model_copy(update={"stage": "s5"})
    together = merged(base, mine, theirs, {}, {})
    assert (together["stage"], together["headline"]) == ("s5", "Mine")
