"""Carrying out a mechanical fix: one JSON Patch operation, document in, document out. Pure."""

from __future__ import annotations

from typing import Any

from messaging.document import FrameworkDocument
from messaging.rules.finding import Fix
from messaging.rules.pointers import patched


def apply_fix(document: FrameworkDocument, fix: Fix) -> FrameworkDocument:
    """Return the document with the fix carried out; the given one stays as it is."""
    data: dict[str, Any] = document.model_dump(mode="json", by_alias=True)
    return FrameworkDocument.model_validate(patched(data, fix.op, fix.path, fix.value))
