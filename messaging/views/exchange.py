"""A framework file on its way in as a framework of its own: read, shown, imported."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from messaging.actions.framework import as_copy
from messaging.actions.import_framework import import_framework
from messaging.actions.pending import drop_pending, keep_pending, read_pending
from messaging.document import FrameworkDocument
from messaging.forms.exchange import ConfirmForm, FileForm
from messaging.models import Framework
from messaging.queries.catalogue import differences
from messaging.queries.people import strangers
from messaging.reading import DocumentError
from messaging.tables.places import TableError
from messaging.uploads import Upload, read_upload
from messaging.workbook import WorkbookError
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, posted


@author_view
@require_http_methods(["GET", "POST"])
def framework_import(request: HtmxHttpRequest) -> HttpResponse:
    """Read a file and show what it holds. Nothing is written before the next step confirms it."""
    form = FileForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _choose(request, form, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    upload, wrong = read_file(form, file)
    if upload is None:
        return _choose(request, form, status=422, **wrong)
    pending = keep_pending(signed_in(request), upload.document, name=file.name)
    for note in upload.notes:
        messages.info(request, note)
    return redirect("framework_import_check", pending.token)


def read_file(form: FileForm, file: Any) -> tuple[Upload | None, dict[str, Any]]:
    """Return what the uploaded file holds, or None and what a page says of it."""
    try:
        return read_upload(file.read()), {}
    except WorkbookError as error:
        form.add_error("file", str(error))
        return None, {}
    except TableError as error:
        return None, {"cell_problems": error.problems, "name": file.name}
    except DocumentError as error:
        return None, {"problems": error.problems, "name": file.name}


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
    if form.cleaned_data["clash"] == "replace":
        return redirect("framework_files_check", document.slug, token)
    try:
        framework = import_framework(
            user,
            as_copy(document) if form.cleaned_data["clash"] == "copy" else document,
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
