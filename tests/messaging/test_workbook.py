"""Workbooks: what goes out comes back, what people break is told by cell, what is hostile is not opened."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from messaging.document import FrameworkDocument, Slot
from messaging.tables.places import CellProblem, TableError
from messaging.tables.reading import read_tables
from messaging.workbook import MOST_UNPACKED, WorkbookError, read_workbook, shielded, unshielded
from messaging.workbook_out import version_of, write_matrix, write_workbook
from tests.messaging.mistakes import MISTAKES, Mistake, broken, put, saved
from tests.messaging.test_round_trip import documents


@pytest.fixture(scope="module")
def few(line_document: FrameworkDocument) -> FrameworkDocument:
    """The example cut down to what a mistake needs, for many workbooks are made of it."""
    short = {part: getattr(line_document, part)[:4] for part in ("messages", "cell_notes", "objections", "glossary")}
    return line_document.model_copy(update=short)


def _told(content: bytes) -> list[CellProblem]:
    with pytest.raises(TableError) as caught:
        read_tables(read_workbook(content))
    return caught.value.problems


def _at(problem: CellProblem) -> str:
    spot = problem.spot
    where = f"{spot.letter}{spot.row}" if spot.column else f"row {spot.row}" if spot.row else ""
    return f"{spot.sheet} {where}".strip()


@given(documents())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_document_comes_back_from_its_workbook(document: FrameworkDocument) -> None:
    assert read_tables(read_workbook(write_workbook(document))).document == document


def test_example_comes_back_after_another_program_saved_it(line_document: FrameworkDocument) -> None:
    read = read_tables(read_workbook(broken(line_document)))
    assert read.document == line_document
    assert (read.notes, read.version) == ((), version_of(line_document))


@pytest.fixture(scope="module")
def told(few: FrameworkDocument) -> dict[str, dict[str, str]]:
    """What is said of each round of mistakes, by place."""
    rounds = {each.round: [other for other in MISTAKES if other.round == each.round] for each in MISTAKES}
    return {
        name: {_at(problem): problem.message for problem in _told(broken(few, *mistakes))}
        for name, mistakes in rounds.items()
    }


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_mistake_is_told_where_it_is(told: dict[str, dict[str, str]], mistake: Mistake) -> None:
    problems = told[mistake.round]
    assert mistake.says in problems.get(mistake.at, f"nothing; only {problems}")


def test_many_mistakes_are_told_at_once_in_the_order_of_the_workbook(few: FrameworkDocument) -> None:
    some = [
        mistake for mistake in MISTAKES if mistake.name in {"unknown kind", "formula", "unknown stage", "key twice"}
    ]
    told = [_at(problem) for problem in _told(broken(few, *some))]
    assert told == ["Messages B2", "Messages D2", "Messages A3", "Messages E4"]


def test_hidden_rows_and_further_sheets_are_told_and_harmless(few: FrameworkDocument) -> None:
    book = load_workbook(io.BytesIO(write_workbook(few)))
    book["Messages"].row_dimensions[3].hidden = True
    book.create_sheet("My sums")["A1"] = "=1+1"
    read = read_tables(read_workbook(saved(book)))
    assert read.document == few
    assert read.notes == (
        "The sheet “My sums” is none of a framework’s sheets and was not read.",
        "1 hidden row of “Messages” count too.",
    )


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "_x0041_", "_x005F_", "x005F_", "_x000D_"]
HOSTILE += ["‹U+FFFE›", "\ufffe\uffff", "  spaced  ", "\n", "#N/A", "TRUE", "2025-03-01", "'quoted", "x" * 300]


def test_text_that_looks_like_something_else_stays_text(few: FrameworkDocument) -> None:
    odd = tuple(Slot(name=f"odd{number}", label=text) for number, text in enumerate(HOSTILE))
    document = few.model_copy(update={"slots": (*few.slots, *odd)})
    content = write_workbook(document)
    assert read_tables(read_workbook(content)).document == document
    archive = zipfile.ZipFile(io.BytesIO(content))
    sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet for sheet in sheets)


@given(st.text(st.sampled_from("x0_‹›U+5FD\ufffe2039")))
def test_shield_comes_off_again(text: str) -> None:
    assert unshielded(shielded(text)) == text


def test_any_day_comes_back(few: FrameworkDocument) -> None:
    days = [date(1, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2025, 3, 3), date(9999, 12, 31)]
    proofs = [proof.model_copy(update={"expires_on": day}) for proof, day in zip(few.proofs, days, strict=False)]
    document = few.model_copy(update={"proofs": (*proofs, *few.proofs[len(proofs) :])})
    assert read_tables(read_workbook(write_workbook(document))).document == document


def test_text_that_no_cell_can_hold_is_refused(few: FrameworkDocument) -> None:
    market = few.market.model_copy(update={"situations": tuple("x" * 150 for _ in range(300))})
    with pytest.raises(WorkbookError, match=r"Selling situations.*Export JSON instead"):
        write_workbook(few.model_copy(update={"market": market}))


# --- what is hostile or broken as a file ------------------------------------------------------------


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(content: bytes, name: str, body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return _zip({**members, name: body})


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda book: b"PK\x03\x04 torn", "not a workbook"),
        (lambda book: book[: len(book) // 2], "not a workbook"),
        (lambda book: _zip({"readme.txt": b"hello"}), "not an Excel workbook"),
        (lambda book: b"x" * (10 * 1024 * 1024 + 1), "at most 10 MB"),
        (lambda book: _zip({"xl/workbook.xml": b"0" * (MOST_UNPACKED + 1)}), "far larger inside"),
        (lambda book: _zip({"xl/workbook.xml": b"", **{f"m{n}": b"" for n in range(500)}}), "far larger inside"),
        (lambda book: _with(book, "xl/sharedStrings.xml", b"<si><t>a</t></si>" * 400_000), "far larger inside"),
        (lambda book: _with(book, "xl/worksheets/sheet3.xml", BOMB), "holds what no workbook needs"),
        (lambda book: _with(book, "xl/sharedStrings.xml", BOMB), "holds what no workbook needs"),
        (lambda book: _with(book, "xl/workbook.xml", b"no markup"), "damaged"),
    ],
)
def test_file_that_is_no_workbook_is_not_opened(few: FrameworkDocument, make: object, says: str) -> None:
    content = make(write_workbook(few))  # type: ignore[operator]
    with pytest.raises(WorkbookError, match=says):
        read_workbook(content)


def test_cells_far_out_are_told(few: FrameworkDocument) -> None:
    far = Mistake("", "", "", lambda book: book["Slots"].cell(6000, 1, "lost"))
    wide = Mistake("", "", "", lambda book: book["Glossary"].cell(2, 16384, "lost"))
    told = {_at(problem): problem.message for problem in _told(broken(few, far, wide))}
    assert "more than 5,000 rows" in told["Slots"]
    assert "more than 60 columns" in told["Glossary"]


def test_dates_of_a_spreadsheet_and_words_of_people_are_taken(few: FrameworkDocument) -> None:
    day = datetime(2026, 5, 4, tzinfo=UTC).replace(tzinfo=None)
    edits = [
        put("Messages", 2, "Review by", day),
        put("Messages", 2, "Kind", "  perspective "),
        put("Messages", 2, "Role", few.roles[1].key),
        put("Proofs", 2, "Product-free", True),
    ]
    content = broken(few, *(Mistake("", "", "", edit) for edit in edits))
    document = read_tables(read_workbook(content)).document
    message = document.messages[0]
    assert (message.review_by, message.kind, message.role) == (day.date(), "perspective", few.roles[1].key)
    assert document.proofs[0].product_free is True


def test_matrix_is_a_sheet_to_read(few: FrameworkDocument) -> None:
    sheet = load_workbook(io.BytesIO(write_matrix(few)))["Matrix"]
    assert (sheet.max_row, sheet.max_column) == (3 + 8, 1 + 9)
    assert sheet["A1"].value == "Keep the line running"
    assert sheet["B3"].value == "1 Notice"
    assert sheet.freeze_panes == "B4"
