"""Names written with an @ in a comment, and whom they mean. Pure: text and people in, people and problems out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

AT = re.compile(r"(?<![\w.+-])@(?=\w)")
WORD = re.compile(r"[\w.'’-]*\w")
MOST_NAMES = 5


@dataclass(frozen=True)
class Person:
    """Somebody who can be named."""

    pk: int
    name: str
    email: str

    @property
    def token(self) -> str:
        return str(self.pk)

    @property
    def forms(self) -> tuple[str, ...]:
        """Return what may stand behind the @, the plainest last."""
        return tuple(filter(None, (self.email, self.name, *self.name.split()[:1])))


@dataclass(frozen=True)
class Piece:
    """Part of a comment: `named` when it is an @ with the name of a person."""

    text: str
    named: bool = False


@dataclass(frozen=True)
class _Hit:
    """One @ with what it may mean."""

    start: int
    end: int
    means: tuple[Person, ...]


def named(text: str, people: Sequence[Person]) -> list[int]:
    """Return whom the text names, each once."""
    return list(dict.fromkeys(hit.means[0].pk for hit in _hits(text, people) if len(hit.means) == 1))


def problems(text: str, people: Sequence[Person]) -> list[str]:
    """Return a sentence for each @ that names nobody, or more than one person."""
    found = [_problem(text, hit, people) for hit in _hits(text, people) if len(hit.means) != 1]
    return list(dict.fromkeys(found))


def pieces(text: str, people: Sequence[Person]) -> list[Piece]:
    """Return the text in pieces, so that names can be shown as such."""
    found, at = [], 0
    for hit in _hits(text, people):
        if hit.means:
            found += [Piece(text[at : hit.start]), Piece(text[hit.start : hit.end], named=True)]
            at = hit.end
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def handle(person: Person, people: Sequence[Person]) -> str:
    """Return the shortest way to name the person that means nobody else."""
    ways = [f"@{form}" for form in reversed(person.forms)]
    return next((way for way in ways if named(way, people) == [person.pk]), f"@{person.email}")


def _hits(text: str, people: Sequence[Person]) -> Iterator[_Hit]:
    """Yield each @ with a word behind it. The longest form counts, a whole name before a first name."""
    for match in AT.finditer(text):
        start = match.end()
        means: defaultdict[tuple[int, int], dict[Person, None]] = defaultdict(dict)
        for person in people:
            for weight, form in enumerate(reversed(person.forms)):
                if _stands(text, start, form):
                    means[len(form), weight][person] = None
        best = max(means, default=(0, 0))
        word = WORD.match(text, start)
        end = start + best[0] if best[0] or word is None else word.end()
        yield _Hit(match.start(), end, tuple(means[best]))


def _stands(text: str, start: int, form: str) -> bool:
    """Return whether the form stands there as a whole word, in whatever case."""
    end = start + len(form)
    return text[start:end].casefold() == form.casefold() and not (text[end : end + 1].isalnum())


def _problem(text: str, hit: _Hit, people: Sequence[Person]) -> str:
    word = text[hit.start + 1 : hit.end]
    if hit.means:
        ways = " or ".join(handle(person, people) for person in hit.means)
        return f"“{word}” can be {len(hit.means)} people. Write {ways}."
    ways = ", ".join(handle(person, people) for person in people[:MOST_NAMES])
    more = f" and {len(people) - MOST_NAMES} more" if len(people) > MOST_NAMES else ""
    return f"Nobody who can open this framework is called “{word}”. You can name {ways}{more}."
