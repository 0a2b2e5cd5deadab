"""The library's short lists, each edited as a whole: watched terms, slots, phrase guide, glossary."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from messaging.actions.library import InUseError, StaleError
from messaging.actions.rows import fingerprint, save_rows
from messaging.forms.rows import Rows, TermsForm, rows_form
from messaging.library import RowPart
from messaging.models import Framework
from messaging.queries.library import sizes, slot_uses
from people.permissions import signed_in
from ui.http import HtmxHttpRequest


def rows_page(request: HtmxHttpRequest, framework: Framework, part: RowPart) -> HttpResponse:
    """Show or save one list."""
    value: list[Any] = getattr(framework, part.field)
    if request.method != "POST":
        return _page(request, framework, part, rows_form(part.slug, value))
    form = rows_form(part.slug, value, request.POST)
    if not form.is_valid():
        return _page(request, framework, part, form, status=422)
    try:
        save_rows(signed_in(request), framework, part, form.rows(), expected=request.POST.get("expected", ""))
    except StaleError as error:
        return _page(request, error.row, part, form, status=409, stale=True, current=getattr(error.row, part.field))
    except InUseError as error:
        return _page(request, framework, part, form, status=409, refused=error.uses)
    messages.success(request, f"{part.title}: saved.")
    return redirect("library", framework.slug, part.slug)


def _page(
    request: HtmxHttpRequest,
    framework: Framework,
    part: RowPart,
    form: TermsForm | Rows,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    values = {
        "framework": framework,
        "part": part,
        "parts": sizes(framework),
        "here": "library",
        "form": form,
        "expected": fingerprint(getattr(framework, part.field)),
        "slot_uses": slot_uses(framework) if part.slug == "slots" else (),
    }
    return render(request, "messaging/library_rows.html", values | context, status=status)
