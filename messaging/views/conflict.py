"""When two people wrote at once: nothing is lost, and only what both changed asks for a decision."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from pydantic import ValidationError as TypeProblem

from messaging import document as d
from messaging.actions.compose import StaleMessageError, save_message
from messaging.forms.message import MessageForm, form_of, judged
from messaging.merge import Difference, differences, merged
from messaging.models import ValueMessage
from messaging.permissions import access_message
from messaging.queries.choices import Labels, choice_labels, in_words, read_choices
from messaging.queries.history import NAMES
from messaging.queries.message import as_json, message_value, version_value
from messaging.views.matrix import keep_filters, visible_matrix, work_page
from messaging.views.panel import message_panel
from messaging.wording import Piece, word_diff
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest

PANEL = "messaging/panels/conflict.html"
STEPS = {"best": "Agree, at best", "minimum": "Agree, at least"}


@dataclass(frozen=True)
class Clash:
    """One field as the panel shows it."""

    difference: Difference
    title: str
    mine: list[Piece]
    theirs: list[Piece]
    verdict: str


def conflict_panel(
    request: HtmxHttpRequest, row: ValueMessage, *, mine: d.ValueMessage, base_version: int, stale: StaleMessageError
) -> HttpResponse:
    """Answer 409: what you typed beside what was saved meanwhile, each against the text both began with."""
    if stale.current is None:
        raise Http404("Somebody deleted this message while you were writing.")
    current = access_message(signed_in(request), row.framework.slug, row.key)
    theirs = message_value(current)
    base = version_value(current, base_version) or unknown_base(theirs)
    here = (current.stage.key, current.role.key)
    found = visible_matrix(request, current.framework, here)
    labels = choice_labels(read_choices(current.framework, current.stage, current.role))
    clashes = [_clash(entry, labels, _name(current)) for entry in differences(base, mine, theirs)]
    response = work_page(
        request,
        current.framework,
        here=here,
        panel=PANEL,
        shown=found,
        status=409,
        wide=True,
        open=found.find(*here),
        stage=current.stage,
        role=current.role,
        message=current,
        clashes=sorted(clashes, key=lambda clash: not clash.difference.clash),
        to_decide=sum(clash.difference.clash for clash in clashes),
        other=_name(current),
        base_version=base_version,
        mine=json.dumps(as_json(mine), ensure_ascii=False),
    )
    response["HX-Retarget"], response["HX-Reswap"] = "#main", "outerHTML"
    return response


def unknown_base(value: d.ValueMessage) -> d.ValueMessage:
    """Return what stands in for a version nobody kept: against an empty message every difference asks."""
    return d.ValueMessage(key=value.key, stage=value.stage, role=value.role, kind=value.kind, headline="-")


def _name(row: ValueMessage) -> str:
    return row.changed_by.get_short_name() if row.changed_by else "Somebody"


def _clash(entry: Difference, labels: Labels, other: str) -> Clash:
    words = [in_words(value, labels.get(entry.name, {})) for value in (entry.base, entry.mine, entry.theirs)]
    verdict = f"only {other} changed it, taken" if entry.only_theirs else "only you changed it, kept"
    if not entry.only_mine and not entry.only_theirs:
        verdict = "both changed it the same way" if entry.mine == entry.theirs else "both changes go together"
    return Clash(
        entry,
        _title(entry.name),
        [] if entry.only_theirs else word_diff(words[0], words[1]),
        [] if entry.only_mine else word_diff(words[0], words[2]),
        verdict,
    )


def _title(name: str) -> str:
    if name.startswith("say:"):
        return f"Say, sentence {int(name[4:]) + 1}"
    title = "Say" if name == "say" else STEPS.get(name) or NAMES[name]
    return title[:1].upper() + title[1:]


@author_view
@require_POST
def message_resolve(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Save what the author decided; when a third save came in between, ask again about what is new."""
    row = access_message(signed_in(request), slug, key)
    try:
        mine = d.ValueMessage.model_validate_json(request.POST.get("mine", ""))
        base_version, seen = int(request.POST["base"]), int(request.POST["seen"])
    except (TypeProblem, KeyError, ValueError):
        return HttpResponseBadRequest("This form is not complete. Go back and try again.")
    theirs, base = version_value(row, seen), version_value(row, base_version)
    if theirs is None:
        return HttpResponseBadRequest("This form is not complete. Go back and try again.")
    form = _decided(request, base or unknown_base(theirs), mine, theirs, [slot["name"] for slot in row.framework.slots])
    form.version = row.version
    try:
        if form.value is None:
            return message_panel(request, row, form, status=422)
        save_message(actor=signed_in(request), message=row, expected_version=seen, value=form.value)
    except StaleMessageError as stale:
        return conflict_panel(request, row, mine=form.value, base_version=seen, stale=stale)  # type: ignore[arg-type]
    except ValidationError as error:
        form.errors["/"] = " ".join(error.messages)
        return message_panel(request, row, form, status=422)
    return redirect(reverse("message", args=[slug, key]) + keep_filters(request))


def _decided(
    request: HtmxHttpRequest, base: d.ValueMessage, mine: d.ValueMessage, theirs: d.ValueMessage, slots: list[str]
) -> MessageForm:
    where = {"stage": theirs.stage, "role": theirs.role}
    if (every := request.POST.get("all")) in ("mine", "theirs"):
        return form_of(mine.model_copy(update=where) if every == "mine" else theirs, 0)
    choices = _prefixed(request, "choice-")
    return judged(merged(base, mine, theirs, choices, _prefixed(request, "text-")), 0, slots)


def _prefixed(request: HtmxHttpRequest, prefix: str) -> dict[str, str]:
    return {name[len(prefix) :]: str(value) for name, value in request.POST.items() if name.startswith(prefix)}
