"""Undo and redo of what one did to messages."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import push_url

from journeys.grid import CellKey
from messaging.actions.undo import Outcome, UndoRefusedError, redo, undo
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.views.matrix import keep_filters, work_page
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, posted_number

LESS = " Something it drew on is gone by now, so it came back without that."


@author_view
@require_POST
def undo_step(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Take back the last act of the person."""
    return _answer(request, access_framework(signed_in(request), slug), undo, "Undone")


@author_view
@require_POST
def redo_step(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Do again what the person took back last."""
    return _answer(request, access_framework(signed_in(request), slug), redo, "Done again")


def _answer(request: HtmxHttpRequest, framework: Framework, act: Callable[..., Outcome], said: str) -> HttpResponse:
    try:
        outcome = act(actor=signed_in(request), framework=framework, expected=posted_number(request, "step"))
    except UndoRefusedError as refused:
        messages.error(request, str(refused))
        return to_matrix(request, framework, None)
    messages.success(request, f"{said}: {outcome.words}.{LESS if outcome.less else ''}")
    if request.POST.get("beside"):
        place = ("message", outcome.key) if outcome.key else ("cell", *outcome.cell)
        return redirect(reverse(place[0], args=[framework.slug, *place[1:]]) + keep_filters(request))
    return to_matrix(request, framework, outcome.cell)


def to_matrix(request: HtmxHttpRequest, framework: Framework, at: CellKey | None) -> HttpResponse:
    """Answer with the matrix, or lead there, with the cell in focus."""
    url = reverse("matrix", args=[framework.slug]) + keep_filters(request)
    if request.htmx:
        return push_url(work_page(request, framework, at=at), url)
    stage = f"{'&' if '?' in url else '?'}stage={at[0]}#cell-{at[0]}-{at[1]}" if at else ""
    return redirect(url + stage)
