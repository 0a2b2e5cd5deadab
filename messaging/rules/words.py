"""Words in a text: forms of a term, customer quotes left out, sentences and their length. Pure."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from messaging.document import SLOT
from messaging.rules.finding import Span
from messaging.rules.languages.base import Language

WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
# One set of characters comes first: the search then skips all others at once, which makes it ten times faster.
PLAIN_WORD = re.compile(r"\w+(?:['\-‐‑]\w+)*")  # the same where “_” and “’” do not occur, in half the time
BREAK = re.compile(r"[.!?;:…–—][.!?;:…–—]*(?=\s|$)")
QUOTE_MARKS = re.compile("[“”\"«»„‘']")
# Quotations end within reach; else each of many opening marks would be followed to the end of the text.
QUOTE = re.compile(
    r"“[^”]{0,600}”|\"[^\"]{0,600}\"|«[^»]{0,600}»|»[^«]{0,600}«|„[^“”]{0,600}[“”]"
    r"|‘.{0,600}?’(?!\w)|(?<!\w)'.{0,600}?'(?!\w)"
)
FEWEST_QUOTED_WORDS = 3
PLAIN = re.compile(r"[^\W_]+")
GAP = r"[\s\-‐‑–]*"
NEVER = re.compile(r"(?!)")


def words_in(text: str) -> list[str]:
    """Return the words of the text in lower case, each apostrophe straight."""
    return PLAIN_WORD.findall(text.lower().replace("’", "'").replace("_", " "))


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


def spoken_words(texts: Iterable[str]) -> list[str]:
    """Return the words of the texts as they are spoken: a slot is one."""
    return [word for text in texts for word in words_in(one_word_slots(text))]


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms in all their forms: plural, possessive, hyphened or joined.

    `parts` holds, by the beginning of a word that a text with the term must have, letters the text must have and
    the pattern of the single term, all in lower case: most texts are done with after a look at how their words begin,
    and a pattern that heeds the case is searched several times faster than one that does not.
    """

    pattern: re.Pattern[str]
    parts: dict[str, list[tuple[str, re.Pattern[str]]]]

    def __bool__(self) -> bool:
        return bool(self.parts)

    def spans(self, text: str, source: str) -> Iterator[Span]:
        return spans(self.pattern, text, source)

    def within(self, words: str) -> bool:
        return bool(self.pattern.search(words))

    def likely_in(self, low: str, openings: frozenset[str]) -> bool:
        """Return whether a text whose words have these openings may have a term.

        `low` is the text in lower case and may join several fields.
        """
        if openings.isdisjoint(self.parts):
            return False
        return any(
            letters in low and part.search(low)
            for opening in openings & self.parts.keys()
            for letters, part in self.parts[opening]
        )


def openings_of(words: Iterable[str]) -> frozenset[str]:
    """Return how the words and their parts begin: with four letters, with three, with two."""
    return frozenset().union(*map(_openings_of, words))


@lru_cache(maxsize=50_000)
def _openings_of(word: str) -> tuple[str, ...]:
    return tuple(part[:letters] for part in PLAIN.findall(word) for letters in (4, 3, 2))


@lru_cache(maxsize=512)
def terms_of(terms: tuple[str, ...], language: Language) -> Terms:
    """Return the terms ready to be found."""
    usable = [term for term in sorted(terms, key=len, reverse=True) if WORD.search(term)]
    parts: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for term in usable:
        letters, openings = _openings(term, language)
        for opening in openings:
            parts.setdefault(opening, []).append((letters, re.compile(_forms(term.lower(), language))))
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
    pattern = _forms(term, language)
    return pattern if _is_brand(term, language) else f"(?i:{pattern})"


def _forms(term: str, language: Language) -> str:
    *first, last = re.findall(r"[^\s\-‐‑–]+", term)
    return GAP.join([*(language.inner(word).replace("'", "['’]") for word in first), language.form(last)])


def _is_brand(term: str, language: Language) -> bool:
    """Tell whether only the capital tells the name from an everyday word (“Signal”, “the signal”)."""
    return term[0].isupper() and term.lower() in language.everyday


@lru_cache(maxsize=256)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all of them, case aside, at the beginning of a word or a figure."""
    return re.compile(rf"(?<!\w)(?<!\d[.,])(?:{'|'.join(patterns)})", re.IGNORECASE) if patterns else NEVER


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
    """Yield where each stretch of speech between two pauses begins and ends, its blanks included."""
    start = 0
    for pause in BREAK.finditer(text):
        yield start, pause.start()
        start = pause.end()
    yield start, len(text)


def content_stems(text: str, language: Language) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(language.stem(word) for word in words_in(text) if word not in language.small)


def seconds_to_say(words: Sequence[str], language: Language) -> int:
    """Return how long the words take at a calm pace; a word with a hyphen is two."""
    return round((len(words) + " ".join(words).count("-")) * 60 / language.words_a_minute)
