"""Near-duplicates among many talk tracks at linear cost: shared rare word triples first, exact comparison after. Pure.

Each track is sketched by the few smallest hashes of its word triples (bottom-k MinHash). Two tracks that are alike
share some of them almost surely, so only tracks in the same buckets are compared, and in a full bucket near neighbours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, compress, count
from operator import not_
from zlib import crc32

from rapidfuzz import fuzz, process

from messaging.rules.words import words_in

SKETCH = 8
FULL = 8  # tracks of a bucket that each track is compared with
FEWEST_WORDS = 6
Accept = Callable[[int], bool]
Track = tuple[str, ...]


@lru_cache(maxsize=50_000)
def sketch(track: Track) -> tuple[int, ...]:
    """Return the smallest hashes of the track's word triples; nothing for a track too short to be a copy."""
    words = words_in(" ".join(track))
    if len(words) < FEWEST_WORDS:
        return ()
    triples = set(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return tuple(sorted(map(crc32, map(str.encode, triples)))[:SKETCH])


class Twins:
    """Talk tracks by likeness. `names` order equal ones, so that the order of the tracks changes nothing.

    Below `least` percent nothing is called alike. With `only`, buckets are made for that one track: enough to ask about
    it, at a fraction of the cost.
    """

    def __init__(self, tracks: Sequence[Track], names: Sequence[str], *, least: float, only: int | None = None) -> None:
        self.tracks = tracks
        self.names = names
        self.least = least
        self.only = only
        self._known: dict[int, list[tuple[float, int]]] = {}
        self._pairs: dict[int, list[tuple[float, int]]] = defaultdict(list)

    @cached_property
    def _buckets(self) -> dict[int, list[int]]:
        buckets: dict[int, list[int]] = defaultdict(list)
        for value, index in self._pairs_of_all() if self.only is None else self._pairs_of_one(self.only):
            buckets[value].append(index)
        for bucket in buckets.values():
            if len(bucket) > FULL:
                bucket.sort(key=lambda i: (self.tracks[i], self.names[i]))
        return buckets

    def _pairs_of_all(self) -> Iterator[tuple[int, int]]:
        for index, track in enumerate(self.tracks):
            for value in sketch(track):
                yield value, index

    def _pairs_of_one(self, only: int) -> Iterator[tuple[int, int]]:
        wanted = frozenset(sketch(self.tracks[only]))
        # Ten thousand tracks are passed over here while somebody types: no loop in Python.
        shares = map(not_, map(wanted.isdisjoint, map(sketch, self.tracks)))
        for index in compress(count(), shares):
            for value in wanted.intersection(sketch(self.tracks[index])):
                yield value, index

    @cached_property
    def _places(self) -> dict[int, dict[int, int]]:
        """Where each track stands in a full bucket."""
        full = ((value, bucket) for value, bucket in self._buckets.items() if len(bucket) > FULL)
        return {value: {index: at for at, index in enumerate(bucket)} for value, bucket in full}

    def closest(self, index: int, least: float, accept: Accept) -> int | None:
        """Return the accepted track most like this one, at least `least` percent alike, or None."""
        for score, other in self._alike(index):
            if score >= least and accept(other):
                return other
        return None

    def _alike(self, index: int) -> list[tuple[float, int]]:
        """Return the tracks that are at all alike, the most alike first."""
        if index not in self._known:
            self._compare(index)
            self._known[index] = sorted(self._pairs[index], key=lambda found: (-found[0], self.names[found[1]]))
        return self._known[index]

    def _compare(self, index: int) -> None:
        """Compare with neighbours; those that are known already have compared themselves with this one."""
        near = {i: self._text(i) for i in self._neighbours(index) if i not in self._known}
        found = process.extract(self._text(index), near, scorer=fuzz.ratio, score_cutoff=self.least, limit=None)
        for _, score, other in found:
            self._pairs[index].append((score, other))
            self._pairs[other].append((score, index))

    def _text(self, index: int) -> str:
        return " ".join(self.tracks[index])

    def _neighbours(self, index: int) -> list[int]:
        """Return the tracks that share at least two values of the sketch, or its only one."""
        values = sketch(self.tracks[index])
        shared = Counter(chain.from_iterable(self._near(value, index) for value in values))
        del shared[index]
        least = min(2, len(values))
        return [other for other, times in shared.items() if times >= least]

    def _near(self, value: int, index: int) -> list[int]:
        bucket = self._buckets[value]
        if len(bucket) <= FULL:
            return bucket
        at = self._places[value][index]
        return bucket[max(0, at - FULL // 2) : at + FULL // 2 + 1]
