"""What a person sees when a request cannot be served: what happened, and what helps."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"sentence": _sentence(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"sentence": _sentence(exception)}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = "This form is out of date, so nothing was sent. Go back, reload the page and send it again."
    return render(request, "403.html", {"sentence": sentence, "stale": True}, status=403)


def _sentence(exception: Exception) -> str:
    """Return what the code that refused has to say, or nothing when it said nothing for people."""
    said = exception.args[0] if exception.args else ""
    return said if isinstance(said, str) else ""
