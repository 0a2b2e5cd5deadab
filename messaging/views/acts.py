"""Moving, reordering, deleting a message, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from messaging.actions.compose import (
    StaleMessageError,
    copy_message,
    delete_message,
    move_message,
    reorder_message,
    restore_revision,
)
from messaging.actions.put_back import put_back
from messaging.forms.message import form_of
from messaging.models import ValueMessage
from messaging.permissions import Place, access_cell, access_message, access_revision
from messaging.queries.message import message_value
from messaging.queries.selected import left_behind
from messaging.views.matrix import keep_filters, visible_matrix, work_page
from messaging.views.panel import cell_of, message_panel
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest

STALE = "Somebody changed this message a moment ago. Look at it again, then decide."


@author_view
@require_http_methods(["GET", "POST"])
def message_move(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask for the new cell, or move the message there; or write it there once more."""
    row = access_message(signed_in(request), slug, key)
    if request.method == "GET":
        return _act_panel(request, row, "messaging/panels/move.html")
    place = access_cell(row.framework, request.POST.get("stage", ""), request.POST.get("role", ""))
    behind = left_behind([row], place.role)
    if "copy" in request.POST:
        copy = copy_message(actor=signed_in(request), message=row, stage=place.stage, role=place.role)
        return _placed(request, copy, "Copied", place, behind)
    try:
        move_message(
            actor=signed_in(request),
            message=row,
            expected_version=_version(request),
            stage=place.stage,
            role=place.role,
        )
    except StaleMessageError:
        return _looked_away(request, row)
    return _placed(request, row, "Moved", place, behind)


def _placed(request: HtmxHttpRequest, row: ValueMessage, done: str, place: Place, behind: int) -> HttpResponse:
    """Say where the message is now and what it had to leave, and lead to it."""
    left = " Its concept and wins belong to another role and stayed behind." if behind else ""
    messages.success(request, f"{done} to {place.stage.name}, {place.role.title}.{left}")
    return _to_message(request, row)


@author_view
@require_http_methods(["GET", "POST"])
def message_delete(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Say what is lost, or delete the message and offer to take it back."""
    row = access_message(signed_in(request), slug, key)
    if request.method == "GET":
        return _act_panel(request, row, "messaging/panels/delete.html")
    stage, role = cell_of(row)
    try:
        revision = delete_message(actor=signed_in(request), message=row, expected_version=_version(request))
    except StaleMessageError:
        return _looked_away(request, row)
    keep = keep_filters(request)
    url = reverse("cell", args=[slug, stage, role])
    return redirect(f"{url}{keep}{'&' if keep else '?'}deleted={revision.pk}")


@author_view
@require_POST
def message_reorder(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Move the message one place within its cell."""
    row = access_message(signed_in(request), slug, key)
    reorder_message(actor=signed_in(request), message=row, step=-1 if request.POST.get("step") == "-1" else 1)
    return _to_message(request, row)


@author_view
@require_POST
def message_restore(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Go back to a kept text, or bring back a deleted message."""
    revision = access_revision(signed_in(request), slug, pk)
    try:
        row = restore_revision(actor=signed_in(request), revision=revision, expected_version=_version(request))
    except StaleMessageError as stale:
        return _looked_away(
            request, access_message(signed_in(request), slug, stale.current.key if stale.current else "")
        )
    return _to_message(request, access_message(signed_in(request), slug, row.key))


@author_view
@require_POST
def message_put_back(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put one field back to what a kept version says."""
    user = signed_in(request)
    revision = access_revision(user, slug, pk)
    if revision.message is None:
        raise Http404("That message is deleted. Bring it back first.")
    row = access_message(user, slug, revision.message.key)
    field = request.POST.get("field", "")
    try:
        put_back(actor=user, message=row, revision=revision, field=field, expected_version=_version(request))
    except StaleMessageError:
        return _looked_away(request, row)
    except ValidationError as error:
        return _looked_away(request, row, " ".join(error.messages), status=422)
    keep = keep_filters(request)
    return redirect(f"{reverse('message', args=[slug, row.key])}{keep}{'&' if keep else '?'}tab=history")


def _version(request: HtmxHttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else 0


def _to_message(request: HtmxHttpRequest, row: ValueMessage) -> HttpResponse:
    return redirect(reverse("message", args=[row.framework.slug, row.key]) + keep_filters(request))


def _looked_away(request: HtmxHttpRequest, row: ValueMessage, words: str = STALE, status: int = 409) -> HttpResponse:
    """Answer with the message as it is now, and why nothing was done."""
    current = access_message(signed_in(request), row.framework.slug, row.key)
    form = form_of(message_value(current), current.version)
    form.errors["/"] = words
    return message_panel(request, current, form, status=status)


def _act_panel(request: HtmxHttpRequest, row: ValueMessage, panel: str) -> HttpResponse:
    here = cell_of(row)
    found = visible_matrix(request, row.framework, here)
    return work_page(
        request,
        row.framework,
        here=here,
        panel=panel,
        shown=found,
        open=found.find(*here),
        stage=row.stage,
        role=row.role,
        message=row,
        value=message_value(row),
        all_roles=row.framework.role_places.select_related("role"),
    )
