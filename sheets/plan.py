"""Document → the sheets of a release, each with its content key. Pure.

Content key = sha256 over the sheet's kind, its view (all that it shows and nothing else) and the look (templates,
stylesheet, fonts, renderer, brand). Same key, same words on the same paper: a republish renders only what changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any

from pydantic import BaseModel

from messaging.document import FrameworkDocument
from sheets.parts import Index
from sheets.terms import SheetKind
from sheets.view import SheetView, book_view, cell_view, role_view, stage_view


@dataclass(frozen=True)
class SheetSpec:
    """One sheet to have: what it is, what it is called, where it stands, and the key of its content."""

    kind: SheetKind
    stage_key: str
    role_key: str
    title: str
    position: int
    content_key: str


def plan(document: FrameworkDocument, look: str) -> list[SheetSpec]:
    """Return the sheets of the document: stages, filled cells, roles with messages, the book."""
    index = Index(document)
    return [
        SheetSpec(kind, stage, role, view.title, position, content_key(kind, view, look))
        for position, (kind, stage, role, view) in enumerate(_views(index))
    ]


def view_of(index: Index, kind: SheetKind, stage: str = "", role: str = "") -> SheetView:
    """Return what a sheet of that kind shows; KeyError when the document has no such stage or role."""
    match kind:
        case SheetKind.STAGE:
            return stage_view(index, stage)
        case SheetKind.MESSAGE:
            return cell_view(index, stage, role)
        case SheetKind.ROLE:
            return role_view(index, role)
        case _:
            return book_view(index)


def _views(index: Index) -> Iterator[tuple[SheetKind, str, str, SheetView]]:
    stages = [stage.key for stage in index.document.journey.stages]
    roles = [role.key for role in index.document.roles]
    spoken_stages = {stage for stage, _ in index.cells}
    spoken_roles = {role for _, role in index.cells}
    for stage in (stage for stage in stages if stage in spoken_stages):
        yield SheetKind.STAGE, stage, "", stage_view(index, stage)
        for role in (role for role in roles if (stage, role) in index.cells):
            yield SheetKind.MESSAGE, stage, role, cell_view(index, stage, role)
    for role in (role for role in roles if role in spoken_roles):
        yield SheetKind.ROLE, "", role, role_view(index, role)
    yield SheetKind.BOOK, "", "", book_view(index)


def content_key(kind: SheetKind, view: SheetView, look: str) -> str:
    """Return the sha256 (hex) of what the sheet shows and how it looks."""
    slice_ = {"kind": kind.value, "look": look, "view": view}
    text = json.dumps(slice_, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dt.date):
        return value.isoformat()
    if is_dataclass(value):
        return vars(value)
    raise TypeError(f"{type(value)} cannot be part of a sheet.")
