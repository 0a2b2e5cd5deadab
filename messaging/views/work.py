"""One person's work: asked, sent back, given, due, owned; each line leads to its place."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from messaging.queries.work import MOST, read_work
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, page_or_fragment


@author_view
@require_safe
def my_work(request: HtmxHttpRequest) -> HttpResponse:
    """Show what waits for the person who looks."""
    work = read_work(signed_in(request), timezone.localdate())
    return page_or_fragment(request, "messaging/work.html", "lists", {"work": work, "most": MOST, "nav": "work"})
