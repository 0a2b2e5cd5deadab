"""A cell without a message: write one, or say why there is none."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from journeys.grid import CellState
from messaging.actions.cells import clear_cell_note, note_cell
from messaging.forms.cell import NoteForm
from messaging.forms.comment import Writing
from messaging.models import CellNote, Framework
from messaging.permissions import Place, access_cell, access_framework
from messaging.queries.comments import people_to_ask
from messaging.queries.matrix import MatrixCell
from messaging.views.matrix import keep_filters, visible_matrix, work_page
from messaging.views.panel import comments_query, talk_context
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest

PANEL = "messaging/panels/cell.html"


@author_view
@require_http_methods(["GET", "POST"])
def cell(request: HtmxHttpRequest, slug: str, stage: str, role: str) -> HttpResponse:
    """Show the empty cell, or keep its reason; a cell with messages leads to the first of them."""
    framework = access_framework(signed_in(request), slug)
    place = access_cell(framework, stage, role)
    if request.method == "POST":
        return _keep(request, framework, place)
    return cell_panel(request, framework, place)


def _keep(request: HtmxHttpRequest, framework: Framework, place: Place) -> HttpResponse:
    user = signed_in(request)
    form = NoteForm(request.POST, people=people_to_ask())
    if "clear" in request.POST:
        clear_cell_note(actor=user, framework=framework, stage=place.stage, role=place.role)
    elif not form.is_valid():
        return cell_panel(request, framework, place, form, status=422)
    else:
        note_cell(
            actor=user,
            framework=framework,
            stage=place.stage,
            role=place.role,
            reason=form.cleaned_data["reason"],
            is_gap=form.cleaned_data["state"] == "gap",
            owner=int(form.cleaned_data["owner"] or 0),
        )
    return redirect(reverse("cell", args=[framework.slug, place.stage.key, place.role.key]) + keep_filters(request))


def cell_panel(
    request: HtmxHttpRequest,
    framework: Framework,
    place: Place,
    form: NoteForm | None = None,
    *,
    status: int = 200,
    writing: Writing | None = None,
) -> HttpResponse:
    """Answer with the matrix and the empty cell beside it."""
    here = (place.stage.key, place.role.key)
    found = visible_matrix(request, framework, here)
    opened = found.find(*here)
    if opened and opened.first and form is None:
        talking = request.GET.get("tab") == "comments"
        query = comments_query(request, request.GET.get("at")) if talking else keep_filters(request)
        return redirect(reverse("message", args=[framework.slug, opened.first.key]) + query)
    note = framework.cell_notes.filter(stage=place.stage, role=place.role).select_related("owner").first()
    undo = framework.revisions.filter(pk=request.GET.get("deleted") or 0, message=None).first()
    talk = talk_context(request, framework, place.stage, place.role, writing=writing)
    return work_page(
        request,
        framework,
        here=here,
        panel=PANEL,
        shown=found,
        status=status,
        open=opened,
        stage=place.stage,
        role=place.role,
        law=opened.head.law if opened else None,
        note=note,
        form=form or NoteForm(initial=_initial(note, opened), people=talk["talk"].people),
        deleted=undo,
        **talk,
    )


def _initial(note: CellNote | None, opened: MatrixCell | None) -> dict[str, Any]:
    """Return what the form of the reason begins with: a cell somebody expects to be filled is a gap first of all."""
    if note is None:
        return {"state": "gap" if opened and opened.cell.state is CellState.GAP else "empty"}
    return {"reason": note.reason, "state": "gap" if note.is_gap else "empty", "owner": note.owner_id or ""}
