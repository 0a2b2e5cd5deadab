"""Search words, and marking them in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selling.matching import LONGEST_TERM, MOST_TERMS, Piece, excerpt, marked, search_terms


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("  Ledger  signed ", ["ledger", "signed"]),
        ('"a third cheaper" OR NEAR(x)*', ["a", "third", "cheaper", "or", "near", "x"]),
        ("ledger ledger", ["ledger"]),
        ("Übergabe été", ["übergabe", "été"]),
        ("🙂 ' -- %s {}", ["s"]),
        ("\0", []),
    ],
)
def test_search_terms_are_plain_words(query: str, terms: list[str]) -> None:
    assert search_terms(query) == terms


@given(st.text())
def test_search_terms_are_few_and_short(query: str) -> None:
    terms = search_terms(query)
    assert len(terms) <= MOST_TERMS
    assert all(term.isalnum() and len(term) <= LONGEST_TERM * 3 for term in terms)


def test_marked_marks_whole_words_that_begin_with_a_term() -> None:
    assert marked("The ledgers, a knowledge", ["ledger"]) == [
        Piece("The ", False),
        Piece("ledgers", True),
        Piece(", a knowledge", False),
    ]


@given(st.text(), st.text(min_size=1))
def test_marked_loses_no_letter(text: str, query: str) -> None:
    terms = search_terms(query)
    if terms:
        assert "".join(piece.text for piece in marked(text, terms)) == text


def test_excerpt_takes_the_line_with_most_terms() -> None:
    assert excerpt("one ledger\nthe ledger signed by finance\nnothing", ["ledger", "signed"]) == [
        Piece("the ", False),
        Piece("ledger", True),
        Piece(" ", False),
        Piece("signed", True),
        Piece(" by finance", False),
    ]


def test_excerpt_of_a_long_line_is_short() -> None:
    line = "word " * 200 + "ledger " + "word " * 200
    text = "".join(piece.text for piece in excerpt(line, ["ledger"]))
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "ledger" in text
    assert len(text) < 240


def test_excerpt_without_a_match_is_empty() -> None:
    assert excerpt("a line", ["ledger"]) == []
