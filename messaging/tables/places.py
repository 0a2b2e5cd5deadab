"""Where in a workbook something is, and what is wrong or worth knowing there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A cell, a row (no column) or a sheet (no row)."""

    sheet: str
    row: int = 0  # as a spreadsheet counts: the heads are row 1
    column: int = 0  # from 1
    head: str = ""

    @property
    def letter(self) -> str:
        """Return the column as a spreadsheet names it."""
        letters, number = "", self.column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


@dataclass(frozen=True)
class CellProblem:
    """One thing wrong in a workbook: where, and what to do."""

    spot: Spot
    message: str


class TableError(Exception):
    """A workbook that is not a sound framework; `problems` says where and what to do."""

    def __init__(self, problems: list[CellProblem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.spot.sheet} {p.spot.letter}{p.spot.row or ''}: {p.message}" for p in problems))


class Places:
    """Which cell filled which field of the file: JSON pointer → spot."""

    def __init__(self) -> None:
        self.spots: dict[str, Spot] = {}

    def put(self, pointer: str, spot: Spot) -> None:
        self.spots[pointer] = spot

    def find(self, pointer: str) -> Spot:
        """Return the spot of the field, or of the nearest thing around it."""
        while pointer and pointer not in self.spots:
            pointer = pointer.rpartition("/")[0]
        return self.spots.get(pointer, Spot("Framework"))
