"""The grid of stages and roles: what each cell is. Pure: keys and counts in, cells out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

CellKey = tuple[str, str]  # (stage key, role key)


class CellState(StrEnum):
    FILLED = "filled"
    GAP = "gap"
    EMPTY = "empty"  # deliberately empty, with a reason
    OFF = "off"  # the role is not active in the stage


@dataclass(frozen=True)
class Cell:
    """One crossing of a stage and a role."""

    stage: str
    role: str
    state: CellState
    count: int = 0
    reason: str = ""

    @property
    def expected(self) -> bool:
        return self.state is not CellState.OFF


def cells(
    stages: Iterable[str],
    roles: Iterable[str],
    active: set[CellKey],
    counts: Mapping[CellKey, int],
    empty_reasons: Mapping[CellKey, str],
) -> dict[CellKey, Cell]:
    """Return every cell by key, stage by stage. A message fills a cell, whatever else is said of it."""
    role_keys = list(roles)
    return {(stage, role): _cell(stage, role, active, counts, empty_reasons) for stage in stages for role in role_keys}


def _cell(
    stage: str,
    role: str,
    active: set[CellKey],
    counts: Mapping[CellKey, int],
    empty_reasons: Mapping[CellKey, str],
) -> Cell:
    key = (stage, role)
    if counts.get(key):
        return Cell(stage, role, CellState.FILLED, counts[key])
    if key in empty_reasons:
        return Cell(stage, role, CellState.EMPTY, 0, empty_reasons[key])
    return Cell(stage, role, CellState.GAP if key in active else CellState.OFF)
