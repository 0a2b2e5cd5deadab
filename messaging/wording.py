"""Word by word: what changed between two texts, and how two changes of the same text go together. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


def _words(text: str) -> list[str]:
    return WORDS.findall(text)


def _opcodes(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


LIKE = 0.5  # below this share of common words two texts are shown as replaced, not as a mosaic


def word_diff(before: str, after: str) -> list[Piece]:
    """Return the pieces that tell how one text became the other: same, gone and new."""
    old, new = _words(before), _words(after)
    if before and after and SequenceMatcher(None, _solid(old), _solid(new), autojunk=False).ratio() < LIKE:
        return [Piece(Kind.GONE, before), Piece(Kind.SAME, " "), Piece(Kind.NEW, after)]
    pieces: list[Piece] = []
    for same, gone, fresh in _runs(old, new):
        pieces += [Piece(Kind.SAME, same)] if same else []
        pieces += [Piece(Kind.GONE, gone)] if gone else []
        pieces += [Piece(Kind.SAME, " ")] if gone.strip() and fresh.strip() else []
        pieces += [Piece(Kind.NEW, fresh)] if fresh else []
    return pieces


def _solid(words: list[str]) -> list[str]:
    return [word for word in words if not word.isspace()]


def _runs(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """Return (same, gone, new) in turn; changes with nothing but a space between them are one change."""
    runs: list[tuple[str, str, str]] = [("", "", "")]
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        same, gone, fresh = runs[-1]
        text, other = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag != "equal":
            runs[-1] = (same, gone + text, fresh + other)
        elif text.isspace() and (gone or fresh) and i2 < len(old):
            runs[-1] = (same, gone + text, fresh + text)
        else:
            runs.append((text, "", ""))
    return runs


def merge_texts(base: str, mine: str, theirs: str) -> str | None:
    """Return the base with both changes, or None when they touch the same words."""
    words = _words(base)
    edits = sorted({*_edits(words, mine), *_edits(words, theirs)})
    for (_, end, _), (start, *_) in pairwise(edits):
        if start <= end:
            return None
    for start, end, text in reversed(edits):
        words[start:end] = [text]
    return "".join(words)


def _edits(base: list[str], text: str) -> list[tuple[int, int, str]]:
    new = _words(text)
    return [(i1, i2, "".join(new[j1:j2])) for tag, i1, i2, j1, j2 in _opcodes(base, new) if tag != "equal"]
