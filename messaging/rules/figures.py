"""Figures that a text claims, and what they come to: “40 %”, “40 percent” and “forty per cent” are one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from messaging.rules.finding import Span
from messaging.rules.languages.base import Language
from messaging.rules.patterns import patterns_of
from messaging.rules.words import spans, without_slots

SIGNS = re.compile(r"[€$£]\s?\d[\d.,]*|(?<!\d)(?<!\d[.,])\d[\d.,]*\s?[%€$£](?!\w)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
PART = re.compile(rf"{NUMBER.pattern}|[^\W\d_]+|[%€$£]")


@dataclass(frozen=True)
class Figure:
    """A claim in figures: its numbers in one spelling, and of what."""

    numbers: tuple[str, ...]
    unit: str


def claims_in(text: str, language: Language, source: str | None = None) -> Iterator[Span]:
    """Yield shares, sums and factors that the text states; plain counts, years and slots are no claims."""
    own = without_slots(text)
    for pattern in (SIGNS, patterns_of(language).numbers):
        yield from spans(pattern, own, source or text)


def figures_in(text: str, language: Language) -> frozenset[Figure]:
    return frozenset(figure_of(span.words, language) for span in claims_in(text, language))


def numbers_in(text: str) -> frozenset[str]:
    """Return every number that the text writes in digits, each in one spelling."""
    return frozenset(map(_plain, NUMBER.findall(text)))


def figure_of(words: str, language: Language) -> Figure:
    """Return what the words of a claim come to."""
    numbers: list[str] = []
    unit: list[str] = []
    spelled = False
    for part in PART.findall(words.lower()):
        value = language.numerals.get(part)
        if value is None:
            (numbers if part[0].isdigit() else unit).append(_plain(part) if part[0].isdigit() else part)
        elif spelled and value < 10:  # forty-five
            numbers[-1] = str(int(numbers[-1]) + value)
        else:
            numbers.append(str(value))
        spelled = value is not None
    return Figure(tuple(numbers), " ".join(filter(None, (language.units.get(word, word) for word in unit))))


def _plain(number: str) -> str:
    """Return the number without marks between thousands and with a point before its fraction."""
    if GROUPED.fullmatch(number):
        return re.sub("[.,]", "", number)
    *whole, last = re.split("[.,]", number)
    return f"{''.join(whole)}.{last}" if whole else last
