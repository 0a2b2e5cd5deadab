"""A language's word lists as compiled patterns, made once a language. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from messaging.rules.languages.base import Language
from messaging.rules.words import Terms, any_of, terms_of


@dataclass(frozen=True, eq=False)
class Patterns:
    provocations: Terms
    superlatives: Terms
    jargon: Terms
    vendor_acts: re.Pattern[str]
    why: re.Pattern[str]
    numbers: re.Pattern[str]


@lru_cache(maxsize=16)
def patterns_of(language: Language) -> Patterns:
    return Patterns(
        terms_of(language.provocations, language),
        terms_of(language.superlatives, language),
        terms_of(tuple(language.jargon), language),
        any_of(language.vendor_acts),
        any_of(tuple(rf"{re.escape(word)}\b" for word in language.why)),
        any_of(language.numbers),
    )
