"""A lead's frameworks: the list, a new one, a copy of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from messaging.actions.framework import create_framework, duplicate_framework
from messaging.forms.framework import CopyForm, StartForm
from messaging.models import Framework
from messaging.permissions import access_framework, frameworks_of
from messaging.queries.beginnings import JourneyChoice, RoleChoice, journey_choices, role_choices
from messaging.queries.first_steps import first_cell
from messaging.queries.matrix import read_matrix
from messaging.queries.overview import overviews
from messaging.stock import stock_journeys, stock_roles
from people.permissions import author_view, signed_in
from stakeholders.terms import Influence
from ui.http import HtmxHttpRequest, page_or_fragment, posted


@author_view
@require_safe
def framework_list(request: HtmxHttpRequest) -> HttpResponse:
    """Show every framework with its coverage and last change."""
    entries = overviews(frameworks_of(signed_in(request)))
    context: dict[str, Any] = {"entries": entries, "nav": "write"}
    if not entries:
        stages = next(iter(stock_journeys().values())).stages
        context |= {
            "phases": [stage.phase for stage in stages],
            "sample_roles": [role.title for role in stock_roles().values()][:8],
        }
    return render(request, "messaging/frameworks.html", context)


@author_view
@require_http_methods(["GET", "POST"])
def framework_new(request: HtmxHttpRequest) -> HttpResponse:
    """Start a framework: a name, a journey, the people in the room. By htmx, only the map of what is chosen."""
    journeys, roles = journey_choices(), role_choices()
    form = StartForm(posted(request), journeys=journeys, roles=roles)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        framework = create_framework(
            signed_in(request),
            title=values["title"],
            offer_name=values["offer_name"],
            journey=values["journey"],
            roles=values["roles"],
        )
        return _to_first_cell(framework)
    chosen = request.POST if request.method == "POST" else request.GET
    journey, picked = chosen.get("journey", journeys[0].value), chosen.getlist("roles")
    context = {"form": form, "journeys": journeys, "roles": roles, "nav": "write"}
    context |= {"chosen_journey": journey, "chosen_roles": picked, **_map(journeys, roles, journey, set(picked))}
    return page_or_fragment(request, "messaging/framework_new.html", "map", context, status=422 if form.errors else 200)


def _to_first_cell(framework: Framework) -> HttpResponse:
    """Lead straight to the one cell to begin with."""
    cell = first_cell(read_matrix(framework, today=timezone.localdate()))
    if cell is None:
        return redirect("matrix", framework.slug)
    return redirect("message_new", framework.slug, cell.cell.stage, cell.cell.role)


def _map(journeys: list[JourneyChoice], roles: list[RoleChoice], journey: str, picked: set[str]) -> dict[str, Any]:
    """Return what the map beside the form shows: the chosen stages and roles, and who releases the money."""
    stages = next((choice.stages for choice in journeys if choice.value == journey), journeys[0].stages)
    chosen = [choice for choice in roles if choice.key in picked]
    economic = [choice.title for choice in chosen if choice.influence is Influence.ECONOMIC]
    return {"map_stages": stages, "map_roles": chosen, "economic": economic}


@author_view
@require_http_methods(["GET", "POST"])
def framework_duplicate(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Copy a framework's draft under another name."""
    framework = access_framework(signed_in(request), slug)
    form = CopyForm(posted(request), initial={"title": f"{framework.title} (copy)"[:160]})
    if request.method == "POST" and form.is_valid():
        copy = duplicate_framework(signed_in(request), framework, title=form.cleaned_data["title"])
        messages.success(request, f"“{copy.title}” is a copy of the draft of “{framework.title}”.")
        return redirect("matrix", copy.slug)
    context = {"framework": framework, "form": form, "here": "settings"}
    return render(request, "messaging/framework_duplicate.html", context, status=422 if form.errors else 200)
