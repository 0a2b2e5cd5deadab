"""Words in a text: forms of a term, customer quotes left out, sentences and their length. Pure."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from messaging.document import SLOT
from messaging.rules.finding import Span
from messaging.rules.languages.base import Language

WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
BREAK = re.compile(r"[.!?;:…]+(?=\s|$)|\s[–—]\s")
QUOTE_MARKS = re.compile("[“”\"«»„‘']")
QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|»[^«]*«|„[^“”]*[“”]|‘.*?’(?!\w)|(?<!\w)'.*?'(?!\w)")
FEWEST_QUOTED_WORDS = 3
PLAIN = re.compile(r"[^\W_]+")
GAP = r"[\s\-‐‑–]*"
NEVER = re.compile(r"(?!)")


def words_in(text: str) -> list[str]:
    """Return the words of the text in lower case."""
    return WORD.findall(text.lower())


def unquoted(text: str) -> str:
    """Return the text with the customer's own words blanked out: same length, so that places stay true.

    A single word in quotation marks is emphasis, not a quotation, and stays.
    """
    if not QUOTE_MARKS.search(text):
        return text
    return QUOTE.sub(lambda quote: _blank(quote.group()), text)


def _blank(quote: str) -> str:
    return " " * len(quote) if len(WORD.findall(quote)) >= FEWEST_QUOTED_WORDS else quote


def without_slots(text: str) -> str:
    """Return the text with every {{slot}} blanked out, same length."""
    return SLOT.sub(lambda slot: " " * len(slot.group()), text) if "{{" in text else text


def one_word_slots(text: str) -> str:
    """Return the text with every {{slot}} as one short word, as it is when it is said."""
    return SLOT.sub("slot", text) if "{{" in text else text


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms in all their forms: plural, possessive, hyphened or joined.

    `parts` holds, by the beginning of a word that a text with the term must have, letters the text must have and
    the pattern of the single term: most texts are done with after a look at how their words begin.
    """

    pattern: re.Pattern[str]
    parts: dict[str, list[tuple[str, re.Pattern[str]]]]

    def __bool__(self) -> bool:
        return bool(self.parts)

    def spans(self, text: str, source: str) -> Iterator[Span]:
        return spans(self.pattern, text, source)

    def within(self, words: str) -> bool:
        return bool(self.pattern.search(words))

    def likely_in(self, text: str, openings: frozenset[str]) -> bool:
        """Return whether a text whose words have these openings has a term; `text` may join several fields."""
        if openings.isdisjoint(self.parts):
            return False
        low = text.lower()
        return any(
            letters in low and part.search(text)
            for opening in openings & self.parts.keys()
            for letters, part in self.parts[opening]
        )


def plain_words(text: str) -> frozenset[str]:
    """Return the words of the text in lower case, parted at hyphens and apostrophes."""
    return frozenset(PLAIN.findall(text.lower()))


def openings_of(words: frozenset[str]) -> frozenset[str]:
    """Return how the words begin: with four letters, with three, with two."""
    return frozenset({word[:4] for word in words} | {word[:3] for word in words} | {word[:2] for word in words})


@lru_cache(maxsize=512)
def terms_of(terms: tuple[str, ...], language: Language) -> Terms:
    """Return the terms ready to be found."""
    usable = [term for term in sorted(terms, key=len, reverse=True) if WORD.search(term)]
    parts: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for term in usable:
        letters, openings = _openings(term, language)
        for opening in openings:
            parts.setdefault(opening, []).append((letters, re.compile(_term(term, language))))
    forms = "|".join(_term(term, language) for term in usable)
    return Terms(re.compile(rf"(?<!\w)(?:{forms})(?!\w)") if usable else NEVER, parts)


def _openings(term: str, language: Language) -> tuple[str, set[str]]:
    """Return letters of the term's most telling word, its beginning, and that of all words written as one."""
    words = PLAIN.findall(term.lower())
    telling = max((word for word in words if word not in language.small), key=len, default=words[0])
    fixed = len(telling) - (telling == words[-1] and len(telling) > 2)  # the last word may change its ending
    joined = {"".join(words)[:4]} if len(words) > 1 else set()
    return telling[: max(min(4, fixed), fixed - 1)], {telling[: min(4, fixed)]} | joined


def _term(term: str, language: Language) -> str:
    words = re.findall(r"[^\s\-‐‑–]+", term)
    pattern = GAP.join([*(re.escape(word) for word in words[:-1]), language.form(words[-1])])
    return pattern if _is_brand(words, language) else f"(?i:{pattern})"


def _is_brand(words: list[str], language: Language) -> bool:
    """Tell whether only the capital tells the name from an everyday word (“Signal”, “the signal”)."""
    return len(words) == 1 and words[0][0].isupper() and words[0].lower() in language.everyday


@lru_cache(maxsize=256)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all of them, case aside, at word boundaries."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})", re.IGNORECASE) if patterns else NEVER


def spans(pattern: re.Pattern[str], text: str, source: str | None = None) -> Iterator[Span]:
    """Yield where the pattern occurs in the text; the words are quoted from the source if that differs."""
    for match in pattern.finditer(text):
        if match.end() > match.start():
            yield Span(match.start(), match.end(), (source or text)[match.start() : match.end()])


def short(text: str, most: int = 80) -> str:
    """Return the text for quoting: cut between words, with an ellipsis."""
    return textwrap.shorten(text, most, placeholder="…")


def first_word(text: str) -> str:
    found = WORD.search(text.lower())
    return found.group() if found else ""


def phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of speech between two pauses begins and ends."""
    start = 0
    for pause in BREAK.finditer(text):
        yield start, pause.start()
        start = pause.end()
    yield start, len(text)


def content_stems(text: str, language: Language) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(language.stem(word) for word in words_in(text) if word not in language.small)


def seconds_to_say(texts: Iterable[str], language: Language) -> int:
    """Return how long the sentences take at a calm pace; a slot counts as one word."""
    said = sum(len(PLAIN.findall(one_word_slots(text))) for text in texts)
    return round(said * 60 / language.words_a_minute)
