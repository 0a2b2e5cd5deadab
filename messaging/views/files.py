"""A framework's files: the draft as JSON, as a workbook, as a sheet to read; and a changed file back over the draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from messaging.actions.compose import StaleMessageError
from messaging.actions.library import StaleError
from messaging.actions.pending import drop_pending, keep_pending, read_pending
from messaging.actions.replace_draft import StaleDraftError, Trial, replace_draft, try_replacing
from messaging.assembly import assemble
from messaging.diff import diff
from messaging.document import FrameworkDocument, to_json
from messaging.forms.exchange import FileForm, ReplaceForm
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.catalogue import differences
from messaging.queries.people import strangers
from messaging.reading import DocumentError
from messaging.references import Problem
from messaging.tables.columns import SHEETS, SINGLE
from messaging.tables.places import CellProblem, Spot
from messaging.uploads import Upload
from messaging.views.exchange import read_file
from messaging.workbook import WorkbookError
from messaging.workbook_out import TYPE, version_of, write_matrix, write_workbook
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, posted

JSON = "application/json; charset=utf-8"


def attachment(content: str | bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file that is kept under a name people understand."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name.replace("/", "-")) or "attachment"
    return response


@author_view
@require_safe
def framework_export(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the draft as a framework file."""
    framework = access_framework(signed_in(request), slug)
    return attachment(to_json(assemble(framework)), JSON, f"{framework.title} (draft).json")


@author_view
@require_safe
def framework_workbook(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the draft as a workbook to fill in."""
    framework = access_framework(signed_in(request), slug)
    try:
        content = write_workbook(assemble(framework))
    except WorkbookError as error:
        messages.error(request, str(error))
        return redirect("framework_files", slug)
    return attachment(content, TYPE, f"{framework.title} (draft).xlsx")


@author_view
@require_safe
def framework_matrix(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the matrix as a sheet to read."""
    framework = access_framework(signed_in(request), slug)
    return attachment(write_matrix(assemble(framework)), TYPE, f"{framework.title} (matrix).xlsx")


@author_view
@require_http_methods(["GET", "POST"])
def framework_files(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Offer the draft as files, and read a changed one. Nothing is written before the next step confirms it."""
    framework = access_framework(signed_in(request), slug)
    form = FileForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, framework, form)
    file = form.cleaned_data["file"]
    upload, wrong = read_file(form, file)
    if upload is None:
        return _page(request, framework, form, **wrong)
    if upload.document.slug != slug:
        return _page(request, framework, form, name=file.name, **_another(framework, upload))
    pending = keep_pending(signed_in(request), upload.document, name=file.name)
    for note in upload.notes:
        messages.info(request, note)
    if upload.version and upload.version != version_of(assemble(framework)):
        messages.info(request, OUTDATED)
    return redirect("framework_files_check", slug, pending.token)


OUTDATED = (
    "The draft has changed since this workbook was written. Where the workbook says otherwise, it takes those changes "
    "back: read the list with that in mind, or export anew and carry your changes over."
)


def _another(framework: Framework, upload: Upload) -> dict[str, Any]:
    """Say that the file belongs to another framework, at the place where it says so."""
    said = f"This file belongs to another framework. To bring it in here all the same, write “{framework.slug}”."
    if not upload.version:
        return {"problems": [Problem("/slug", said)]}
    row = next(row for row, column in enumerate(SINGLE.columns, start=2) if column.path == "slug")
    return {"cell_problems": [CellProblem(Spot(SINGLE.name, row, 2, "Key of the framework"), said)]}


def _page(request: HtmxHttpRequest, framework: Framework, form: FileForm, **context: Any) -> HttpResponse:
    wrong = form.errors or "problems" in context or "cell_problems" in context
    values = {"framework": framework, "here": "settings", "form": form, "sheets": [SINGLE, *SHEETS]}
    return render(request, "messaging/files.html", values | context, status=422 if wrong else 200)


@author_view
@require_http_methods(["GET", "POST"])
def framework_files_check(request: HtmxHttpRequest, slug: str, token: str) -> HttpResponse:
    """Show what a file would change in the draft; write it when confirmed, unless the draft has changed meanwhile."""
    user = signed_in(request)
    framework = access_framework(user, slug)
    pending, document = read_pending(user, token)
    if document.slug != slug:
        raise Http404("This upload belongs to another framework.")
    form = ReplaceForm(posted(request))
    context = {"framework": framework, "here": "settings", "pending": pending, "form": form}
    if request.method != "POST" or not form.is_valid():
        return _check(request, framework, document, context)
    update = form.cleaned_data["catalogue"] == "file"
    try:
        replace_draft(user, framework, document, update_catalogue=update, seen=form.cleaned_data["seen"])
    except (StaleDraftError, StaleMessageError, StaleError):
        return _check(request, framework, document, context | {"stale": True}, status=409)
    except DocumentError as error:
        return _check(request, framework, document, context | {"problems": error.problems}, status=422)
    drop_pending(user, token)
    messages.success(request, f"{pending.name} is in the draft.")
    return redirect("matrix", slug)


def _check(
    request: HtmxHttpRequest,
    framework: Framework,
    document: FrameworkDocument,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    trial, lacking = _trial(request, framework, document)
    if trial is None:
        return render(request, "messaging/files_check.html", {"problems": lacking, **context}, status=422)
    values = {
        "changes": diff(trial.before, trial.after),
        "seen": trial.seen,
        "lacking": lacking,
        "differences": differences(document),
        "strangers": strangers(document),
        "chosen": request.POST.get("catalogue") or ("file" if lacking else "ours"),
    }
    return render(request, "messaging/files_check.html", values | context, status=status)


def _trial(
    request: HtmxHttpRequest, framework: Framework, document: FrameworkDocument
) -> tuple[Trial | None, list[Problem]]:
    """Try the file with the shared rows as they are, else with the file's; say what they lack in the first case."""
    user = signed_in(request)
    try:
        return try_replacing(user, framework, document, update_catalogue=False), []
    except DocumentError as error:
        lacking = error.problems
    try:
        return try_replacing(user, framework, document, update_catalogue=True), lacking
    except DocumentError as error:
        return None, error.problems
