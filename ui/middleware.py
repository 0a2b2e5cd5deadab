"""What every request passes: a sign-in that is no fragment of a page, and the reader's own clock."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect


class HtmxLoginRedirect:
    """A session that has ended answers an htmx request with a full-page redirect, never with a sign-in inside a div."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "htmx", False) and isinstance(response, HttpResponseRedirect):
            login = reverse("account_login")
            if response.url.startswith(login):
                return HttpResponseClientRedirect(response.url)
        return response


class OwnClock:
    """Times of day are told by the reader's clock, once the browser has said which it is; else by the server's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            zone = ZoneInfo(request.COOKIES["clock"])
        except (KeyError, ValueError, OSError):  # none yet, or not one that exists here
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)
