"""Being seen in a framework, and seeing who else is there: only what changed is swapped, out of band."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from messaging.actions.presence import seen
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.presence import Here, by_cell, read_token, token_of, who_else, with_places
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest
from ui.plain import KEY_PATTERN

STOP_POLLING = 286


def presence(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Take where the person is. A page whose session has ended stops asking; it is not led away from typed text."""
    if request.htmx and not request.user.is_authenticated:
        return HttpResponse(status=STOP_POLLING)
    return _present(request, slug)


@author_view
@require_POST
def _present(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    framework = access_framework(user, slug)
    stage, role, message = (_key(request, name) for name in ("stage", "role", "message"))
    writing = bool(request.POST.get("writing"))
    seen(actor=user, framework=framework, stage=stage, role=role, message=message, writing=writing)
    people = who_else(framework, user)
    if not request.htmx:
        return _told(request, framework, people, (stage, role), message)
    news = _page_news(request, framework, people, (stage, role)) | _panel_news(request, people, message)
    return render(request, "messaging/parts/presence_news.html", news) if news else HttpResponse(status=204)


def _key(request: HtmxHttpRequest, name: str) -> str:
    """Return the posted key of a place, or nothing when it is none."""
    key = request.POST.get(name, "")
    return key if re.match(KEY_PATTERN, key) else ""


def _page_news(
    request: HtmxHttpRequest, framework: Framework, people: list[Here], here: tuple[str, str]
) -> dict[str, Any]:
    """Return who is where for the bar and the cells, and the faces to take away; nothing when the page shows that."""
    shown = request.POST.get("shown", "")
    if shown == token_of(people):
        return {}
    return {
        "page": True,
        "shown": token_of(people),
        "people": with_places(framework, people),
        "cells": by_cell(people, but=here),
        "left": by_cell(read_token(shown), but=here),
    }


def _panel_news(request: HtmxHttpRequest, people: list[Here], message: str) -> dict[str, Any]:
    """Return who else is at the open message, and who came since; nothing when the panel tells that already."""
    beside = [one for one in people if message and one.message == message]
    told = request.POST.get("told", "")
    if told == token_of(beside):
        return {}
    known = {one.pk for one in read_token(told)}
    return {
        "panel": True,
        "beside": token_of(beside),
        "writers": [one for one in beside if one.writing],
        "readers": [one for one in beside if not one.writing],
        "arrived": [one for one in beside if one.pk not in known],
    }


def _told(
    request: HtmxHttpRequest, framework: Framework, people: list[Here], here: tuple[str, str], message: str
) -> HttpResponse:
    """Tell in a notice who is here, and lead back: what a page without JavaScript does at its button."""
    told = "; ".join(one.words for one in with_places(framework, people))
    messages.info(request, f"Here now: {told}." if told else "Nobody else is here.")
    if message and framework.messages.filter(key=message).exists():
        return redirect(reverse("message", args=[framework.slug, message]))
    place = reverse("cell", args=[framework.slug, *here]) if all(here) else reverse("matrix", args=[framework.slug])
    return redirect(place)
