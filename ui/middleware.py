"""What every request passes: answers that a view cannot give itself, and the reader's own clock."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect


class HtmxLoginRedirect:
    """Send an htmx request whose session has ended to the sign-in as a page, never as a login form inside a div."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "htmx", False) and isinstance(response, HttpResponseRedirect):
            login = reverse("account_login")
            if response.url.startswith(login):
                return HttpResponseClientRedirect(response.url)
        return response


class FormAddressPage:
    """Tell a person who opens the address of a form (a reload, a sign-in in between) where they are.

    Django answers 405 with nothing at all, for which browsers show a fault of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET" or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page


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
