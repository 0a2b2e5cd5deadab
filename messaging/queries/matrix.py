"""The matrix of one framework, read in five queries whatever its size."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from journeys.grid import Cell, CellKey, CellState, cells
from journeys.models import Stage, StageRole
from journeys.phases import PHASES, Phase, PhaseLaw
from messaging.models import CellNote, Framework
from messaging.queries.findings import Tally, cell_tallies, tally
from messaging.queries.freshness import Freshness, freshness
from messaging.queries.inheritance import Lineage, Mark
from messaging.rules import Finding
from stakeholders.models import BuyerRole

Links = tuple["MessageLine", ...]
MARKS = ("behind", "inherited", "overridden", "own")


@dataclass(frozen=True)
class MessageLine:
    """What the matrix shows of a message."""

    key: str
    headline: str
    fresh: Freshness
    mark: Mark | None = None


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
    here: bool = False
    tally: Tally = field(default_factory=Tally)

    @property
    def first(self) -> MessageLine | None:
        return self.lines[0] if self.lines else None

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


@dataclass(frozen=True)
class Matrix:
    """Stages by roles; `rows` may be filtered, coverage always counts every role."""

    heads: list[StageHead]
    rows: list[Row]
    strip: list[Cell] = field(default_factory=list)
    phase_of: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
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
    level: str = "",
    findings: tuple[Finding, ...] = (),
    lineage: Lineage | None = None,
) -> Matrix:
    """Return the matrix; `here` is the open cell, whose phase stays wide; `lineage` marks the messages of a variant."""
    stages = list(framework.journey.stages.all())
    roles = [place.role for place in framework.role_places.select_related("role")]
    lines = _lines(framework, today, lineage)
    notes = {(n.stage_id, n.role_id): n for n in framework.cell_notes.all()}
    known = _known(stages, roles, lines, notes)
    tallies = cell_tallies(findings)
    here_stage, here_role = here or ("", "")
    heads = _heads(stages, here_stage)
    rows = [
        Row(
            role,
            [
                MatrixCell(
                    known[head.stage.key, role.key],
                    head,
                    role,
                    tuple(lines[head.stage.pk, role.pk]),
                    notes[head.stage.pk, role.pk].reason if (head.stage.pk, role.pk) in notes else "",
                    here == (head.stage.key, role.key),
                    tallies.get((head.stage.key, role.key), Tally()),
                )
                for head in heads
            ],
            role.key == here_role,
        )
        for role in roles
        if not level or role.level == level or role.key == here_role
    ]
    return Matrix(heads, rows, list(known.values()), {stage.key: stage.phase for stage in stages}, findings, lineage)


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


def _lines(framework: Framework, today: dt.date, lineage: Lineage | None) -> dict[tuple[int, int], list[MessageLine]]:
    found: dict[tuple[int, int], list[MessageLine]] = defaultdict(list)
    columns = ("stage_id", "role_id", "key", "headline", "review_by", "changed_at")
    for stage, role, key, headline, review_by, changed_at in framework.messages.order_by("order", "pk").values_list(
        *columns
    ):
        mark = lineage.mark("messages", key) if lineage else None
        found[stage, role].append(MessageLine(key, headline, freshness(review_by, changed_at.date(), today), mark))
    return found
