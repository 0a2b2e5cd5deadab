"""Requests as views receive them, and the one way to answer with a page or a fragment of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    """A request that has passed django-htmx's middleware."""

    htmx: HtmxDetails


def page_or_fragment(
    request: HtmxHttpRequest, template: str, fragment: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render `template`, or only its partial `fragment` when htmx asks for it (boosted links get the page)."""
    wants_fragment = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    name = f"{template}#{fragment}" if wants_fragment else template
    response = render(request, name, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, for a form to bind to; None when the request only asks for the page."""
    return request.POST if request.method == "POST" else None


def posted_number(request: HttpRequest, name: str) -> int:
    """Return a posted whole number; 0, which is no version and no place of anything, when it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
