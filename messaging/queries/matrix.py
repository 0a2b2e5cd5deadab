"""The matrix of one framework, read in five queries whatever its size."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from journeys.grid import Cell, CellKey, CellState, cells
from journeys.models import Stage, StageRole
from journeys.phases import PHASES, MessageKind, Phase, PhaseLaw
from messaging.models import CellNote, Framework
from messaging.queries.comments import OpenThreads, open_threads
from messaging.queries.findings import Tally, cell_tallies, message_weights, tally
from messaging.queries.freshness import Freshness, freshness
from messaging.queries.inheritance import Lineage, Mark
from messaging.queries.sieve import NOBODY, Sieve
from messaging.rules import Finding
from stakeholders.models import BuyerRole

Links = tuple["MessageLine", ...]
EVERYTHING, NOTHING = Sieve(), Tally()
MARKS = ("behind", "inherited", "overridden", "own")


@dataclass(frozen=True)
class MessageLine:
    """What the matrix shows of a message."""

    key: str
    headline: str
    fresh: Freshness
    kind: str = ""
    owner: str = NOBODY
    matches: bool = True
    talk: int = 0
    mark: Mark | None = None

    @property
    def kind_words(self) -> str:
        return MessageKind(self.kind).label if self.kind else ""


@dataclass(frozen=True)
class StageHead:
    stage: Stage
    number: int
    first_in_phase: bool
    fold: bool = False
    here: bool = False

    @property
    def law(self) -> PhaseLaw:
        return PHASES[Phase(self.stage.phase)]


@dataclass(frozen=True)
class MatrixCell:
    """One cell with what it says."""

    cell: Cell
    head: StageHead
    role: BuyerRole
    lines: Links = ()
    note: str = ""
    owner: str = ""
    here: bool = False
    tally: Tally = field(default_factory=Tally)
    matches: bool = True
    picked: bool = False
    cell_talk: int = 0

    @property
    def talk(self) -> int:
        """Return how many threads are open, on the cell and on its messages."""
        return self.cell_talk + sum(line.talk for line in self.lines)

    @property
    def shown(self) -> Links:
        """Return the messages that come through the filters."""
        return tuple(line for line in self.lines if line.matches)

    @property
    def first(self) -> MessageLine | None:
        """Return the message that the cell shows and opens."""
        return next(iter(self.shown), None) or next(iter(self.lines), None)

    @property
    def mark(self) -> Mark | None:
        """Return how the cell stands to the base: a message that is behind it speaks for the others."""
        marks = [line.mark for line in self.lines if line.mark]
        return min(marks, key=lambda mark: MARKS.index(mark.name), default=None)

    @property
    def oldest(self) -> Freshness | None:
        return max((line.fresh for line in self.lines), key=lambda fresh: fresh.age, default=None)


@dataclass(frozen=True)
class Band:
    """The stages of one phase, side by side."""

    law: PhaseLaw
    heads: list[StageHead]
    fold: bool
    tally: Tally


@dataclass(frozen=True)
class Row:
    role: BuyerRole
    cells: list[MatrixCell]
    here: bool = False
    matches: bool = True


@dataclass(frozen=True)
class Matrix:
    """Stages by roles; `rows` may be filtered, coverage always counts every role."""

    heads: list[StageHead]
    rows: list[Row]
    strip: list[Cell] = field(default_factory=list)
    phase_of: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    total: int = 0  # messages in all cells, filters or not
    owners: tuple[tuple[str, str], ...] = ()  # who has a message: number and name
    lineage: Lineage | None = None

    @property
    def tally(self) -> Tally:
        return tally(self.findings)

    @property
    def bands(self) -> list[Band]:
        bands: list[Band] = []
        for head in self.heads:
            if head.first_in_phase:
                bands.append(Band(head.law, [], head.fold, self._in_phase(head.law.phase)))
            bands[-1].heads.append(head)
        return bands

    def _in_phase(self, phase: str) -> Tally:
        return tally(found for found in self.findings if self.phase_of.get(found.subject.stage) == phase)

    @property
    def coverage(self) -> Coverage:
        return Coverage(tuple((cell, self.phase_of[cell.stage]) for cell in self.strip if cell.expected))

    @property
    def matching(self) -> int:
        """Return how many messages come through the filters."""
        return sum(len(cell.shown) for row in self.rows if row.matches for cell in row.cells)

    def find(self, stage: str, role: str) -> MatrixCell | None:
        """Return the cell, unless the level filter hides its role."""
        return next((c for row in self.rows for c in row.cells if (c.cell.stage, c.cell.role) == (stage, role)), None)

    def in_order(self) -> Iterator[tuple[MatrixCell, MessageLine]]:
        """Yield every message stage by stage, as a reader walks the journey."""
        for column in range(len(self.heads)):
            for row in self.rows:
                cell = row.cells[column]
                yield from ((cell, line) for line in cell.lines)


@dataclass(frozen=True)
class Coverage:
    """How many of the expected cells are answered: by a message, or by a reason to stay silent."""

    cells: tuple[tuple[Cell, str], ...]

    @property
    def expected(self) -> int:
        return len(self.cells)

    @property
    def answered(self) -> int:
        return sum(cell.state is not CellState.GAP for cell, _ in self.cells)


def read_matrix(
    framework: Framework,
    *,
    today: dt.date,
    here: CellKey | None = None,
    sieve: Sieve = EVERYTHING,
    findings: tuple[Finding, ...] = (),
    picked: frozenset[CellKey] = frozenset(),
    lineage: Lineage | None = None,
) -> Matrix:
    """Return the matrix; `here` is the open cell, whose phase stays wide; `lineage` marks the messages of a variant."""
    stages = list(framework.journey.stages.all())
    roles = [place.role for place in framework.role_places.select_related("role")]
    told = _Told(open_threads(framework), lineage, message_weights(findings) if sieve.severity else {})
    lines, owners = _lines(framework, today, sieve, told)
    notes = {(n.stage_id, n.role_id): n for n in framework.cell_notes.select_related("owner")}
    known = _known(stages, roles, lines, notes)
    fill = _Filler(known, lines, notes, cell_tallies(findings), here, sieve, picked, told.talk)
    heads, here_role = _heads(stages, here[0] if here else ""), here[1] if here else ""
    rows = [
        Row(role, [fill(head, role) for head in heads], role.key == here_role, sieve.level in ("", role.level))
        for role in roles
        if sieve.level in ("", role.level) or role.key == here_role
    ]
    return Matrix(
        heads,
        rows,
        list(known.values()),
        {stage.key: stage.phase for stage in stages},
        findings,
        sum(map(len, lines.values())),
        owners,
        lineage,
    )


@dataclass(frozen=True)
class _Told:
    """What is known of messages beside their own rows."""

    talk: OpenThreads
    lineage: Lineage | None
    weights: Mapping[str, frozenset[str]]

    def mark(self, key: str) -> Mark | None:
        return self.lineage.mark("messages", key) if self.lineage else None


@dataclass(frozen=True)
class _Filler:
    """Knows what stands in each cell."""

    known: dict[CellKey, Cell]
    lines: Mapping[tuple[int, int], list[MessageLine]]
    notes: dict[tuple[int, int], CellNote]
    tallies: dict[CellKey, Tally]
    here: CellKey | None
    sieve: Sieve
    picked: frozenset[CellKey]
    talk: OpenThreads

    def __call__(self, head: StageHead, role: BuyerRole) -> MatrixCell:
        key, pair = (head.stage.key, role.key), (head.stage.pk, role.pk)
        lines, found, note = tuple(self.lines.get(pair, ())), self.tallies.get(key, NOTHING), self.notes.get(pair)
        return MatrixCell(
            self.known[key],
            head,
            role,
            lines,
            note.reason if note else "",
            note.owner.get_short_name() if note and note.owner else "",
            self.here == key,
            found,
            not self.sieve.about_messages or any(line.matches for line in lines) or self._gap_matches(found, lines),
            key in self.picked,
            self.talk.cells[pair],
        )

    def _gap_matches(self, found: Tally, lines: Links) -> bool:
        """Return whether an empty cell is what the filter asks for: only its findings can make it so."""
        sieve = self.sieve
        asked = sieve.severity and not (sieve.owner or sieve.kind)
        return bool(not lines and asked and getattr(found, sieve.severity))


def _known(
    stages: list[Stage],
    roles: list[BuyerRole],
    lines: dict[tuple[int, int], list[MessageLine]],
    notes: dict[tuple[int, int], CellNote],
) -> dict[CellKey, Cell]:
    """Return every cell by its keys, with its state."""
    stage_keys, role_keys = {s.pk: s.key for s in stages}, {r.pk: r.key for r in roles}

    def keyed(pair: tuple[int, int]) -> CellKey:
        return stage_keys.get(pair[0], ""), role_keys.get(pair[1], "")

    active = {keyed(pair) for pair in StageRole.objects.filter(stage__in=stages).values_list("stage_id", "role_id")}
    active |= {keyed(pair) for pair, note in notes.items() if note.is_gap}
    return cells(
        stage_keys.values(),
        role_keys.values(),
        active,
        {keyed(pair): len(found) for pair, found in lines.items()},
        {keyed(pair): note.reason for pair, note in notes.items() if not note.is_gap},
    )


def _heads(stages: list[Stage], here: str) -> list[StageHead]:
    open_phase = next((stage.phase for stage in stages if stage.key == here), None)
    before = [None, *(stage.phase for stage in stages)]
    return [
        StageHead(
            stage,
            number,
            stage.phase != before[number - 1],
            fold=open_phase is not None and stage.phase != open_phase,
            here=stage.key == here,
        )
        for number, stage in enumerate(stages, start=1)
    ]


def _lines(
    framework: Framework, today: dt.date, sieve: Sieve, told: _Told
) -> tuple[dict[tuple[int, int], list[MessageLine]], tuple[tuple[str, str], ...]]:
    """Return the messages of each cell, and who owns some."""
    found: dict[tuple[int, int], list[MessageLine]] = defaultdict(list)
    owners: dict[str, str] = {}
    columns = ("stage_id", "role_id", "key", "headline", "review_by", "changed_at", "kind", "owner_id", "owner__name")
    rows = framework.messages.order_by("order", "pk").values_list(*columns)
    for stage, role, key, headline, review_by, changed_at, kind, owner_id, name in rows:
        owner = str(owner_id) if owner_id else NOBODY
        if owner_id:
            owners[owner] = name
        matches = sieve.takes(owner, kind, told.weights.get(key, frozenset()))
        fresh = freshness(review_by, changed_at.date(), today)
        found[stage, role].append(
            MessageLine(key, headline, fresh, kind, owner, matches, told.talk.messages[key], told.mark(key))
        )
    return found, tuple(sorted(owners.items(), key=lambda entry: entry[1]))
