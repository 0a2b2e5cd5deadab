"""Document → tables, ready to be written into a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from journeys.grid import CellState, cells
from messaging.document import FrameworkDocument
from messaging.tables.cells import Names, join_lines
from messaging.tables.columns import SHEETS, SINGLE, Column, Holds, Sheet

Written = str | dt.date | None


@dataclass(frozen=True)
class Table:
    """A sheet with its rows, one value a column."""

    sheet: Sheet
    rows: list[list[Written]]


def tables_of(document: FrameworkDocument) -> list[Table]:
    """Return every table of the document; the first holds its single values, one a line."""
    writer = _Writer(document)
    single: list[list[Written]] = [[column.head, writer.cell(document, column)] for column in SINGLE.columns]
    return [Table(SINGLE, single), *(Table(sheet, writer.rows(sheet)) for sheet in SHEETS)]


class _Writer:
    """Writes entries as cells; knows what things of the document are called."""

    def __init__(self, document: FrameworkDocument) -> None:
        self.document = document
        self.names = {
            sheet.name: Names((item.key, "" if sheet.by_key else getattr(item, sheet.name_of)) for _, item in found)
            for sheet in SHEETS
            if sheet.keyed and (found := list(entries(document, sheet))) is not None
        }

    def rows(self, sheet: Sheet) -> list[list[Written]]:
        return [
            [
                self._shown("Roles", role) if column.path == "role" and role else self.cell(item, column)
                for column in sheet.columns
            ]
            for role, item in entries(self.document, sheet)
        ]

    def cell(self, item: Any, column: Column) -> Written:
        value = item
        for name in column.path.split("/"):
            value = getattr(value, name)
        match column.holds:
            case Holds.DATE:
                found: dt.date | None = value
                return found
            case Holds.YES_NO:
                return "yes" if value else "no"
            case Holds.TERM:
                return str(value.label)
            case Holds.TERMS:
                return "\n".join(term.label for term in value)
            case Holds.LINES:
                return join_lines(value)
            case Holds.ONE:
                return self._shown(column.of, value) if value else None
            case Holds.SOME:
                return "\n".join(self._shown(column.of, key) for key in value)
        return value or None

    def _shown(self, sheet: str, key: str) -> str:
        return self.names[sheet].shown(key)


def entries(document: FrameworkDocument, sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a sheet, each with the key of the role it belongs to (or "")."""
    part: Any = document
    for name in sheet.at.split("/"):
        part = getattr(part, name)
    if not sheet.inside:
        yield from (("", item) for item in part)
    else:
        yield from ((role.key, item) for role in part for item in getattr(role, sheet.inside))


@dataclass(frozen=True)
class MatrixTable:
    """The matrix for reading: a row a role, a column a stage."""

    title: str
    heads: list[tuple[str, str]]  # (phase, stage)
    rows: list[tuple[str, list[tuple[CellState, str]]]]


def matrix_of(document: FrameworkDocument) -> MatrixTable:
    """Return the matrix with the headlines of each cell, or why it is empty."""
    stages = [stage.key for stage in document.journey.stages]
    said: dict[tuple[str, str], list[str]] = {}
    for message in document.messages:
        said.setdefault((message.stage, message.role), []).append(message.headline)
    notes = {(note.stage, note.role): note for note in document.cell_notes}
    active = {(stage, role.key) for role in document.roles for stage in role.active_stages}
    grid = cells(
        stages,
        [role.key for role in document.roles],
        active | {cell for cell, note in notes.items() if note.is_gap},
        {cell: len(headlines) for cell, headlines in said.items()},
        {cell: note.reason for cell, note in notes.items() if not note.is_gap},
    )
    return MatrixTable(
        document.title,
        [(stage.phase.label, stage.name) for stage in document.journey.stages],
        [
            (role.title, [(grid[stage, role.key].state, _words(said, notes, (stage, role.key))) for stage in stages])
            for role in document.roles
        ],
    )


def _words(said: dict[tuple[str, str], list[str]], notes: dict[tuple[str, str], Any], cell: tuple[str, str]) -> str:
    if cell in said:
        return "\n".join(said[cell])
    return notes[cell].reason if cell in notes else ""
