"""Search words, and where they stand in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_TERMS, LONGEST_TERM = 8, 40
WORD = re.compile(r"[^\W_]+")
AROUND = 70


class Piece(NamedTuple):
    """A stretch of text; `hit` when it is what was searched for."""

    text: str
    hit: bool


def search_terms(query: str) -> list[str]:
    """Return the words to look for: letters and digits only, so that nothing typed is ever an operator."""
    words = (word[:LONGEST_TERM] for word in WORD.findall(query[:1000]))
    return list(dict.fromkeys(word.lower() for word in words))[:MOST_TERMS]


def marked(text: str, terms: list[str]) -> list[Piece]:
    """Return the text in pieces, those that begin a word with a term marked."""
    return list(_pieces(text, _pattern(terms)))


def _pattern(terms: list[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})[^\W_]*", re.IGNORECASE)


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], False)
        yield Piece(match.group(), True)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:], False)


def excerpt(body: str, terms: list[str]) -> list[Piece]:
    """Return the line of the body that holds most of the terms, shortened around the first of them."""
    pattern = _pattern(terms)
    lines = body.splitlines()
    best = max(lines, key=lambda line: len({match.group().lower() for match in pattern.finditer(line)}), default="")
    first = pattern.search(best)
    if first is None:
        return []
    return list(_pieces(_around(best, first.start()), pattern))


def _around(line: str, place: int) -> str:
    start = line.rfind(" ", 0, max(place - AROUND, 0)) + 1 if place > AROUND else 0
    end = line.find(" ", place + 2 * AROUND)
    return ("… " if start else "") + line[start : end if end > 0 else None] + (" …" if end > 0 else "")
