"""One job, from row to file: 1 claim, 2 compose, 3 render, 4 store, 5 finalise, 6 put complete releases in use.

Steps 2 to 4 hold no transaction. A worker killed between any two steps leaves a row that the sweeper picks up.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.template import TemplateDoesNotExist, TemplateSyntaxError

from messaging.actions.go_live import go_live
from messaging.released import released_document
from sheets import jobs, store
from sheets.compose import Stamp, compose
from sheets.errors import RenderError
from sheets.models import Artifact, RenderJob, Sheet
from sheets.parts import Index
from sheets.pdf import Pdf, render_pdf
from sheets.plan import view_of
from sheets.queries import missing, unfinished
from sheets.terms import SheetKind

logger = logging.getLogger(__name__)


def run(job_id: int) -> bool:
    """Make the job's file if the job is free; return whether this call brought it to ready."""
    token = jobs.claim(job_id)
    if token is None:
        return False
    job = RenderJob.objects.select_related("sheet__release").defer("sheet__release__document").get(pk=job_id)
    try:
        pdf = _make(job.sheet)
        _step("storage", lambda: store.put(job.content_key, pdf.body))
    except RenderError as error:
        _give_up(job, token, error)
        return False
    except SoftTimeLimitExceeded:
        detail = "Rendering took too long and was stopped. Shorten the texts of this sheet, or try again."
        _give_up(job, token, RenderError("too-slow", detail, permanent=False))
        return False
    done = _finalise(job, token, pdf)
    complete_releases(job.content_key)
    return done


def _make(sheet: Sheet) -> Pdf:
    html = _step("document", lambda: html_of(sheet))
    return _step("renderer", lambda: render_pdf(html))


def html_of(sheet: Sheet) -> str:
    """Return the sheet as HTML for paper."""
    index = Index(released_document(sheet.release))
    kind = SheetKind(sheet.kind)
    return compose(kind, view_of(index, kind, sheet.stage_key, sheet.role_key), stamp_of(sheet))


def stamp_of(sheet: Sheet) -> Stamp:
    """Return the first release of the framework that had this very content."""
    number, released_at = (
        Sheet.objects.filter(content_key=sheet.content_key, release__framework=sheet.release.framework_id)
        .order_by("release__number")
        .values_list("release__number", "release__released_at")[0]
    )
    return Stamp(number, released_at.date())


PERMANENT = (TemplateSyntaxError, TemplateDoesNotExist, KeyError, ValueError, TypeError, AttributeError)
T = TypeVar("T")


def _step(code: str, step: Callable[[], T]) -> T:
    """Run a step and turn what goes wrong into words; what lies in the document or the templates is permanent."""
    try:
        return step()
    except (RenderError, SoftTimeLimitExceeded):
        raise
    except PERMANENT as error:
        logger.exception("A sheet cannot be made")
        raise RenderError(code, f"This sheet cannot be made: {_said(error)}", permanent=True) from error
    except Exception as error:
        logger.exception("A sheet was not made this time")
        raise RenderError(code, f"{TROUBLE[code]}: {_said(error)}", permanent=False) from error


TROUBLE = {
    "document": "The words of the sheet could not be put together",
    "renderer": "The sheet could not be drawn",
    "storage": "The file could not be kept",
}


def _said(error: Exception) -> str:
    said = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    return f"{said[:500].rstrip('.')}."


def _give_up(job: RenderJob, token: str, error: RenderError) -> None:
    if error.permanent:
        jobs.fail(job.pk, token, error.code, error.detail)
    else:
        jobs.postpone(job.pk, token, job.attempts, error.code, error.detail)


@transaction.atomic
def _finalise(job: RenderJob, token: str, pdf: Pdf) -> bool:
    """Write down that the file is there, unless another worker holds the job by now."""
    if not jobs.finish(job.pk, token):
        return False
    values = {"sha256": hashlib.sha256(pdf.body).hexdigest(), "size": len(pdf.body), "pages": pdf.pages}
    Artifact.objects.update_or_create(content_key=job.content_key, defaults=values)
    return True


def complete_releases(content_key: str) -> None:
    """Put in use what is complete now. Called after the commit: of two last sheets, the later one sees both."""
    for release in unfinished().filter(sheets__content_key=content_key).order_by("number"):
        if not missing(release).exists():
            go_live(release)
