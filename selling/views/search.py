"""Searching the messages in use, as one types."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, replace_url

from people.permissions import reader_view
from selling.queries import search_released
from ui.http import HtmxHttpRequest, page_or_fragment


@require_safe
@reader_view
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found. While one types, the address follows, and leaves one step to go back."""
    htmx_request = cast(HtmxHttpRequest, request)
    query = request.GET.get("q", "")[:200].replace("\0", "").strip()
    context = {"nav": "prepare", "query": query, "result": search_released(query)}
    response = page_or_fragment(htmx_request, "selling/search.html", "answer", context)
    if not htmx_request.htmx:
        return response
    here = (htmx_request.htmx.current_url_abs_path or "").startswith(reverse("search"))
    return (replace_url if here else push_url)(response, request.get_full_path())
