"""A framework's settings: its own fields, its roles, whether sellers see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from messaging.actions.framework import archive_framework, save_settings
from messaging.actions.library import InUseError, StaleError
from messaging.actions.roles import add_roles, move_role, remove_role
from messaging.forms.base import differing
from messaging.forms.framework import RolesForm, SettingsForm
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.beginnings import role_choices
from messaging.queries.roles import role_lines
from people.permissions import author_view, signed_in
from stakeholders.models import BuyerRole
from ui.http import HtmxHttpRequest, page_or_fragment, posted_number

PAGE = "messaging/settings.html"


@author_view
@require_http_methods(["GET", "POST"])
def framework_settings(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show and save a framework's own fields; a save over a newer version shows both."""
    framework = access_framework(signed_in(request), slug)
    if request.method != "POST":
        return _page(request, framework)
    form = SettingsForm(request.POST, instance=access_framework(signed_in(request), slug))
    if not form.is_valid():
        return _page(request, framework, form=form, status=422)
    try:
        version = posted_number(request, "version")
        save_settings(signed_in(request), framework, form.cleaned_data, expected_version=version)
    except StaleError as error:
        theirs = differing(form, SettingsForm(instance=error.row))
        return _page(request, error.row, form=form, status=409, conflict=True, theirs=theirs)
    messages.success(request, "The settings are saved.")
    return redirect("framework_settings", slug)


def _page(
    request: HtmxHttpRequest, framework: Framework, *, form: Any = None, status: int = 200, **context: Any
) -> HttpResponse:
    lines = role_lines(framework)
    values = {
        "framework": framework,
        "here": "settings",
        "form": form or SettingsForm(instance=framework),
        "version": framework.version,
        "lines": lines,
        "roles": role_choices(without=[line.role.key for line in lines]),
        "economic": [line.role.title for line in lines if line.economic],
        "variants": framework.variants.order_by("title"),
    }
    return page_or_fragment(request, PAGE, "roles", values | context, status=status)


@author_view
@require_POST
def framework_roles(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Take roles of the catalogue into the framework."""
    framework = access_framework(signed_in(request), slug)
    have = framework.roles.values_list("key", flat=True)
    form = RolesForm(request.POST, roles=role_choices(without=have))
    if not form.is_valid():
        return _page(request, framework, roles_form=form, status=422)
    add_roles(signed_in(request), framework, form.cleaned_data["roles"])
    return _roles(request, framework)


@author_view
@require_POST
def framework_role_move(request: HtmxHttpRequest, slug: str, role: str) -> HttpResponse:
    """Move a role one place up or down."""
    framework = access_framework(signed_in(request), slug)
    up = request.POST.get("direction") == "up"
    move_role(signed_in(request), framework, _role(framework, role), step=-1 if up else 1)
    return _roles(request, framework, focus=role, moved="up" if up else "down")


@author_view
@require_POST
def framework_role_remove(request: HtmxHttpRequest, slug: str, role: str) -> HttpResponse:
    """Take a role out of the framework, or say which messages speak to it."""
    framework = access_framework(signed_in(request), slug)
    row = _role(framework, role)
    try:
        remove_role(signed_in(request), framework, row)
    except InUseError as error:
        return _page(request, framework, status=409, refused=error.uses, refused_role=row)
    return _roles(request, framework)


def _role(framework: Framework, key: str) -> BuyerRole:
    row = framework.roles.filter(key=key).first()
    if row is None:
        raise Http404(f"This framework has no role “{key}”.")
    return row


def _roles(request: HtmxHttpRequest, framework: Framework, **context: Any) -> HttpResponse:
    if request.htmx:
        return _page(request, framework, **context)
    return redirect(f"{reverse('framework_settings', args=[framework.slug])}#roles")


@author_view
@require_POST
def framework_archive(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Take the framework out of sellers' sight, or bring it back."""
    framework = access_framework(signed_in(request), slug)
    archived = request.POST.get("archived") == "yes"
    archive_framework(signed_in(request), framework, archived=archived)
    said = "is archived: sellers no longer see it" if archived else "is back: sellers see its release again"
    titles = ", ".join(f"“{variant.title}”" for variant in framework.variants.order_by("title"))
    stay = f" What inherits from it stays in use: {titles}." if archived and titles else ""
    messages.success(request, f"“{framework.title}” {said}.{stay}")
    return redirect("framework_settings", slug)
