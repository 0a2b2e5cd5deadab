"""The framework's phrase guide as patterns: short phrases are found in all their forms, sentences by likeness. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from messaging.document import Phrase
from messaging.rules.languages.base import Language
from messaging.rules.words import Terms, terms_of, words_in

SHORT = 4  # words; longer entries are sentences that stand for their like


@dataclass(frozen=True)
class Sentence:
    """A whole sentence the guide replaces; it stands for its like."""

    words: list[str]
    telling: frozenset[str]  # without function words, which every text has
    say: str

    def may_be_among(self, words: frozenset[str]) -> bool:
        return 2 * len(self.telling & words) >= len(self.telling)


class PhraseGuide:
    def __init__(self, entries: tuple[Phrase, ...], language: Language) -> None:
        self.language = language
        self._short: dict[str, tuple[str, bool]] = {}
        self.sentences: list[Sentence] = []
        for entry in entries:
            self._take(entry)

    def _take(self, entry: Phrase) -> None:
        parts = [part.strip(" .") for part in entry.instead_of.split(",") if part.strip(" .")]
        if parts and all(len(words_in(part)) <= SHORT for part in parts):
            for part in parts:
                self._short[part] = (entry.say, len(parts) == 1)
        else:
            words = words_in(entry.instead_of)
            self.sentences.append(Sentence(words, self.language.telling(words), entry.say))

    @cached_property
    def terms(self) -> Terms:
        return terms_of(tuple(self._short), self.language)

    def say(self, found: str) -> str:
        """Return what the guide says instead of the words found."""
        return self._entry(found)[0]

    def swap(self, found: str) -> str:
        """Return the words to put in the place of those found, or nothing where the advice is not a wording.

        Advice for a list of phrases describes what to do; advice for one phrase is the phrase to use.
        """
        say, one = self._entry(found)
        return say.strip(" .") if one else ""

    def _entry(self, found: str) -> tuple[str, bool]:
        for part, entry in self._short.items():
            if terms_of((part,), self.language).pattern.fullmatch(found):
                return entry
        return "", False
