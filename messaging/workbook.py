"""Tables ⇄ the bytes of a workbook. What comes from outside is measured before it is opened, and nothing in it runs."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from messaging.reading import MAX_BYTES
from messaging.tables.cells import Grid, Odd, Value
from messaging.tables.rows import MOST_COLUMNS, MOST_ROWS

MOST_MEMBERS, MOST_UNPACKED = 500, 20 * 1024 * 1024
MOST_TAGS = 600_000  # reading costs by the tag; 5,000 messages have 350,000
SIGNATURE = b"PK\x03\x04"
# What workbooks or their readers take for something else: two characters that XML forbids, and escapes of others.
MISREAD = re.compile(r"[\ufffe\uffff]|x(?=00(?:5F|0D)_)|‹(?=U\+[0-9A-F]{4}›)")
SHIELDED = re.compile(r"‹U\+([0-9A-F]{4})›")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = Odd("This is a formula. Copy the cell and paste it as a value.")
ERRORS = "A formula left the error {} here. Type the value."

TOO_LARGE = "The workbook is far larger inside than a framework can be. Copy its sheets into a new one."
UNREADABLE = "This workbook is damaged, or holds what no workbook needs. Save it anew in a spreadsheet program."


class WorkbookError(Exception):
    """Bytes that are no workbook to read; the words say what to do."""


def shielded(text: str) -> str:
    """Return the text as a workbook holds it without loss."""
    return MISREAD.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def unshielded(text: str) -> str:
    return SHIELDED.sub(lambda found: chr(int(found[1], 16)), text)


def is_workbook(content: bytes) -> bool:
    return content.startswith(SIGNATURE)


def read_workbook(content: bytes) -> list[Grid]:
    """Return the sheets of an .xlsx file, or raise WorkbookError. Formulas are found, never computed."""
    _measure(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader warns of looks that it drops
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            grids = [_grid(sheet, archive) for sheet in book.worksheets]
            book.close()
    except Exception as error:  # a reader of somebody else's format fails in ways that nobody can list
        raise WorkbookError(UNREADABLE) from error
    return grids


def _measure(content: bytes) -> None:
    """Refuse what is too large or no workbook, by its table of contents alone."""
    if len(content) > MAX_BYTES:
        raise WorkbookError(f"The file is {len(content) / 1024 / 1024:.0f} MB; a workbook may have at most 10 MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise WorkbookError("This is not a workbook. Save it as .xlsx and choose it again.") from None
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise WorkbookError("This is not an Excel workbook (.xlsx). Save it as one and choose it again.")
    if any(member.flag_bits & 1 for member in members):
        raise WorkbookError("The workbook is locked with a password. Save it without one.")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or _tags(content) > MOST_TAGS:
        raise WorkbookError(TOO_LARGE)


def _tags(content: bytes) -> int:
    """Return how many tags the workbook's members hold, without parsing them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(archive.read(member).count(b"<") for member in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise WorkbookError(UNREADABLE) from None


def _grid(sheet: Any, archive: zipfile.ZipFile) -> Grid:
    merged, hidden, last_row, last_column = _layout(archive, sheet._worksheet_path)  # openpyxl tells nobody else
    sheet.reset_dimensions()
    rows = tuple(islice(_rows(sheet), MOST_ROWS))
    return Grid(
        sheet.title,
        rows,
        merged,
        hidden,
        rows_left_out=last_row > MOST_ROWS,
        columns_left_out=last_column > MOST_COLUMNS,
    )


def _rows(sheet: Any) -> Iterator[tuple[Value, ...]]:
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        values = [_value(cell) for cell in row]
        while values and values[-1] is None:
            values.pop()
        yield tuple(values)


def _value(cell: Any) -> Value:
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "e":
        return Odd(ERRORS.format(cell.value))
    value: Value = cell.value
    return unshielded(value.replace("_x000D_", "")) if isinstance(value, str) else value


def _layout(archive: zipfile.ZipFile, path: str) -> tuple[tuple[str, ...], int, int, int]:
    """Return the merged ranges, how many filled rows are hidden, and the last row and column that hold a value."""
    merged: list[str] = []
    hidden = last_row = last_column = 0
    with archive.open(path.lstrip("/")) as source:
        for _, element in iterparse(source):
            if element.tag == f"{MAIN}mergeCell":
                merged.append(element.get("ref", ""))
            elif element.tag == f"{MAIN}row":
                filled = [cell.get("r", "") for cell in element if len(cell)]
                if filled:
                    last_row = int(element.get("r") or last_row + 1)
                    last_column = max(last_column, *(_column(name) for name in filled))
                    hidden += element.get("hidden") in ("1", "true")
                element.clear()
    return tuple(merged), hidden, last_row, last_column


def _column(name: str) -> int:
    """Return the number of a cell's column: “C7” is in the third."""
    number = 0
    for letter in name:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - 64
    return number
