"""Switching the first steps off, for this person and this browser."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from messaging.permissions import access_framework
from messaging.views.matrix import GUIDE
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest

A_YEAR = 365 * 24 * 3600


@author_view
@require_POST
def guide_hide(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Remember that the person needs no first steps; htmx takes them off the page, a plain form goes to the matrix."""
    framework = access_framework(signed_in(request), slug)
    response = HttpResponse() if request.htmx else redirect("matrix", framework.slug)
    response.set_cookie(GUIDE, "off", max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
