"""Tables → the bytes of a workbook that people fill in, and the matrix as a sheet to read."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter

from journeys.grid import CellState
from messaging.document import FrameworkDocument, content_hash
from messaging.tables.columns import BY_NAME, EXPLAINED, Column, Holds
from messaging.tables.guide import VERSION, guide
from messaging.tables.writing import MatrixTable, Table, Written, matrix_of, tables_of
from messaging.workbook import WorkbookError, shielded

LONGEST, LONGEST_AS_TEXT, MOST_OFFERED = 32_767, 255, 2_000
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOP = {"valign": "top", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "head": {**TOP, "bold": True, "bg_color": "#e9ebe7", "bottom": 1},
    "text": {**TOP, "num_format": "@"},  # text stays text even when somebody types over it
    "long": {**TOP, "quote_prefix": True},  # long cells in the text format show as ##### in some programs
    "key": {**TOP, "num_format": "@", "font_color": "#5c676d", "font_size": 9},
    "day": {**TOP, "num_format": "yyyy-mm-dd", "align": "left"},
    "Awareness": {**TOP, "bold": True, "bg_color": "#dbe6f5", "bottom": 4},
    "Buying": {**TOP, "bold": True, "bg_color": "#f6e6cc", "bottom": 3},
    "Adoption": {**TOP, "bold": True, "bg_color": "#d3ebe2", "bottom": 2},
    "filled": {**TOP, "border": 1, "border_color": "#c9cec9", "num_format": "@"},
    "gap": {**TOP, "border": 3, "border_color": "#788388", "font_color": "#5c676d", "italic": True},
    "empty": {**TOP, "border": 1, "border_color": "#c9cec9", "font_color": "#5c676d", "italic": True},
    "off": {**TOP, "border": 1, "border_color": "#c9cec9", "bg_color": "#e9ebe7"},
}


def write_workbook(document: FrameworkDocument) -> bytes:
    """Return the document as an .xlsx file: one sheet a part. Raises WorkbookError for a text that no cell can hold."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        _explain(book.add_worksheet(EXPLAINED), looks, document)
        for table in tables_of(document):
            sheet = book.add_worksheet(table.sheet.name)
            (_single if not table.sheet.at else _table)(sheet, looks, table)
    return out.getvalue()


def version_of(document: FrameworkDocument) -> str:
    """Return the short name of the draft as it stands, by which a workbook knows where it came from."""
    return content_hash(document)[:12]


def _explain(sheet: Any, looks: dict[str, Any], document: FrameworkDocument) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, shielded(document.title)[:LONGEST], looks["title"])
    for row, (head, words) in enumerate([*guide(), (VERSION, version_of(document))], start=2):
        sheet.write_string(row, 0, head, looks["head"])
        sheet.write_string(row, 1, words, looks["text"])


def _single(sheet: Any, looks: dict[str, Any], table: Table) -> None:
    sheet.set_column(0, 0, 26, looks["head"])
    sheet.set_column(1, 1, 90, looks["text"])
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, ["What", "Value"], looks["head"])
    for row, (column, (head, value)) in enumerate(zip(table.sheet.columns, table.rows, strict=True), start=1):
        sheet.write_string(row, 0, str(head), looks["head"])
        _write(sheet, looks, row, 1, value, column)


def _table(sheet: Any, looks: dict[str, Any], table: Table) -> None:
    columns = table.sheet.columns
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, looks[_look(column)])
        sheet.write_string(0, place, column.head, looks["head"])
        _offer(sheet, place, column)
    sheet.freeze_panes(1, 1 if table.sheet.keyed else 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.sheet.shared:
        sheet.set_tab_color("#929e9f")
    for row, values in enumerate(table.rows, start=1):
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            _write(sheet, looks, row, place, value, column)


def _look(column: Column) -> str:
    return "day" if column.holds is Holds.DATE else "key" if column.path == "key" else "text"


def _write(sheet: Any, looks: dict[str, Any], row: int, place: int, value: Written, column: Column) -> None:
    look = looks[_look(column)]
    if isinstance(value, dt.date) and value.year >= 1901:  # older days are no dates to a spreadsheet
        sheet.write_datetime(row, place, dt.datetime(value.year, value.month, value.day), look)
    elif value is not None and value != "":
        text = shielded(str(value))
        if len(text.encode("utf-16-le")) // 2 > LONGEST:
            raise WorkbookError(f"“{column.head}” holds more in one cell than a workbook can. Export JSON instead.")
        sheet.write_string(row, place, text, looks["long"] if len(text) > LONGEST_AS_TEXT else look)


def _offer(sheet: Any, place: int, column: Column) -> None:
    """Offer a list of what the cells of the column may hold."""
    if column.term and column.holds is Holds.TERM:
        source: Any = [term.label for term in column.term]
    elif column.holds is Holds.YES_NO:
        source = ["yes", "no"]
    elif column.holds is Holds.ONE:
        source = _names_of(column.of)
    else:
        return
    sheet.data_validation(
        *(1, place, MOST_OFFERED, place),
        {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": column.head[:32],
            "error_message": "This is not in the list. The import will ask you to correct it.",
        },
    )


def _names_of(name: str) -> str:
    """Return the range in which the names of a sheet's rows stand."""
    sheet = BY_NAME[name]
    letter = chr(65 + [column.path for column in sheet.columns].index(sheet.name_of))
    return f"='{name}'!${letter}$2:${letter}${MOST_OFFERED}"


def write_matrix(document: FrameworkDocument) -> bytes:
    """Return the matrix as an .xlsx file to read: a row a role, a column a stage."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        _matrix(book.add_worksheet("Matrix"), looks, matrix_of(document))
    return out.getvalue()


def _matrix(sheet: Any, looks: dict[str, Any], matrix: MatrixTable) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(matrix.heads), 28)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, shielded(matrix.title), looks["title"])
    for place, (phase, stage) in enumerate(matrix.heads, start=1):
        sheet.write_string(1, place, phase, looks[phase])
        sheet.write_string(2, place, f"{place} {shielded(stage)}", looks[phase])
    for row, (role, squares) in enumerate(matrix.rows, start=3):
        sheet.write_string(row, 0, shielded(role), looks["head"])
        for place, (state, words) in enumerate(squares, start=1):
            said = words or ("Not written yet" if state is CellState.GAP else "")
            sheet.write_string(row, place, shielded(said)[:LONGEST], looks[state.value])
