"""A message out of its cell: as Markdown, or as a copy in another framework."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from messaging.actions.copy_between import copy_between
from messaging.assembly import assemble
from messaging.copying import CopyPlan, Thing, plan_copy
from messaging.document import FrameworkDocument
from messaging.markdown import cell_markdown
from messaging.models import Framework, ValueMessage
from messaging.permissions import access_cell, access_framework, access_message, frameworks_of
from messaging.queries.message import message_value
from messaging.views.files import attachment
from messaging.views.matrix import visible_matrix, work_page
from messaging.views.panel import cell_of
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest

PANEL = "messaging/panels/copy.html"


@author_view
@require_safe
def cell_as_markdown(request: HtmxHttpRequest, slug: str, stage: str, role: str) -> HttpResponse:
    """Give what is said in the cell as a text file."""
    framework = access_framework(signed_in(request), slug)
    place = access_cell(framework, stage, role)
    text = cell_markdown(assemble(framework), stage, role)
    name = f"{framework.title}, {place.stage.name}, {place.role.title}.md"
    return attachment(text, "text/markdown; charset=utf-8", name)


@author_view
@require_http_methods(["GET", "POST"])
def message_copy(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Choose a framework and a cell and see what comes along, or copy the message there."""
    row = access_message(signed_in(request), slug, key)
    chosen = request.POST if request.method == "POST" else request.GET
    others = frameworks_of(signed_in(request)).exclude(pk=row.framework_id).filter(archived=False)
    slugs = list(others.values_list("slug", flat=True))
    if not slugs:
        return _panel(request, row, {"others": []})
    wish = chosen.get("to", "")
    target = access_framework(signed_in(request), wish if wish in slugs else slugs[0])
    if request.method == "POST":
        return _copy(request, row, target)
    there = assemble(target)
    place = _fitting(message_cell(row), there, chosen.get("stage", ""), chosen.get("role", ""))
    context = {"others": others, "target": target, "there": there, "to_stage": place[0], "to_role": place[1]}
    if all(place):
        context["plan"] = plan_copy(assemble(row.framework), message_value(row), there, *place)
    return _panel(request, row, context)


def message_cell(row: ValueMessage) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return (key, name) of the message's stage and role."""
    return (row.stage.key, row.stage.name), (row.role.key, row.role.title)


def _fitting(
    here: tuple[tuple[str, str], tuple[str, str]], there: FrameworkDocument, stage: str, role: str
) -> tuple[str, str]:
    """Return the wished cell, else the cell there that has the keys or the names of the one here, else the first."""
    stages = {item.key: item.name for item in there.journey.stages}
    roles = {item.key: item.title for item in there.roles}
    return _match(stage, here[0], stages), _match(role, here[1], roles)


def _match(wish: str, here: tuple[str, str], there: dict[str, str]) -> str:
    if wish in there:
        return wish
    if here[0] in there:
        return here[0]
    return next((key for key, name in there.items() if name == here[1]), next(iter(there), ""))


def _copy(request: HtmxHttpRequest, row: ValueMessage, target: Framework) -> HttpResponse:
    place = access_cell(target, request.POST.get("stage", ""), request.POST.get("role", ""))
    user = signed_in(request)
    try:
        copy, plan = copy_between(actor=user, message=row, target=target, stage=place.stage, role=place.role)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("message_copy", row.framework.slug, row.key)
    messages.success(request, _told(target, plan))
    return redirect("message", target.slug, copy.key)


def _told(target: Framework, plan: CopyPlan) -> str:
    said = [f"The message is copied to “{target.title}”."]
    said += [f"Came along: {_counted(plan.along)}."] if plan.along else []
    said += [f"Stayed behind: {_counted(plan.left)}."] if plan.left else []
    return " ".join(said)


def _counted(things: list[Thing]) -> str:
    counts = Counter(thing.what for thing in things)
    return ", ".join(f"{n} {_many(what) if n > 1 else what}" for what, n in counts.items())


def _many(what: str) -> str:
    return "capabilities" if what == "capability" else f"{what}s"


def _panel(request: HtmxHttpRequest, row: ValueMessage, context: dict[str, Any]) -> HttpResponse:
    here = cell_of(row)
    found = visible_matrix(request, row.framework, here)
    return work_page(
        request,
        row.framework,
        here=here,
        panel=PANEL,
        shown=found,
        message=row,
        open=found.find(*here),
        stage=row.stage,
        role=row.role,
        **context,
    )
