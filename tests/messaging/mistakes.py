"""Twenty-odd ways in which people break a workbook, each with the cell it is at and what the import says."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook

from messaging.document import FrameworkDocument
from messaging.tables.columns import BY_NAME
from messaging.workbook_out import write_workbook


@dataclass(frozen=True)
class Mistake:
    name: str
    at: str  # “Messages E4”, “Messages row 4” or “Messages”
    says: str
    make: Callable[[Workbook], object]

    @property
    def round(self) -> str:
        """Return in which of a few workbooks the mistake is made, so that no two meet and few have to be written."""
        if self.name in {"unknown slot", "phase out of order"}:
            return "late"  # looked for once every cell is sound
        shape = not self.at[-1].isdigit() or "1" in self.at.removeprefix("Framework")[-2:]
        same = [other for other in MISTAKES if other.at == self.at]
        return f"{'shape' if shape else 'cells'} {same.index(self)}"


def put(sheet: str, row: int, head: str, value: object) -> Callable[[Workbook], object]:
    """Write a value under a head."""

    def make(book: Workbook) -> None:
        book[sheet].cell(row, place(sheet, head)).value = value

    return make


def place(sheet: str, head: str) -> int:
    return [column.head for column in BY_NAME[sheet].columns].index(head) + 1


def _bold_formula(book: Workbook) -> None:
    book["Messages"]["E4"] = '=HYPERLINK("x","Click me")'


def _rename(book: Workbook, old: str, new: str) -> None:
    book[old].title = new


def _below(book: Workbook, sheet: str, *values: object) -> None:
    book[sheet].append(list(values))


MISTAKES = [
    Mistake("sheet deleted", "Proofs", "The sheet “Proofs” is not in the workbook.", lambda b: b.remove(b["Proofs"])),
    Mistake("sheet renamed", "Questions", "Is “Qestions” meant?", lambda b: _rename(b, "Questions", "Qestions")),
    Mistake("head renamed", "Messages E1", "Is “Headline” meant?", put("Messages", 1, "Headline", "Headlines")),
    Mistake(
        "column deleted",
        "Messages row 1",
        "The column “So what” is missing.",
        lambda b: b["Messages"].delete_cols(place("Messages", "So what")),
    ),
    Mistake("column added", "Cells E1", "“Idea” is not a column", lambda b: b["Cells"].cell(1, 5, "Idea")),
    Mistake("head twice", "Slots C1", "“Name” is there twice", put("Slots", 1, "Example", "Name")),
    Mistake(
        "title above the heads", "Glossary row 1", "does not hold the column", lambda b: b["Glossary"].insert_rows(1)
    ),
    Mistake("cell beside the table", "Cells H3", "under no head", lambda b: b["Cells"].cell(3, 8, "look here")),
    Mistake("cells merged", "Phrases", "The cells A2:A3 are merged", lambda b: b["Phrases"].merge_cells("A2:A3")),
    Mistake("formula", "Messages E4", "This is a formula.", _bold_formula),
    Mistake("date in a text", "Slots C2", "made a date or time", put("Slots", 2, "Example", dt.datetime(2025, 3, 1))),
    Mistake("truth in a text", "Slots C2", "truth value TRUE", put("Slots", 2, "Example", True)),
    Mistake("text in a date", "Messages U3", "“next May” is not a date", put("Messages", 3, "Review by", "next May")),
    Mistake("number in a date", "Messages U3", "“45000” is not a date", put("Messages", 3, "Review by", 45000)),
    Mistake(
        "moment in a date",
        "Proofs G2",
        "This is a moment",
        put("Proofs", 2, "Verified on", dt.datetime(2025, 3, 1, 9, 41)),
    ),
    Mistake("unknown kind", "Messages D2", "Choose one of: Valid business", put("Messages", 2, "Kind", "Pitch")),
    Mistake("kind left out", "Questions C2", "This is empty. Choose one of", put("Questions", 2, "Kind", None)),
    Mistake("unknown stage", "Messages B2", "Did you mean “Notice”?", put("Messages", 2, "Stage", "Notise")),
    Mistake("stage left out", "Messages B2", "Name a stage of the sheet", put("Messages", 2, "Stage", None)),
    Mistake("unknown proof", "Messages O2", "There is no proof “p_nix”", put("Messages", 2, "Show", "p_nix")),
    Mistake("neither yes nor no", "Proofs J2", "neither yes nor no", put("Proofs", 2, "Product-free", "perhaps")),
    Mistake("key twice", "Messages A3", "stands in row 2 already", put("Messages", 3, "Key", "m01")),
    Mistake("key with a space", "Questions A2", "is not a key", put("Questions", 2, "Key", "My question")),
    Mistake("headline left out", "Messages E2", "must not be empty", put("Messages", 2, "Headline", None)),
    Mistake("headline too long", "Messages E2", "at most 200 characters", put("Messages", 2, "Headline", "x" * 201)),
    Mistake("sentence too long", "Messages F2", "at most 600", put("Messages", 2, "Say", "a\n" + "x" * 601)),
    Mistake("unknown slot", "Messages E2", "is not a slot", put("Messages", 2, "Headline", "Save {{monny}}")),
    Mistake("owner without @", "Messages T2", "is not an e-mail address", put("Messages", 2, "Owner", "Dana")),
    Mistake("line of values deleted", "Framework", "“Summary” is missing", lambda b: b["Framework"].delete_rows(3)),
    Mistake("line of values added", "Framework A20", "is not a line", lambda b: _below(b, "Framework", "Budget", "9")),
    Mistake("phase out of order", "Stages C9", "Put the stages in the order", put("Stages", 9, "Phase", "Awareness")),
    Mistake("cell noted twice", "Cells row 4", "about this cell already", lambda b: _twice(b, "Cells")),
    Mistake("term without a word", "Glossary A2", "must not be empty", put("Glossary", 2, "Term", None)),
]


def _twice(book: Workbook, sheet: str) -> None:
    rows = book[sheet]
    for column in range(1, 5):
        rows.cell(4, column).value = rows.cell(2, column).value


def broken(document: FrameworkDocument, *mistakes: Mistake) -> bytes:
    """Return the document's workbook with the mistakes made in it, by somebody else's program."""
    book = load_workbook(io.BytesIO(write_workbook(document)))
    for mistake in mistakes:
        mistake.make(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
