"""The front door: each person lands where their work is, and keeps their own account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from people.permissions import may_administer, may_author, signed_in
from people.roles import ROLE_DOES

THEMES = ("light", "dark")
A_YEAR = 365 * 24 * 3600


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send leads to their frameworks, administrators to the admin, everybody else to the finder."""
    user = signed_in(request)
    if may_author(user):
        return redirect("framework_list")
    if may_administer(user) and user.is_staff:
        return redirect("admin:index")
    return redirect("finder")


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show a person who they are here, and where to change what they may change."""
    roles = [(name, ROLE_DOES[name]) for name in signed_in(request).role_names]
    return render(request, "door/account.html", {"roles": roles})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the person's choice of light or dark in a cookie; anything else follows the system."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(target if safe else "home")
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
