"""Taking a release back from sellers, and giving it to them again: each asks once before it does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from messaging.models import Release
from people.permissions import publisher_view, signed_in
from sheets.actions.withdraw import WithdrawRefusedError, reinstate, withdraw
from sheets.forms import WithdrawForm
from sheets.permissions import access_release
from sheets.queries import missing, newest_ready
from ui.http import HtmxHttpRequest, posted

PAGE = "publishing/withdraw.html"


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def release_withdraw(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what sellers will use instead, ask for the reason, then withdraw the release."""
    release = access_release(signed_in(request), slug, number)
    form = WithdrawForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, release, status=422 if form.errors else 200, form=form, instead=_instead(release))
    try:
        now = withdraw(actor=signed_in(request), release=release, reason=form.cleaned_data["reason"])
    except WithdrawRefusedError as refused:
        return _ask(request, release, status=409, form=form, refused=str(refused), instead=_instead(release))
    used = f"Sellers use release {now.number}." if now else "Sellers see that nothing is in use."
    messages.success(request, f"Release {number} is withdrawn. {used}")
    return redirect("release", slug, number)


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def release_reinstate(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what happens, then take the withdrawal back."""
    release = access_release(signed_in(request), slug, number)
    if request.method != "POST":
        return _ask(request, release, back=True, will_be_used=_newer_than_live(release), ready=_ready(release))
    try:
        used = reinstate(actor=signed_in(request), release=release)
    except WithdrawRefusedError as refused:
        return _ask(request, release, status=409, back=True, refused=str(refused))
    said = "Sellers use it from now on." if used else "Sellers keep the release they use."
    messages.success(request, f"Release {number} is no longer withdrawn. {said}")
    return redirect("release", slug, number)


def _ask(request: HtmxHttpRequest, release: Release, *, status: int = 200, **context: Any) -> HttpResponse:
    live = release.framework.live_release
    values = {"framework": release.framework, "release": release, "live": live, "here": "releases"}
    return render(request, PAGE, values | context, status=status)


def _instead(release: Release) -> Release | None:
    """Return what sellers use once the release is withdrawn."""
    live = release.framework.live_release
    return newest_ready(release.framework, without=release) if live == release else live


def _newer_than_live(release: Release) -> bool:
    live = release.framework.live_release
    return live is None or live.number < release.number


def _ready(release: Release) -> bool:
    return not missing(release).exists()
