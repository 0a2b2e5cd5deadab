"""Releases: the list, and each one's page from the first sheet to the last."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from messaging.diff import diff
from messaging.models import Release
from messaging.permissions import access_framework
from messaging.released import released_document
from people.permissions import author_view, publisher_view, signed_in
from sheets.actions.retry import retry
from sheets.beat import silence
from sheets.grid import lay_out
from sheets.history import history, lines, neighbour, timed, took
from sheets.permissions import access_release
from sheets.progress import Progress, progress
from ui.http import HtmxHttpRequest, page_or_fragment

A_PAGE = 30


@author_view
@require_safe
def release_list(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show every release of the framework, newest first."""
    framework = access_framework(signed_in(request), slug)
    page = Paginator(history(framework), A_PAGE).get_page(request.GET.get("page"))
    context = {"framework": framework, "page": page, "lines": lines(page.object_list), "here": "releases"}
    return render(request, "publishing/releases.html", context)


@author_view
@require_safe
def release(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """Show how far the release's sheets are; htmx asks for the progress alone until all is settled."""
    shown = access_release(signed_in(request), slug, number)
    now = progress(shown)
    context = _progress(shown, now)
    if not request.htmx:
        before = neighbour(shown)
        context["before"] = before
        context["sides"] = f"?from={before.number}&to={number}" if before else ""
        context["took"] = took(timed(shown.framework.releases.filter(pk=shown.pk)).defer("document").get())
        context["changes"] = diff(released_document(before) if before else None, released_document(shown))
    response = page_or_fragment(request, "publishing/release.html", "poll", context)
    if request.htmx and now.settled:
        response.status_code = HTMX_STOP_POLLING
    return response


def _progress(release: Release, now: Progress) -> dict[str, Any]:
    document = released_document(release)
    return {
        "framework": release.framework,
        "release": release,
        "live": release.framework.live_release,
        "withdrawal": getattr(release, "withdrawal", None),
        "now": now,
        "review_by": document.review_by,
        "grid": lay_out(document, now.tiles()),
        "silence": None if now.settled else silence(),
        "here": "releases",
    }


@publisher_view
@require_POST
def release_retry(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """Try failed sheets again: the one posted, or all."""
    shown = access_release(signed_in(request), slug, number)
    chosen = [int(pk) for pk in request.POST.getlist("job") if pk.isascii() and pk.isdigit()]
    tried = retry(actor=signed_in(request), release=shown, job_ids=chosen or None)
    if not tried:
        messages.info(request, "No sheet of this release has failed any more.")
    return redirect("release", slug, number)
