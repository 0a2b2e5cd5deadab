"""What the linter says of a draft, sorted by where it belongs on the screen."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from journeys.grid import CellKey
from messaging.document import FrameworkDocument
from messaging.models import Framework
from messaging.queries.rules import rule_settings, sift, waivers
from messaging.queries.told import MARKS
from messaging.rules import Finding, RuleSettings, Severity, check


@dataclass(frozen=True)
class Tally:
    """How many findings block, warn and inform."""

    block: int = 0
    warn: int = 0
    note: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.block + other.block, self.warn + other.warn, self.note + other.note)

    def __sub__(self, other: Tally) -> Tally:
        return Tally(self.block - other.block, self.warn - other.warn, self.note - other.note)

    @property
    def heaviest(self) -> str:
        return next((name for name in ("block", "warn", "note") if getattr(self, name)), "")

    @property
    def shown(self) -> int:
        """Return how many there are of the heaviest kind."""
        return getattr(self, self.heaviest) if self.heaviest else 0


def tally(findings: Iterable[Finding]) -> Tally:
    """Count the findings by how heavy they are."""
    found = Counter(finding.severity for finding in findings)
    return Tally(found[Severity.ERROR], found[Severity.WARNING], found[Severity.INFO])


def draft_findings(framework: Framework, document: FrameworkDocument, *, today: dt.date) -> tuple[Finding, ...]:
    """Return every finding of the assembled draft that stands; the rules read the same draft only once."""
    settings = rule_settings(framework)
    found = _checked(_Reading(document, today, repr(settings), settings))
    return sift(found, waivers(framework, today=today)).standing


@dataclass(frozen=True)
class _Reading:
    """What the findings of a draft depend on; the settings are compared by their text, being full of mappings."""

    document: FrameworkDocument
    today: dt.date
    fingerprint: str
    settings: RuleSettings = field(compare=False)


@lru_cache(maxsize=8)
def _checked(reading: _Reading) -> tuple[Finding, ...]:
    return check(reading.document, today=reading.today, settings=reading.settings)


def cell_tallies(findings: Iterable[Finding]) -> dict[CellKey, Tally]:
    """Return the tally of each cell that has findings."""
    by_cell: dict[CellKey, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.subject.stage and finding.subject.role:
            by_cell[finding.subject.stage, finding.subject.role].append(finding)
    return {cell: tally(found) for cell, found in by_cell.items()}


def message_weights(findings: Iterable[Finding]) -> dict[str, frozenset[str]]:
    """Return how heavy the findings of each message are, by its key."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        found[finding.subject.message].add(MARKS[finding.severity])
    return {key: frozenset(weights) for key, weights in found.items()}


def by_place(findings: Iterable[Finding], places: Iterable[str]) -> Mapping[str, list[Finding]]:
    """Return the findings of one message by the place on its form that is nearest to their pointer."""
    known = set(places)
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[_nearest("/" + "/".join(finding.pointer.split("/")[3:]), known)].append(finding)
    return found


def _nearest(pointer: str, known: set[str]) -> str:
    while pointer and pointer not in known:
        pointer = pointer.rpartition("/")[0]
    return pointer or "/"
