"""Two questions, one answer: where is your customer, who are you meeting."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from messaging.models import Release
from messaging.queries.releases import taken_from_sellers
from people.permissions import reader_view
from selling.finder import meeting
from selling.news import news
from selling.papers import Papers
from selling.permissions import open_release
from selling.queries import live_releases, withdrawn
from ui.http import HtmxHttpRequest, page_or_fragment


@require_safe
@reader_view
@gzip_page
def finder(request: HttpRequest) -> HttpResponse:
    """Ask for the framework only when there is more than one."""
    releases = live_releases()
    slug = request.GET.get("framework", "")
    release = _chosen(releases, slug)
    if release is None:
        context = {"nav": "prepare", "releases": releases, "gone": bool(slug), "withdrawn": withdrawn()}
        return render(request, "selling/choose.html", context)
    return _answer(cast(HtmxHttpRequest, request), release, len(releases))


def _chosen(releases: list[Release], slug: str) -> Release | None:
    if not slug and len(releases) == 1:
        return releases[0]
    return next((release for release in releases if release.framework.slug == slug), None)


def _answer(request: HtmxHttpRequest, release: Release, choices: int) -> HttpResponse:
    reading = open_release(release)
    answer = meeting(reading.index, request.GET.get("stage", ""), request.GET.getlist("role"))
    context: dict[str, Any] = {
        "nav": "prepare",
        "release": release,
        "framework": release.framework,
        "choices": choices,
        "meeting": answer,
        "news": partial(news, release),  # called by the page, not by the fragment
        "gone": partial(taken_from_sellers, release.framework, release),
        "papers": Papers.of_stage(release, answer.stage.key if answer.stage else ""),
    }
    return page_or_fragment(request, "selling/finder.html", "answer", context)
