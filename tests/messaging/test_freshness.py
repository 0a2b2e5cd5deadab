"""How old a message is, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from messaging.queries.freshness import Age, freshness

TODAY = dt.date(2027, 3, 31)


@pytest.mark.parametrize(
    ("days", "age", "words"),
    [
        (0, Age.NEW, "this week"),
        (6, Age.NEW, "this week"),
        (7, Age.KEPT, "last week"),
        (42, Age.KEPT, "6 weeks"),
        (180, Age.KEPT, "6 months"),
        (240, Age.STALE, "8 months"),
        (800, Age.STALE, "2 years"),
    ],
)
def test_age_of_the_text(days: int, age: Age, words: str) -> None:
    fresh = freshness(None, TODAY - dt.timedelta(days=days), TODAY)
    assert (fresh.age, fresh.words) == (age, words)


def test_a_review_date_that_has_come_counts_first() -> None:
    fresh = freshness(dt.date(2027, 3, 3), TODAY, TODAY)
    assert (fresh.age, fresh.words) == (Age.STALE, "review due 3 March")


def test_a_review_date_to_come_changes_nothing() -> None:
    assert freshness(TODAY + dt.timedelta(days=1), TODAY, TODAY).age is Age.NEW
