"""A variant beside its base's release in use: what was taken, what moved, what is new. Two queries a framework.

A release never changes, so its document and the hashes of its parts are read once a process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat

from messaging.assembly import assemble
from messaging.document import FrameworkDocument
from messaging.inheritance import Basis, Inheritance, Ref, Standing, State, compare, hashes, parts, words
from messaging.languages import translates
from messaging.library import PARTS
from messaging.models import CellNote, Framework, InheritedPart, Release, ValueMessage
from messaging.released import document_of


class Taken(NamedTuple):
    """What the base said when the variant last took a part or kept its own wording, and in which release."""

    hash: str
    release: int
    content_hash: str
    number: int

    @property
    def document(self) -> FrameworkDocument:
        return document_of(self.release, self.content_hash)


@dataclass(frozen=True)
class Mark:
    """How a part stands to the base, with the words for it."""

    standing: Standing
    words: str
    foreign: bool  # the words are in the base's language, not in the variant's

    @property
    def name(self) -> str:
        """Return the name the stylesheet has for it."""
        return "behind" if self.standing.behind else self.standing.state.value

    @property
    def short(self) -> str:
        """Return the one word that fits into a cell, or nothing where a shape is enough."""
        if not self.standing.behind:
            return ""
        return "dropped" if self.standing.basis is Basis.GONE else "behind"


@dataclass(frozen=True)
class Lineage:
    """A variant, its base, and how every part of the one stands to the other."""

    framework: Framework
    base: Framework
    release: Release | None  # the base's, in use
    document: FrameworkDocument | None  # what that release says
    own: FrameworkDocument
    taken: Mapping[Ref, Taken]
    inheritance: Inheritance

    @property
    def number(self) -> int:
        """Return the number of the base's release in use, 0 for none."""
        return self.release.number if self.release else 0

    @property
    def translation(self) -> bool:
        return translates(self.own.language, self.base.language)

    def said(self) -> dict[Ref, Any]:
        """Return what the base says now, part by part."""
        return parts(self.document) if self.document else {}

    def mark(self, part: str, key: str) -> Mark | None:
        """Return how one part stands to the base, for the eye."""
        standing = self.inheritance.of(part, key)
        if standing is None:
            return None
        foreign = self.translation and standing.state is State.INHERITED
        return Mark(standing, words(standing, translation=self.translation), foreign)


def read_lineage(framework: Framework, own: FrameworkDocument) -> Lineage | None:
    """Return how the framework's draft, already assembled as `own`, stands to its base; None when it has none."""
    base = framework.base
    if base is None:
        return None
    release, taken = base.live_release, read_taken(framework)
    now = released_hashes(release.pk, release.content_hash) if release else None
    document = document_of(release.pk, release.content_hash) if release else None
    found = compare(now, hashes(own), {ref: seen.hash for ref, seen in taken.items()})
    return Lineage(framework, base, release, document, own, taken, found)


def part_marks(framework: Framework, part: str) -> dict[str, Mark]:
    """Return how each entry of a part of a variant's library stands to the base, by key; nothing without a base."""
    if framework.base_id is None:
        return {}
    own = assemble(framework)
    lineage, keys = read_lineage(framework, own), [ref.key for ref in parts(own) if ref.part == part]
    return {key: mark for key in keys if lineage and (mark := lineage.mark(part, key))}


def read_taken(framework: Framework) -> dict[Ref, Taken]:
    columns = ("part", "key", "taken_hash", "release_id", "release__content_hash", "release__number")
    return {Ref(part, key): Taken(*seen) for part, key, *seen in framework.inherited_parts.values_list(*columns)}


@lru_cache(maxsize=64)
def released_hashes(pk: int, content_hash: str) -> Mapping[Ref, str]:
    """Return the hash of every part of a release."""
    return hashes(document_of(pk, content_hash))


@dataclass(frozen=True)
class Behind:
    """How many parts of a variant wait for a decision because the base says something else by now."""

    moved: int = 0
    new: int = 0

    def __bool__(self) -> bool:
        return bool(self.moved or self.new)


def behind(frameworks: Iterable[Framework]) -> dict[int, Behind]:
    """Return for each variant how far it is behind its base, by primary key; load `base__live_release` with them."""
    variants = [row for row in frameworks if row.base_id]
    if not variants:
        return {}
    ids = [row.pk for row in variants]
    taken: defaultdict[int, dict[Ref, str]] = defaultdict(dict)
    rows = InheritedPart.objects.filter(framework__in=ids).values_list("framework_id", "part", "key", "taken_hash")
    for pk, part, key, seen in rows:
        taken[pk][Ref(part, key)] = seen
    present = versions(ids)
    return {row.pk: _behind(row, taken[row.pk], present[row.pk]) for row in variants}


def _behind(variant: Framework, taken: Mapping[Ref, str], present: Mapping[Ref, int]) -> Behind:
    release = variant.base.live_release if variant.base else None
    if release is None:
        return Behind()
    # Whether a part is overridden makes no difference here, so its presence stands for its words.
    own = {ref: taken.get(ref, "") for ref in present}
    found = compare(released_hashes(release.pk, release.content_hash), own, taken)
    return Behind(len(found.behind), len(found.new))


def versions(ids: Iterable[int]) -> defaultdict[int, dict[Ref, int]]:
    """Return the version of every part that the frameworks have, by the framework's primary key. One query."""
    frameworks = list(ids)
    tables = [_keyed("messages", ValueMessage.objects.all(), F("key"), frameworks)]
    tables += [_keyed(part.slug, part.model.objects.all(), F("key"), frameworks) for part in PARTS.values()]
    place = Concat("stage__key", Value("/"), "role__key", output_field=CharField())
    tables.append(_keyed("cell_notes", CellNote.objects.all(), place, frameworks))
    found: defaultdict[int, dict[Ref, int]] = defaultdict(dict)
    for pk, part, key, version in tables[0].union(*tables[1:], all=True):
        found[pk][Ref(part, key)] = version
    return found


def _keyed(part: str, rows: QuerySet[Any], key: Any, frameworks: list[int]) -> QuerySet[Any, Any]:
    tag = Value(part, output_field=CharField())
    mine: QuerySet[Any, Any] = rows.filter(framework__in=frameworks).order_by()
    return mine.values_list(F("framework_id"), tag, key, F("version"))
