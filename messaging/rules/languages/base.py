"""The interface of a language pack, and the neutral pack for languages without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


def exact_form(word: str) -> str:
    """Return a pattern for the word and its English-style possessive, which every language borrows for names."""
    return re.escape(word) + r"(?:['’]s)?"


def same(word: str) -> str:
    return word


@dataclass(frozen=True)
class Readability:
    """Reading ease = base − sentence × words a sentence − syllable × syllables a word; 0 is hard, 100 easy."""

    base: float
    sentence: float
    syllable: float


@dataclass(frozen=True, eq=False)
class Language:
    """Words and measures of one language. An empty list keeps the rules that need it silent."""

    code: str
    hyphenation: str = ""  # a pyphen dictionary
    words_a_minute: int = 140
    readability: Readability | None = None
    we: frozenset[str] = frozenset()  # first person plural, as words
    you: frozenset[str] = frozenset()
    why: tuple[str, ...] = ()  # openers of a question that sound like a reproach
    choice: frozenset[str] = frozenset()  # words that hold two ways side by side
    everyday: frozenset[str] = frozenset()  # words that are no brand by themselves, though one may be called so
    small: frozenset[str] = frozenset()  # function words: say nothing of the content
    superlatives: tuple[str, ...] = ()  # phrases, found in all their forms
    provocations: tuple[str, ...] = ()  # phrases: “why change” said to a customer who has changed
    vendor_acts: tuple[str, ...] = ()  # patterns: a next step only the vendor can take
    jargon: Mapping[str, str] = field(default_factory=dict)  # phrase: the plain word, or nothing
    shares: frozenset[str] = frozenset()  # words that make a spelled-out number a claim
    numbers: tuple[str, ...] = ()  # patterns of claims in figures, beyond % and currencies
    numerals: Mapping[str, int] = field(default_factory=dict)  # numbers in words that these patterns find
    units: Mapping[str, str] = field(default_factory=dict)  # a word of a claim: the sign it stands for, or nothing
    negations: frozenset[str] = frozenset()  # words that take a claim back
    form: Callable[[str], str] = exact_form  # a word → the pattern of its forms
    inner: Callable[[str], str] = re.escape  # the same for a word of a phrase that is not its last
    stem: Callable[[str], str] = same

    def telling(self, words: Iterable[str]) -> frozenset[str]:
        """Return the words that carry meaning, or all of them if none does."""
        said = frozenset(words)
        return said - self.small or said


NEUTRAL = Language(code="")
