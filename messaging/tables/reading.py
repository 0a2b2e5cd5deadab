"""Tables → document, or one list of what is wrong: by sheet, row and column, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from messaging.document import SCHEMA, FrameworkDocument
from messaging.reading import MOST_PROBLEMS, DocumentError, parse_document
from messaging.tables.cells import Grid, Names
from messaging.tables.columns import EXPLAINED, SHEETS, SINGLE, Column, Sheet
from messaging.tables.guide import VERSION
from messaging.tables.places import CellProblem, Places, Spot, TableError
from messaging.tables.rows import Row, rows_of, sheet_problems, single_row
from messaging.tables.values import Refused, read_value


@dataclass(frozen=True)
class Read:
    """A sound document, and what the reader of its workbook should know."""

    document: FrameworkDocument
    notes: tuple[str, ...]
    version: str  # of the draft that the workbook was written from, or ""


def read_tables(grids: Sequence[Grid]) -> Read:
    """Return the document that the sheets hold, or raise TableError with every problem found (at most 200)."""
    reader = _Reader(grids)
    data = reader.data()
    problems = [*reader.problems]
    try:
        document = parse_document(data)
    except DocumentError as error:
        known = {problem.spot for problem in problems}
        found = [CellProblem(reader.places.find(problem.pointer), problem.message) for problem in error.problems]
        # A sheet or row that could not be read explains what is missing in it.
        lost = {problem.spot.sheet for problem in problems if not problem.spot.row}
        # What a row says of itself tells more than the same said of its whole sheet.
        told = {problem.spot.sheet for problem in problems}
        problems += [
            problem
            for problem in found
            if problem.spot not in known
            and problem.spot.sheet not in lost
            and (problem.spot.row or problem.spot.sheet not in told)
        ]
        raise TableError(_in_order(problems or found)[:MOST_PROBLEMS]) from None
    if problems:
        raise TableError(_in_order(problems)[:MOST_PROBLEMS])
    return Read(document, tuple(reader.notes), _version(grids))


def _version(grids: Sequence[Grid]) -> str:
    rows = next((grid.rows for grid in grids if grid.name == EXPLAINED), ())
    return next((str(row[1]) for row in rows if len(row) > 1 and row[0] == VERSION), "")


def _in_order(problems: list[CellProblem]) -> list[CellProblem]:
    order = {sheet.name: place for place, sheet in enumerate((SINGLE, *SHEETS))}
    return sorted(
        dict.fromkeys(problems),
        key=lambda problem: (order.get(problem.spot.sheet, 99), problem.spot.row, problem.spot.column),
    )


class _Reader:
    """Reads every sheet into the data of a framework file, and remembers which cell filled which field."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self.problems: list[CellProblem] = []
        self.notes: list[str] = []
        self.places = Places()
        self.rows: dict[str, list[Row]] = {}
        found = self._sheets(grids)
        self.single = self._single(found)
        for sheet in SHEETS:
            self.rows[sheet.name] = self._rows(sheet, found)
        self.names = {sheet.name: self._names(sheet) for sheet in SHEETS if sheet.keyed}

    def _sheets(self, grids: Sequence[Grid]) -> dict[str, Grid]:
        """Return the known sheets by name; what is missing is a problem, what is not known is told."""
        known = {sheet.name.casefold(): sheet.name for sheet in (SINGLE, *SHEETS)}
        found: dict[str, Grid] = {}
        others = []
        for grid in grids:
            name = known.get(grid.name.strip().casefold())
            if name:
                found[name] = grid
            elif grid.name != EXPLAINED:
                others.append(grid.name)
        self.problems += sheet_problems([name for name in known.values() if name not in found], others)
        self.notes += [f"The sheet “{name}” is none of a framework’s sheets and was not read." for name in others]
        for name, grid in found.items():
            if grid.hidden:
                self.notes.append(f"{grid.hidden} hidden row{'s' if grid.hidden > 1 else ''} of “{name}” count too.")
        return found

    def _rows(self, sheet: Sheet, found: dict[str, Grid]) -> list[Row]:
        if sheet.name not in found:
            return []
        rows, problems = rows_of(sheet, found[sheet.name])
        self.problems += problems
        return rows

    def _single(self, found: dict[str, Grid]) -> Row:
        if SINGLE.name not in found:
            return Row(0, {}, {})
        row, problems = single_row(found[SINGLE.name])
        self.problems += problems
        return row

    def _names(self, sheet: Sheet) -> Names:
        name = next(column for column in sheet.columns if column.path == sheet.name_of)
        return Names((row.key, str(row.cells.get(name) or "")) for row in self.rows[sheet.name])

    # --- cells → data

    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"schema": SCHEMA}
        self._item(data, SINGLE, self.single)
        self._put("", SINGLE, self.single)
        for sheet in SHEETS:
            if sheet.inside:
                self._inside(data["roles"], sheet)
            else:
                self._part(data, sheet)
        self._cells_twice(data["cell_notes"])
        return data

    def _part(self, data: dict[str, Any], sheet: Sheet) -> None:
        self.places.put(f"/{sheet.at}", Spot(sheet.name))
        items: list[dict[str, Any]] = []
        for number, row in enumerate(self.rows[sheet.name]):
            self._put(f"/{sheet.at}/{number}", sheet, row)
            items.append(self._item({}, sheet, row))
        _set(data, sheet.at, items)

    def _inside(self, roles: list[dict[str, Any]], sheet: Sheet) -> None:
        """Put concepts or wins into their roles; the sheet of roles comes before theirs."""
        own: dict[str, list[dict[str, Any]]] = {}
        place = {role.get("key", ""): number for number, role in enumerate(roles)}
        for role in roles:
            role[sheet.inside] = own[role.get("key", "")] = []
        for row in self.rows[sheet.name]:
            item = self._item({}, sheet, row)
            role = item.pop("role", None)
            if role in own:
                self._put(f"/roles/{place[role]}/{sheet.inside}/{len(own[role])}", sheet, row)
                own[role].append(item)

    def _item(self, item: dict[str, Any], sheet: Sheet, row: Row) -> dict[str, Any]:
        """Fill the entry from the row's cells and return it."""
        for column in row.cells:
            value = row.key if column.path == "key" else self._value(sheet, row, column)
            if value is not None or not column.default:
                _set(item, column.path, value)
        return item

    def _value(self, sheet: Sheet, row: Row, column: Column) -> Any:
        try:
            return read_value(row.cells[column], column, self.names)
        except Refused as refused:
            self.problems.append(CellProblem(row.spot(sheet, column), str(refused)))
            return None

    def _put(self, at: str, sheet: Sheet, row: Row) -> None:
        """Remember which cells the entry's fields stand in."""
        if at:
            self.places.put(at, Spot(sheet.name, row.number))
        for column in sheet.columns:
            self.places.put(f"{at}/{column.path}", row.spot(sheet, column))

    def _cells_twice(self, notes: list[dict[str, Any]]) -> None:
        first: dict[tuple[Any, Any], int] = {}
        for note, row in zip(notes, self.rows["Cells"], strict=True):
            cell = (note.get("stage"), note.get("role"))
            if None not in cell and cell in first:
                said = f"Row {first[cell]} is about this cell already. Keep one of the two."
                self.problems.append(CellProblem(Spot("Cells", row.number), said))
            first.setdefault(cell, row.number)


def _set(item: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split("/")
    for name in above:
        item = item.setdefault(name, {})
    item[last] = value
