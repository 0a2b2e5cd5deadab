"""The message panel: read, write, and decide when two people wrote at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from journeys.phases import PHASES, Phase
from messaging import document as d
from messaging.actions.compose import StaleMessageError, create_message, save_message
from messaging.assembly import assemble
from messaging.forms.message import MessageForm, empty_form, form_of, read_form
from messaging.mending import mended, with_message
from messaging.models import Framework, ValueMessage
from messaging.permissions import access_cell, access_framework, access_message
from messaging.queries.findings import Tally
from messaging.queries.inheritance import read_lineage
from messaging.queries.kept import Kept, kept_draft, with_saved
from messaging.queries.message import message_value
from messaging.queries.moves import read_beside
from messaging.queries.rules import rule_settings
from messaging.queries.saved import saved_cell
from messaging.queries.steps import read_steps
from messaging.rules import check_message
from messaging.views.conflict import conflict_panel
from messaging.views.matrix import keep_filters, visible_matrix, work_page, zoom_of
from messaging.views.panel import PANEL, message_panel, panel_context
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest


@author_view
@require_http_methods(["GET", "POST"])
def message(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a message for writing, or save it."""
    try:
        row = access_message(signed_in(request), slug, key, alone=autosaving(request))
    except Http404:
        if request.method != "POST" or autosaving(request):  # the autosaving page keeps the words itself
            raise
        return _gone(request, slug)
    if request.method == "POST":
        return _save(request, row)
    return message_panel(request, row, form_of(message_value(row), row.version), tab=request.GET.get("tab", "write"))


GONE = (
    "Somebody deleted this message while you were writing. Your words are still here: save them as a new message, "
    "or leave this page to let them go."
)


def _gone(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Answer 409 with what was typed for a deleted message, as a new message of the same cell."""
    framework = access_framework(signed_in(request), slug)
    stage, _, role = request.POST.get("cell", "").partition("/")
    access_cell(framework, stage, role)
    form = _new_form(request, framework, stage, role)
    form.errors["/"] = GONE
    return _new_panel(request, framework, form, status=409)


def _save(request: HtmxHttpRequest, row: ValueMessage) -> HttpResponse:
    kept = kept_draft(row.framework_id, today=timezone.localdate()) if autosaving(request) else None
    row = kept.around(row) if kept else row
    before = (kept and kept.value(row)) or message_value(row)
    form = read_form(request.POST, before.stage, before.role, before, _slot_names(row.framework))
    if form.value is None:
        return _refused(request, row, form)
    wish = request.POST.get("mend", "")
    if wish:
        form.value = _mended(row, form.value, wish)
    try:
        saved = save_message(
            actor=signed_in(request), message=row, expected_version=form.version, value=form.value, before=before
        )
    except StaleMessageError as stale:
        return conflict_panel(request, row, mine=form.value, base_version=form.version, stale=stale)
    except ValidationError as error:
        form.errors["/"] = " ".join(error.messages)
        return _refused(request, row, form)
    form.version = saved.version
    if wish and request.htmx:
        return _whole_panel(request, saved)
    if kept:
        return _autosaved(request, saved, form, with_saved(kept, saved, form.value))
    return redirect(reverse("message", args=[row.framework.slug, row.key]) + keep_filters(request))


def _refused(request: HtmxHttpRequest, row: ValueMessage, form: MessageForm) -> HttpResponse:
    """Answer 422 with what is wrong; what was typed stays where it is."""
    if autosaving(request):
        return render(request, "messaging/panels/autosaved.html", {"form": form, "message": row}, status=422)
    return message_panel(request, row, form, status=422)


def _mended(row: ValueMessage, value: d.ValueMessage, wish: str) -> d.ValueMessage:
    """Return the typed message with the wished fix carried out, or as typed when the finding is gone by now."""
    draft = with_message(assemble(row.framework), value.model_copy(update={"key": row.key}))
    settings = rule_settings(row.framework)
    findings = check_message(draft, row.key, today=timezone.localdate(), settings=settings)
    return mended(value, findings, wish) or value


def _whole_panel(request: HtmxHttpRequest, row: ValueMessage) -> HttpResponse:
    """Answer an autosaving form with the page's work area: a fix changed what stands in the fields."""
    fresh = access_message(signed_in(request), row.framework.slug, row.key)
    tab = request.GET.get("tab", "write")
    response = message_panel(request, fresh, form_of(message_value(fresh), fresh.version), tab=tab)
    return reswap(retarget(response, "#main"), "outerHTML")


def autosaving(request: HtmxHttpRequest) -> bool:
    """Return whether the form saves itself: only the status line and the places beside the fields are swapped."""
    return bool(request.htmx) and request.htmx.target == "save-state"


def _autosaved(request: HtmxHttpRequest, row: ValueMessage, form: MessageForm, kept: Kept) -> HttpResponse:
    """Answer with the time, the new version, what the linter says of the message now, and its cell."""
    form.language = row.framework.language
    form.judge(kept.findings(row.key))
    lineage = read_lineage(row.framework, kept.document)
    context = {
        "framework": row.framework,
        "message": row,
        "form": form,
        "keep": keep_filters(request),
        "zoom": zoom_of(request),
        "steps": read_steps(signed_in(request), row.framework),
        "open": saved_cell(row, kept, form.tally + _others(request), lineage),
        "shown_stage": row.stage.key,
        "beside": read_beside(lineage, row),
    }
    return render(request, "messaging/panels/autosaved.html", context)


def _others(request: HtmxHttpRequest) -> Tally:
    """Return the tally of the other messages in the cell: as the page told it, for this message does not change it."""
    counts = [int(count) for count in request.POST.get("others", "").split() if count.isdecimal() and len(count) < 5]
    return Tally(*counts) if len(counts) == 3 else Tally()


@author_view
@require_http_methods(["GET", "POST"])
def message_new(request: HtmxHttpRequest, slug: str, stage: str, role: str) -> HttpResponse:
    """Show the form for a new message in the cell, or write it."""
    user = signed_in(request)
    framework = access_framework(user, slug)
    place = access_cell(framework, stage, role)
    if request.method == "GET":
        kinds = PHASES[Phase(place.stage.phase)].kinds
        return _new_panel(request, framework, empty_form(stage, role, kinds[0].value))
    form = _new_form(request, framework, stage, role)
    if "back" in request.POST:  # what a browser kept: to be looked at again, not written yet
        return _new_panel(request, framework, form)
    if form.value is None:
        return _new_panel(request, framework, form, status=422)
    try:
        row = create_message(actor=user, framework=framework, value=form.value)
    except ValidationError as error:
        form.errors["/"] = " ".join(error.messages)
        return _new_panel(request, framework, form, status=422)
    return redirect(reverse("message", args=[slug, row.key]) + keep_filters(request))


def _new_form(request: HtmxHttpRequest, framework: Framework, stage: str, role: str) -> MessageForm:
    form = read_form(request.POST, stage, role, None, _slot_names(framework))
    form.typed |= {"stage": stage, "role": role}
    return form


def _new_panel(request: HtmxHttpRequest, framework: Framework, form: MessageForm, status: int = 200) -> HttpResponse:
    here = (form.typed["stage"], form.typed["role"])
    found = visible_matrix(request, framework, here)
    context = panel_context(framework, found, here, form)
    context |= {"action": reverse("message_new", args=[framework.slug, *here]), "tab": "write", "editing": True}
    return work_page(request, framework, here=here, panel=PANEL, shown=found, status=status, **context)


def _slot_names(framework: Framework) -> list[str]:
    return [slot["name"] for slot in framework.slots]
