"""A new proof, question, objection or slot written from within a message; what is typed there stays as it is."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget, trigger_client_event

from messaging.actions.compose import StaleMessageError, save_message
from messaging.actions.library import add_item
from messaging.actions.rows import add_slot
from messaging.forms.library import FORMS
from messaging.forms.rows import SlotForm
from messaging.library import PARTS
from messaging.models import Framework
from messaging.permissions import Place, access_cell, access_framework, access_message
from messaging.queries.choices import Choice, read_choices
from messaging.queries.message import message_value
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, page_or_fragment, posted

PAGE = "messaging/message_add.html"
HERE = ("proofs", "questions", "objections", "slots")
ONE = {**{slug: part.a for slug, part in PARTS.items()}, "slots": "a slot"}


@author_view
@require_http_methods(["GET", "POST"])
def message_add(request: HtmxHttpRequest, slug: str, stage: str, role: str, part: str) -> HttpResponse:
    """Show the short form, or write the entry: htmx puts it into the message's form, a plain form links it here."""
    framework = access_framework(signed_in(request), slug)
    place = access_cell(framework, stage, role)
    if part not in HERE:
        raise Http404(f"A message has no part “{part}”.")
    form = _form(request, framework, place, part)
    if request.method == "POST" and form.is_valid():
        key = _written(request, framework, part, form)
        if key and request.htmx:
            return _into_the_message(request, framework, place, part, key)
        if key:
            return _back(request, framework, place, part, key)
    response = page_or_fragment(request, PAGE, "add", _context(framework, place, part, form, request))
    if form.errors:
        response.status_code = 422
    return reswap(retarget(response, "#add"), "innerHTML") if request.method == "POST" else response


def _form(request: HtmxHttpRequest, framework: Framework, place: Place, part: str) -> Any:
    if part == "slots":
        return SlotForm(posted(request), initial={"name": request.GET.get("name", "")[:40]})
    here = {"roles": [place.role], "stages": [place.stage]}
    return FORMS[part](posted(request), framework=framework, initial=here)


def _written(request: HtmxHttpRequest, framework: Framework, part: str, form: forms.BaseForm) -> str:
    """Write the entry and return its key; a slot that is there already is an error of the form."""
    user = signed_in(request)
    if isinstance(form, SlotForm):
        try:
            add_slot(user, framework, form.value())
        except ValidationError as error:
            form.add_error("name", error)
            return ""
        return str(form.cleaned_data["name"])
    return str(add_item(user, framework, PARTS[part].model, form.cleaned_data).key)


def _into_the_message(
    request: HtmxHttpRequest, framework: Framework, place: Place, part: str, key: str
) -> HttpResponse:
    """Answer with the entry as the message's form shows what is taken; the form then saves itself."""
    framework.refresh_from_db(fields=["slots"])
    found: list[Choice] = getattr(read_choices(framework, place.stage, place.role), part)
    context = {"choice": next(choice for choice in found if choice.key == key), "part": part}
    response = render(request, f"{PAGE}#taken", context)
    return trigger_client_event(response, "added", after="swap")


def _back(request: HtmxHttpRequest, framework: Framework, place: Place, part: str, key: str) -> HttpResponse:
    """Link the entry to the message it was written for and lead back to it."""
    wanted = request.GET.get("message", "")
    if not wanted:
        return redirect("message_new", framework.slug, place.stage.key, place.role.key)
    row = access_message(signed_in(request), framework.slug, wanted)
    value = message_value(row)
    linked = value.model_copy(update={part: (*getattr(value, part), key)})
    with suppress(StaleMessageError):  # saved by somebody this moment: the entry is in the library, to be ticked
        save_message(actor=signed_in(request), message=row, expected_version=row.version, value=linked)
    return redirect(reverse("message", args=[framework.slug, wanted]))


def _context(framework: Framework, place: Place, part: str, form: Any, request: HtmxHttpRequest) -> dict[str, Any]:
    wanted = request.GET.get("message", "")
    cell = [framework.slug, place.stage.key, place.role.key]
    return {
        "framework": framework,
        "here": "matrix",
        "form": form,
        "part": part,
        "one": ONE[part],
        "action": f"{reverse('message_add', args=[*cell, part])}?{request.GET.urlencode()}",
        "back": reverse("message", args=[framework.slug, wanted]) if wanted else reverse("message_new", args=cell),
    }
