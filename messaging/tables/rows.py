"""A sheet as it was read → rows by column, each with its key; what is wrong with the sheet itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from messaging.tables.cells import Grid, Value
from messaging.tables.columns import SINGLE, Column, Sheet
from messaging.tables.places import CellProblem, Spot
from messaging.tables.values import Refused, text_of
from ui.plain import free_key

MOST_ROWS, MOST_COLUMNS = 5_000, 60


@dataclass
class Row:
    """One entry as its cells tell it; its key is made when the cell is empty."""

    number: int
    cells: dict[Column, Value]
    spots: dict[Column, Spot]
    key: str = field(default="")

    def spot(self, sheet: Sheet, column: Column) -> Spot:
        return self.spots.get(column, Spot(sheet.name, self.number))


def sheet_problems(missing: Sequence[str], others: Sequence[str]) -> list[CellProblem]:
    """Return what to do about sheets that are not there: to go on without one would empty its part."""
    found = []
    for name in missing:
        close = get_close_matches(name.casefold(), [other.strip().casefold() for other in others], n=1, cutoff=0.6)
        meant = next((other for other in others if close and other.strip().casefold() == close[0]), "")
        hint = f"Is “{meant}” meant? Give it its name back." if meant else "Put it back; it may hold the heads alone."
        found.append(CellProblem(Spot(name), f"The sheet “{name}” is not in the workbook. {hint}"))
    return found


def rows_of(sheet: Sheet, grid: Grid) -> tuple[list[Row], list[CellProblem]]:
    """Return the rows that hold anything, and what is wrong with heads, merged cells and size."""
    problems = _shape(sheet, grid)
    heads = grid.rows[0] if grid.rows else ()
    columns, more = _columns(sheet, heads)
    problems += more
    rows = []
    for number, values in enumerate(grid.rows[1:], start=2):
        if all(value in (None, "") for value in values):
            continue
        problems += _beyond(sheet, number, values, heads)
        cells = {column: values[place] if place < len(values) else None for column, place in columns.items()}
        spots = {column: Spot(sheet.name, number, place + 1, column.head) for column, place in columns.items()}
        rows.append(Row(number, cells, spots))
    return rows, [*problems, *_give_keys(sheet, rows)]


def _shape(sheet: Sheet, grid: Grid) -> list[CellProblem]:
    found = [
        CellProblem(Spot(sheet.name), f"The cells {merged} are merged into one. Unmerge them and fill each row.")
        for merged in grid.merged
    ]
    if grid.rows_left_out:
        found.append(CellProblem(Spot(sheet.name), f"There are more than {MOST_ROWS:,} rows. Delete what is below."))
    if grid.columns_left_out:
        found.append(CellProblem(Spot(sheet.name), f"There are more than {MOST_COLUMNS} columns. Delete the others."))
    return found


def _columns(sheet: Sheet, heads: Sequence[Value]) -> tuple[dict[Column, int], list[CellProblem]]:
    """Return where each column stands, by its head."""
    known = {column.head.casefold(): column for column in sheet.columns}
    found: dict[Column, int] = {}
    problems, strange = [], []
    for place, value in enumerate(heads):
        head = str(value).strip() if value not in (None, "") else ""
        column = known.get(" ".join(head.split()).casefold())
        spot = Spot(sheet.name, 1, place + 1, head)
        if column is None:
            strange += [spot] if head else []
        elif column in found:
            problems.append(CellProblem(spot, f"The column “{head}” is there twice. Keep one."))
        else:
            found[column] = place
    missing = [column.head for column in sheet.columns if column not in found]
    if not found:
        said = f"The first row does not hold the column heads. They are: {', '.join(missing)}."
        return found, [CellProblem(Spot(sheet.name, 1), said)]
    problems += [_strange(spot, missing) for spot in strange]
    problems += [
        CellProblem(
            Spot(sheet.name, 1), f"The column “{head}” is missing. Put it back: without it its values would go."
        )
        for head in missing
    ]
    return found, problems


def _strange(spot: Spot, missing: Iterable[str]) -> CellProblem:
    close = get_close_matches(spot.head.casefold(), [head.casefold() for head in missing], n=1, cutoff=0.6)
    meant = next((head for head in missing if close and head.casefold() == close[0]), "")
    hint = f"Is “{meant}” meant? Give it its name back." if meant else "Delete the column, or clear its head and cells."
    return CellProblem(spot, f"“{spot.head}” is not a column of this sheet. {hint}")


def _beyond(sheet: Sheet, number: int, values: Sequence[Value], heads: Sequence[Value]) -> list[CellProblem]:
    """Return cells that hold something under no head."""
    return [
        CellProblem(Spot(sheet.name, number, place + 1), "This cell stands under no head, so nobody knows what it is.")
        for place, value in enumerate(values)
        if value not in (None, "") and (place >= len(heads) or heads[place] in (None, ""))
    ]


def _give_keys(sheet: Sheet, rows: Sequence[Row]) -> list[CellProblem]:
    """Read the rows' keys, make those that are missing, and return keys that cannot be."""
    key = next((column for column in sheet.columns if column.path == "key"), None)
    if key is None or not rows or key not in rows[0].cells:
        return []
    problems, first = [], dict[str, int]()
    for row in rows:
        try:
            row.key = text_of(row.cells[key]).strip()
        except Refused as refused:
            problems.append(CellProblem(row.spot(sheet, key), str(refused)))
        if row.key in first:
            said = f"The key “{row.key}” stands in row {first[row.key]} already. Clear this cell and a key is made."
            problems.append(CellProblem(row.spot(sheet, key), said))
        elif row.key:
            first[row.key] = row.number
    for row in rows:
        if not row.key:
            row.key = free_key(_wish(sheet, row), first, fallback=sheet.one)
            first[row.key] = row.number
    return problems


def _wish(sheet: Sheet, row: Row) -> str:
    """Return the words a new key is made of; concepts and wins begin with their role, for every role has its own."""
    words = {column.path: str(value or "") for column, value in row.cells.items()}
    name = words.get(sheet.name_of, "")[:40]
    return f"{words.get('role', '')[:20]} {name}" if sheet.inside else name


def single_row(grid: Grid) -> tuple[Row, list[CellProblem]]:
    """Return the single values of the framework as one row: a line a value, its head in the first column."""
    known = {column.head.casefold(): column for column in SINGLE.columns}
    row, problems = Row(0, {}, {}), _shape(SINGLE, grid)
    for number, values in enumerate(grid.rows, start=1):
        head = " ".join(str(values[0] if values and values[0] is not None else "").split())
        column = known.get(head.casefold())
        if column is None:
            problems += _no_line(number, head)
        elif column in row.cells:
            problems.append(CellProblem(Spot(SINGLE.name, number, 1), f"The line “{head}” is there twice. Keep one."))
        else:
            row.cells[column] = values[1] if len(values) > 1 else None
            row.spots[column] = Spot(SINGLE.name, number, 2, column.head)
    missing = [column.head for column in SINGLE.columns if column not in row.cells]
    problems += [
        CellProblem(Spot(SINGLE.name), f"The line “{head}” is missing. Put it back, with its value in column B.")
        for head in missing
    ]
    return row, problems


def _no_line(number: int, head: str) -> list[CellProblem]:
    if not head or number == 1:  # the heads, or an empty line
        return []
    return [CellProblem(Spot(SINGLE.name, number, 1, head), f"“{head}” is not a line of this sheet. Delete the line.")]
