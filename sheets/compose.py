"""View → HTML, by the print templates; the screen shows the same views with its own templates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from sheets.terms import SheetKind
from sheets.view import SheetView

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Stamp:
    """The release that first had this content: its number and its day. Printed on the sheet."""

    number: int
    released_on: dt.date


def direction_of(language: str) -> str:
    """Return which way the language is written."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def compose(kind: SheetKind, view: SheetView, stamp: Stamp) -> str:
    """Return the sheet as HTML for paper."""
    language = view.frame.language
    context = {
        "view": view,
        "kind": kind.label,
        "stamp": stamp,
        "direction": direction_of(language),
    }
    # Labels and dates are English for every reader of the file, whoever asked for it.
    with translation.override("en"):
        return render_to_string(f"sheets/{kind.value}.html", context)
