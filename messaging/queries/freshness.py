"""How fresh a message is, in words: its review date first, the age of its text otherwise. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum


class Age(IntEnum):
    NEW = 1  # written this week
    KEPT = 2
    STALE = 3  # review is due, or nobody touched it for half a year


@dataclass(frozen=True)
class Freshness:
    age: Age
    words: str


STALE_DAYS = 182


def freshness(review_by: dt.date | None, changed: dt.date, today: dt.date) -> Freshness:
    """Return the age class and the words for it."""
    if review_by and review_by <= today:
        return Freshness(Age.STALE, f"review due {_day(review_by)}")
    days = (today - changed).days
    if days < 7:
        return Freshness(Age.NEW, "this week")
    return Freshness(Age.STALE if days > STALE_DAYS else Age.KEPT, _ago(days))


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B}"


def _ago(days: int) -> str:
    if days < 14:
        return "last week"
    if days <= 60:
        return f"{days // 7} weeks"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"
