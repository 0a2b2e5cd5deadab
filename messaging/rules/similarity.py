"""Near-duplicates among many texts at linear cost: shared rare word triples first, exact comparison after. Pure.

Each text is sketched by the few smallest hashes of its word triples (bottom-k MinHash). Two texts that are alike share
one of them almost surely, so only texts in the same bucket are compared. A full bucket compares near neighbours only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from zlib import crc32

from rapidfuzz import fuzz, process

from messaging.rules.words import words_in

SKETCH = 8
FULL = 8  # texts of a bucket that each text is compared with
FEWEST_WORDS = 6
LEAST = 50  # percent; below that nothing is called alike
Accept = Callable[[int], bool]


@lru_cache(maxsize=50_000)
def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of the text's word triples; nothing for a text too short to be a copy."""
    words = words_in(text)
    if len(words) < FEWEST_WORDS:
        return ()
    triples = {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}
    return tuple(sorted(crc32(triple.encode()) for triple in triples)[:SKETCH])


class Twins:
    """Texts by likeness. `names` order equal texts, so that the order of the texts changes nothing.

    With `only`, buckets are made for that one text: enough to ask about it, at a fraction of the cost.
    """

    def __init__(self, texts: Sequence[str], names: Sequence[str], only: int | None = None) -> None:
        self.texts = texts
        self.names = names
        self.only = only
        self._known: dict[int, list[tuple[float, int]]] = {}

    @cached_property
    def _buckets(self) -> dict[int, list[int]]:
        wanted = None if self.only is None else frozenset(sketch(self.texts[self.only]))
        buckets: dict[int, list[int]] = {}
        for index, text in enumerate(self.texts):
            values = sketch(text)
            if wanted is None or not wanted.isdisjoint(values):
                for value in values:
                    buckets.setdefault(value, []).append(index)
        for bucket in buckets.values():
            if len(bucket) > FULL:
                bucket.sort(key=lambda i: (self.texts[i], self.names[i]))
        return buckets

    @cached_property
    def _places(self) -> dict[tuple[int, int], int]:
        full = {value: bucket for value, bucket in self._buckets.items() if len(bucket) > FULL}
        return {(value, index): at for value, bucket in full.items() for at, index in enumerate(bucket)}

    def closest(self, index: int, least: float, accept: Accept) -> int | None:
        """Return the accepted text most like this one, at least `least` percent alike, or None."""
        for score, other in self._alike(index):
            if score >= least and accept(other):
                return other
        return None

    def _alike(self, index: int) -> list[tuple[float, int]]:
        """Return the texts that are at all alike, the most alike first."""
        if index not in self._known:
            near = {i: self.texts[i] for i in self._neighbours(index)}
            scored = process.extract(self.texts[index], near, scorer=fuzz.ratio, score_cutoff=LEAST, limit=None)
            alike = [(score, i) for _, score, i in scored]
            self._known[index] = sorted(alike, key=lambda found: (-found[0], self.names[found[1]]))
        return self._known[index]

    def _neighbours(self, index: int) -> list[int]:
        """Return the texts that share at least two values of the sketch, or its only one."""
        values = sketch(self.texts[index])
        shared = Counter(other for value in values for other in self._near(value, index))
        del shared[index]
        return [other for other, times in shared.items() if times >= min(2, len(values))]

    def _near(self, value: int, index: int) -> list[int]:
        bucket = self._buckets[value]
        if len(bucket) <= FULL:
            return bucket
        at = self._places[value, index]
        return bucket[max(0, at - FULL // 2) : at + FULL // 2 + 1]
