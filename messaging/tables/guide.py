"""What the first sheet of a workbook says: how to fill in the others."""

from __future__ import annotations

from messaging.tables.columns import SHEETS, SINGLE

VERSION = "Version of the draft"  # its value says which draft the workbook was written from
RULES: tuple[tuple[str, str], ...] = (
    ("Bringing it back", "In the framework: Settings, Export and import. You see every change before it is written."),
    ("Changing", "Write over what stands in a cell. Order of rows is order in the framework."),
    ("Adding", "Fill a new row below the others and leave its key empty: a key is made."),
    (
        "Removing",
        "Delete the whole row. A sheet or a column that is not there is an error, so nothing goes by accident.",
    ),
    ("Keys", "A key is the name by which files refer to a row. Do not change keys; a changed key is a new row."),
    ("Several entries", "Write them one a line in one cell (Alt and Enter, on a Mac Option and Enter, starts a line)."),
    (
        "Naming rows",
        "Stages, roles, results, concepts and wins go by their names; proofs, questions, objections by key.",
    ),
    ("Dates", "Write them as 2025-12-31, or as a date of your spreadsheet program."),
    ("Not taken", "Formulas, merged cells, further columns. Further sheets are left unread."),
)


def guide() -> list[tuple[str, str]]:
    """Return the lines of the first sheet: a head and its sentence."""
    sheets = [(sheet.name, sheet.why) for sheet in (SINGLE, *SHEETS)]
    return [*RULES, *sheets]
