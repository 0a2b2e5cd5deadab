"""Tables of cells ⇄ document: names, lists in a cell, keys that are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messaging.document import FrameworkDocument
from messaging.tables.cells import Grid, Names, Odd, Value, join_lines, split_lines
from messaging.tables.columns import BY_NAME, SHEETS, SINGLE, Holds
from messaging.tables.places import CellProblem, Spot, TableError
from messaging.tables.reading import read_tables
from messaging.tables.writing import entries, matrix_of, tables_of

any_text = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n↳⏎\\"), min_size=1)


def grids(document: FrameworkDocument) -> list[Grid]:
    """Return the document's tables as they would be read back."""
    return [
        Grid(table.sheet.name, tuple(map(tuple, [_heads(table.sheet), *table.rows]))) for table in tables_of(document)
    ]


def _heads(sheet: Any) -> list[Any]:
    return [column.head for column in sheet.columns] if sheet.at else ["What", "Value"]


def changed(read: list[Grid], sheet: str, rows: Iterable[Iterable[Value]]) -> list[Grid]:
    """Return the grids with other rows in one of them."""
    return [Grid(grid.name, tuple(map(tuple, rows))) if grid.name == sheet else grid for grid in read]


def test_tables_of_the_example_lead_back_to_it(line_document: FrameworkDocument) -> None:
    assert read_tables(grids(line_document)).document == line_document


@given(st.lists(any_text))
def test_lines_of_a_cell_hold_any_entries(entries: list[str]) -> None:
    assert split_lines(join_lines(entries)) == entries


def test_lines_of_a_cell_are_plain_for_plain_entries() -> None:
    assert join_lines(["One.", "C:\\new\\tools", "=2+2"]) == "One.\nC:\\new\\tools\n=2+2"
    assert split_lines("One.\n\nTwo.\n") == ["One.", "Two."]


@given(st.dictionaries(st.text("ab-", min_size=1, max_size=3), st.text("aA b\n", max_size=4)))
def test_what_names_show_leads_back_to_the_key(entries: dict[str, str]) -> None:
    names = Names(entries.items())
    assert [names.find(names.shown(key)) for key in entries] == [[key] for key in entries]


def test_every_field_of_the_document_has_its_column(line_document: FrameworkDocument) -> None:
    """A field that somebody adds to the document without a column would be emptied by every workbook."""
    for sheet in SHEETS:
        item = next((item for _, item in entries(line_document, sheet)), None)
        assert item is not None, sheet.name
        own = {column.path.partition("/")[0] for column in sheet.columns} - ({"role"} if sheet.inside else set())
        elsewhere = {"concepts", "wins"} if sheet.name == "Roles" else set()
        assert own == set(type(item).model_fields) - elsewhere, sheet.name
    parts = {sheet.at.partition("/")[0] for sheet in SHEETS}
    single = {column.path.partition("/")[0] for column in SINGLE.columns}
    assert single | parts == set(FrameworkDocument.model_fields) - {"schema_version"}


def test_columns_that_name_rows_name_a_sheet_with_names() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            assert (column.holds in (Holds.ONE, Holds.SOME)) == bool(column.of)
            assert not column.of or BY_NAME[column.of].name_of


def test_new_row_without_a_key_gets_one(line_document: FrameworkDocument) -> None:
    read = grids(line_document)
    proofs = next(grid for grid in read if grid.name == "Proofs")
    new = [None, "Four of ten alarms were false", "Own study", None, None, None, None, None, None, None, "Research"]
    again = [*new[:2], *[None] * 9]
    document = read_tables(changed(read, "Proofs", [*proofs.rows, new, again])).document
    assert [proof.key for proof in document.proofs[-2:]] == [
        "four-of-ten-alarms-were-false",
        "four-of-ten-alarms-were-false-2",
    ]
    assert document.proofs[-2].provider == "Research"


def test_new_concept_gets_a_key_of_its_role(line_document: FrameworkDocument) -> None:
    read = grids(line_document)
    concepts = next(grid for grid in read if grid.name == "Concepts")
    role = line_document.roles[0]
    document = read_tables(
        changed(read, "Concepts", [*concepts.rows, [None, role.title, "Avoid a risk", "Not again."]])
    ).document
    concept = document.roles[0].concepts[-1]
    assert (concept.text, concept.kind) == ("Not again.", "avoid")
    assert concept.key.endswith("not-again")
    assert concept.key != "not-again"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [(2024, "2024"), (2.0, "2"), (0.5, "0.5"), ("a\r\nb", "a\nb"), ("=1+1", "=1+1"), (" x ", " x ")],
)
def test_numbers_and_line_ends_in_a_text_cell(line_document: FrameworkDocument, typed: Value, taken: str) -> None:
    read = grids(line_document)
    slots = next(grid for grid in read if grid.name == "Slots").rows
    document = read_tables(changed(read, "Slots", [*slots[:-1], [slots[-1][0], typed, None]])).document
    assert document.slots[-1].label == taken


def test_spots_tell_letters_as_a_spreadsheet_does() -> None:
    assert [Spot("S", 1, number).letter for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_matrix_tells_headlines_and_reasons(line_document: FrameworkDocument) -> None:
    matrix = matrix_of(line_document)
    assert [stage for _, stage in matrix.heads] == [stage.name for stage in line_document.journey.stages]
    words = [words for _, squares in matrix.rows for _, words in squares]
    for message in line_document.messages:
        assert any(message.headline in said for said in words)
    for note in line_document.cell_notes:
        assert note.reason in words


cell_values: st.SearchStrategy[Any] = st.one_of(
    *(st.none(), st.text(max_size=5), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes()),
    *(st.times(), st.timedeltas(), st.just(Odd("A formula."))),
)


@given(st.data())
@settings(max_examples=50, deadline=None, derandomize=True)
def test_any_sheets_are_read_or_refused_with_a_place(line_document: FrameworkDocument, data: st.DataObject) -> None:
    read = grids(line_document)
    for place in data.draw(st.lists(st.integers(0, len(read) - 1), min_size=1, max_size=4, unique=True)):
        read[place] = _shaken(read[place], data)
    assert all(problem.spot.sheet and problem.message for problem in _problems(read))


def _problems(read: list[Grid]) -> list[CellProblem]:
    try:
        read_tables(read)
    except TableError as error:
        return error.problems
    return []


def _shaken(grid: Grid, data: st.DataObject) -> Grid:
    """Return the grid without some rows, without a column, or with other values in some cells."""
    rows = [list(row) for row in grid.rows]
    match data.draw(st.sampled_from(["rows", "column", "cells", "nothing left"])):
        case "rows":
            rows = rows[data.draw(st.integers(0, 3)) :]
        case "column":
            column = data.draw(st.integers(0, len(rows[0]) - 1))
            rows = [row[:column] + row[column + 1 :] for row in rows]
        case "cells":
            for _ in range(3):
                row = rows[data.draw(st.integers(0, len(rows) - 1))]
                row[data.draw(st.integers(0, len(row) - 1))] = data.draw(cell_values)
        case _:
            rows = []
    return Grid(grid.name, tuple(map(tuple, rows)), hidden=data.draw(st.integers(0, 2)))
