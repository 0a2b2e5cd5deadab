"""The selected messages: move, copy, delete them, give them an owner or a review date, all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from journeys.grid import CellKey
from messaging.actions.bulk import assign_messages, copy_messages, date_messages, delete_messages, move_messages
from messaging.actions.compose import StaleMessageError
from messaging.forms.selected import NO_OWNER, OwnerForm, PlaceForm, ReviewForm
from messaging.models import Framework, ValueMessage
from messaging.permissions import access_cell, access_framework
from messaging.queries.choices import lead_choices
from messaging.queries.selected import cells_of, left_behind, read_selected
from messaging.views.matrix import BULK_ACTS, visible_matrix, work_page
from messaging.views.undo import to_matrix
from people.models import User
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, posted_number

PANEL = "messaging/panels/selected.html"
NONE_TICKED = "Tick at least one message."
Rows = list[ValueMessage]


@author_view
@require_http_methods(["GET", "POST"])
def selected(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Ask what the act needs to know, or do it."""
    framework = access_framework(signed_in(request), slug)
    sent = request.POST if request.method == "POST" else request.GET
    act = sent.get("act", "") if sent.get("act", "") in BULK_ACTS else "move"
    rows = read_selected(framework, sent.getlist("cell"), sent.getlist("message"))
    form = _form(framework, act, rows, request)
    if request.method != "POST":
        return _panel(request, framework, rows, act, form)
    if not rows:
        return _panel(request, framework, _offered(framework, request), act, form, problem=NONE_TICKED)
    if not form.is_valid():
        return _panel(request, framework, rows, act, form, status=422)
    try:
        return _done(request, framework, rows, act, form.cleaned_data)
    except StaleMessageError as stale:
        problem = _changed(stale)
    except ValidationError as error:
        problem = " ".join(error.messages)
    return _panel(request, framework, _offered(framework, request), act, form, problem=problem)


def _offered(framework: Framework, request: HtmxHttpRequest) -> Rows:
    return read_selected(framework, [], request.POST.getlist("offered"))


def _changed(stale: StaleMessageError) -> str:
    if stale.current is None:
        return "Somebody deleted one of these messages a moment ago. Look at them again, then decide."
    person = stale.current.changed_by
    name = person.get_short_name() if person else "Somebody"
    return f"{name} changed “{stale.current.headline}” a moment ago. Look at it again, then decide."


def _form(framework: Framework, act: str, rows: Rows, request: HtmxHttpRequest) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if act in ("move", "copy"):
        at = {"stage": rows[0].stage.key, "role": rows[0].role.key} if rows else {}
        return PlaceForm(framework, data, initial=at)
    if act == "assign":
        return OwnerForm(lead_choices(), data, initial={"owner": signed_in(request).email})
    return ReviewForm(data) if act == "review" else forms.Form(data)


def _done(request: HtmxHttpRequest, framework: Framework, rows: Rows, act: str, chosen: dict[str, Any]) -> HttpResponse:
    """Do it, say so, and lead to the cell where the first of the messages is or was."""
    words, at = DOERS[act](request, framework, rows, chosen)
    messages.success(request, words)
    return to_matrix(request, framework, at or next(iter(cells_of(rows))))


Done = tuple[str, CellKey | None]


def _placed(request: HtmxHttpRequest, framework: Framework, rows: Rows, chosen: dict[str, Any]) -> Done:
    place = access_cell(framework, chosen["stage"], chosen["role"])
    copy = request.POST.get("act") == "copy"
    behind = left_behind(rows, place.role)
    act = copy_messages if copy else move_messages
    count = act(actor=signed_in(request), framework=framework, rows=rows, stage=place.stage, role=place.role)
    where = f"{place.stage.name}, {place.role.title}"
    words = f"{'Copied' if copy else 'Moved'} {_some(count)} to {where}." if count else f"All are in {where} already."
    if behind and count:
        words += f" Concept and wins of another role stayed behind: {_some(behind)}."
    return words, (place.stage.key, place.role.key)


def _deleted(request: HtmxHttpRequest, framework: Framework, rows: Rows, chosen: dict[str, Any]) -> Done:
    versions = {row.key: posted_number(request, f"version-{row.key}") for row in rows}
    delete_messages(actor=signed_in(request), framework=framework, rows=rows, versions=versions)
    return f"Deleted {_some(len(rows))}. They stay in every release that has them.", None


def _assigned(request: HtmxHttpRequest, framework: Framework, rows: Rows, chosen: dict[str, Any]) -> Done:
    owner = None if chosen["owner"] == NO_OWNER else User.objects.get(email=chosen["owner"])
    assign_messages(actor=signed_in(request), framework=framework, rows=rows, owner=owner)
    return f"{f'Given to {owner.name}' if owner else 'Without an owner now'}: {_some(len(rows))}.", None


def _dated(request: HtmxHttpRequest, framework: Framework, rows: Rows, chosen: dict[str, Any]) -> Done:
    day = chosen["review_by"]
    date_messages(actor=signed_in(request), framework=framework, rows=rows, review_by=day)
    return (
        f"{f'To be looked at by {day.day} {day:%B %Y}' if day else 'Without a review date now'}: {_some(len(rows))}.",
        None,
    )


def _some(count: int) -> str:
    return f"{count} message{'' if count == 1 else 's'}"


DOERS: dict[str, Callable[[HtmxHttpRequest, Framework, Rows, dict[str, Any]], Done]] = {
    "move": _placed,
    "copy": _placed,
    "delete": _deleted,
    "assign": _assigned,
    "review": _dated,
}


def _panel(
    request: HtmxHttpRequest,
    framework: Framework,
    rows: Rows,
    act: str,
    form: forms.Form,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with the selected messages and the act's question beside the matrix."""
    ticked = set(request.POST.getlist("message")) if request.method == "POST" else {row.key for row in rows}
    cells = cells_of(rows)
    here = next(iter(cells)) if len(cells) == 1 else None
    return work_page(
        request,
        framework,
        here=here,
        panel=PANEL,
        shown=visible_matrix(request, framework, here, frozenset(cells)),
        status=422 if problem else status,
        unfolded=here is None,
        rows=rows,
        ticked=ticked,
        cells=cells,
        act=act,
        form=form,
        problem=problem,
    )
