"""The sheets of a release laid out: roles down, stages across, whole stages below, whole roles at the end. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from messaging.document import FrameworkDocument
from sheets.terms import SheetKind

Tiles = Mapping[tuple[str, str, str], str]  # (kind, stage key, role key) → tile


@dataclass(frozen=True)
class Column:
    """A stage: its number, name and phase, and whether it is the first of its phase."""

    number: int
    name: str
    phase: str
    first: bool


@dataclass(frozen=True)
class Square:
    """One crossing: its tile, or none where there is no sheet."""

    column: Column | None
    tile: str | None


@dataclass(frozen=True)
class Row:
    name: str
    squares: tuple[Square, ...]
    whole: str | None


@dataclass(frozen=True)
class Grid:
    """`whole` of a row is the role's own sheet; of the last row, the book."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stages: Row


def lay_out(document: FrameworkDocument, tiles: Tiles) -> Grid:
    """Return the grid of the document's sheets with the tile of each."""
    stages = document.journey.stages
    columns = tuple(
        Column(place + 1, stage.name, stage.phase.value, place == 0 or stages[place - 1].phase != stage.phase)
        for place, stage in enumerate(stages)
    )
    pairs = list(zip(stages, columns, strict=True))
    rows = tuple(
        Row(
            role.title,
            tuple(Square(column, tiles.get((SheetKind.MESSAGE, stage.key, role.key))) for stage, column in pairs),
            tiles.get((SheetKind.ROLE, "", role.key)),
        )
        for role in document.roles
    )
    whole = tuple(Square(column, tiles.get((SheetKind.STAGE, stage.key, ""))) for stage, column in pairs)
    return Grid(columns, rows, Row("Whole stage", whole, tiles.get((SheetKind.BOOK, "", ""))))
