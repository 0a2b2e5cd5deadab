"""A file that somebody sends → a sound document, whichever of the two forms it has."""

from __future__ import annotations

from dataclasses import dataclass

from messaging.document import FrameworkDocument
from messaging.reading import read_document
from messaging.tables.reading import read_tables
from messaging.workbook import is_workbook, read_workbook


@dataclass(frozen=True)
class Upload:
    """What a file holds; `version` is the draft that a workbook was written from (or "")."""

    document: FrameworkDocument
    notes: tuple[str, ...] = ()
    version: str = ""


def read_upload(content: bytes) -> Upload:
    """Return what the file holds. Raises DocumentError, TableError or WorkbookError, each with what to do."""
    if not is_workbook(content):
        return Upload(read_document(content))
    read = read_tables(read_workbook(content))
    return Upload(read.document, read.notes, read.version)
