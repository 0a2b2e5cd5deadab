"""Files in and out: import with a dry run, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from messaging.actions.framework import as_copy
from messaging.actions.import_framework import import_framework, strangers
from messaging.actions.pending import drop_pending, keep_pending, read_pending
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, to_json
from messaging.forms.exchange import ConfirmForm, FileForm
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.catalogue import differences
from messaging.reading import DocumentError, read_document
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, posted


@author_view
@require_safe
def framework_export(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the draft as a file."""
    framework = access_framework(signed_in(request), slug)
    response = HttpResponse(to_json(assemble(framework)), content_type="application/json; charset=utf-8")
    name = f"{framework.title} (draft).json".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@author_view
@require_http_methods(["GET", "POST"])
def framework_import(request: HtmxHttpRequest) -> HttpResponse:
    """Read a file and show what it holds. Nothing is written before the next step confirms it."""
    form = FileForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _choose(request, form, status=422 if form.errors else 200)
    try:
        document = read_document(form.cleaned_data["file"].read())
    except DocumentError as error:
        return _choose(request, form, status=422, problems=error.problems, name=form.cleaned_data["file"].name)
    pending = keep_pending(signed_in(request), document, name=form.cleaned_data["file"].name)
    return redirect("framework_import_check", pending.token)


def _choose(request: HtmxHttpRequest, form: FileForm, *, status: int, **context: Any) -> HttpResponse:
    return render(request, "messaging/import.html", {"form": form, "nav": "write", **context}, status=status)


@author_view
@require_http_methods(["GET", "POST"])
def framework_import_check(request: HtmxHttpRequest, token: str) -> HttpResponse:
    """Show what an uploaded file holds and how it differs from what is here; import it when confirmed."""
    user = signed_in(request)
    pending, document = read_pending(user, token)
    clash = Framework.objects.filter(slug=document.slug).first()
    form = ConfirmForm(posted(request), clash=clash is not None)
    context = {"pending": pending, "form": form, "clash": clash, **_held(document), "nav": "write"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "messaging/import_check.html", context, status=422 if form.errors else 200)
    try:
        framework = import_framework(
            user,
            as_copy(document) if form.cleaned_data["clash"] == "copy" else document,
            replace=form.cleaned_data["clash"] == "replace",
            update_catalogue=form.cleaned_data["catalogue"] == "file",
        )
    except DocumentError as error:
        return render(request, "messaging/import_check.html", context | {"problems": error.problems}, status=422)
    drop_pending(user, token)
    messages.success(request, f"“{framework.title}” is imported.")
    return redirect("matrix", framework.slug)


def _held(document: FrameworkDocument) -> dict[str, Any]:
    offer = document.offer
    parts = [
        ("Stages", len(document.journey.stages)),
        ("Roles", len(document.roles)),
        ("Messages", len(document.messages)),
        ("Proofs", len(document.proofs)),
        ("Questions", len(document.questions)),
        ("Objections", len(document.objections)),
        ("Capabilities", len(offer.capabilities)),
        ("Alternatives", len(offer.alternatives)),
    ]
    return {
        "document": document,
        "parts": parts,
        "differences": differences(document),
        "strangers": strangers(document),
    }
