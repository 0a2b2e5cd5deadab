"""A journey as sales and marketing share it: every stage's definition to read, and to sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from journeys.actions import sign_off, withdraw_sign_off
from journeys.models import Journey
from journeys.permissions import access_journey, sharer_view, sides_of
from journeys.queries import journeys, shared_stages, tally
from journeys.terms import Side
from people.permissions import signed_in


@sharer_view
@require_safe
def journey_list(request: HttpRequest) -> HttpResponse:
    """Show every journey, and how much of it each side shares."""
    return render(request, "journeys/list.html", {"nav": "journeys", "entries": journeys()})


@sharer_view
@require_safe
def journey(request: HttpRequest, key: str) -> HttpResponse:
    """Show what each stage of the journey says, and who has signed it."""
    return _page(request, access_journey(signed_in(request), key))


def _page(request: HttpRequest, shown: Journey, status: int = 200, changed: list[str] | None = None) -> HttpResponse:
    stages = shared_stages(shown)
    context = {
        "nav": "journeys",
        "journey": shown,
        "stages": stages,
        "tallies": tally(stages),
        "sides": sides_of(signed_in(request)),
        "changed": changed,
    }
    return render(request, "journeys/journey.html", context, status=status)


@sharer_view
@require_POST
def journey_sign(request: HttpRequest, key: str, side: str) -> HttpResponse:
    """Sign the stages that were read, one or all; a stage that changed meanwhile stays unsigned and is named."""
    shown = access_journey(signed_in(request), key)
    tokens = (token.partition(":") for token in request.POST.getlist("seen"))
    seen = {stage: hashed for stage, _, hashed in tokens}
    changed = sign_off(actor=signed_in(request), journey=shown, side=Side(side), seen=seen)
    if changed:
        return _page(request, shown, 409, changed)
    messages.success(request, f"Signed off for {side}: what you read is what both sides can rely on.")
    return redirect(_at(shown, seen))


def _at(shown: Journey, seen: dict[str, str]) -> str:
    """Return the journey's page, at the stage when only one was signed."""
    anchor = f"#stage-{next(iter(seen))}" if len(seen) == 1 else ""
    return f"{reverse('journey', args=[shown.key])}{anchor}"


@sharer_view
@require_POST
def journey_unsign(request: HttpRequest, key: str, side: str) -> HttpResponse:
    """Take one's own signature on a stage back."""
    shown, stage = access_journey(signed_in(request), key), request.POST.get("stage", "")
    if withdraw_sign_off(actor=signed_in(request), journey=shown, side=Side(side), stage=stage):
        messages.success(request, "Your sign-off is taken back.")
    return redirect("journey", key)
