"""How easy a text is to follow, by words a sentence and syllables a word. Pure; knows the languages pyphen knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import pyphen

from messaging.rules.languages.base import Language
from messaging.rules.words import phrases


@lru_cache(maxsize=8)
def syllables_in(dictionary: str) -> Callable[[str], int]:
    """Return a function that counts the syllables of a word, at least one.

    A hyphenation point stands between two syllables; counts are kept, for a framework says the same words often.
    """
    hyphens = pyphen.Pyphen(lang=dictionary, left=1, right=1)
    return lru_cache(maxsize=50_000)(lambda word: len(hyphens.positions(word)) + 1)


def reading_ease(texts: Iterable[str], words: Sequence[str], language: Language) -> float | None:
    """Return 0 (hard) to 100 (easy), or None when the language has no formula or there are no words."""
    formula = language.readability
    if formula is None or not words:
        return None
    stretches = sum(end > start for text in texts for start, end in phrases(text))
    beats = sum(map(syllables_in(language.hyphenation), words))
    ease = formula.base - formula.sentence * len(words) / stretches - formula.syllable * beats / len(words)
    return max(0.0, min(100.0, ease))
