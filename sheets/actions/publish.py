"""Draft → release with its sheets: frozen, planned, known files reused, the rest queued; one transaction."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from messaging.actions.freeze import FreezeRefusedError, freeze_release
from messaging.actions.go_live import go_live
from messaging.document import FrameworkDocument
from messaging.models import Framework, Release
from messaging.queries.releases import standing
from people.models import User
from sheets.jobs import FRESH
from sheets.look import look
from sheets.models import RenderJob, Sheet
from sheets.plan import SheetSpec, plan
from sheets.queries import made, nothing_new
from sheets.ring import ring
from sheets.terms import JobState, SheetKind

# A long job begun last would keep one worker busy when the others have nothing left to do.
LONGEST_FIRST = (SheetKind.BOOK, SheetKind.ROLE, SheetKind.STAGE, SheetKind.MESSAGE)


@transaction.atomic
def publish(*, actor: User | None, framework: Framework, notes: str = "", number: int | None = None) -> Release:
    """Freeze the draft and see that every sheet of it gets its file; the release goes in use when all are there.

    Refuses (FreezeRefusedError) a draft that says what the newest standing release says, on sheets that look the same:
    sellers would be told of news that is none. Nothing is ever rendered twice.
    """
    release = freeze_release(actor=actor, framework=framework, notes=notes, number=number)
    specs = plan(FrameworkDocument.model_validate(release.document), look())
    before = standing(framework).filter(number__lt=release.number).first()
    if reasons := nothing_new(before, release.content_hash, specs):
        raise FreezeRefusedError(reasons)
    sheets = _write_sheets(release, specs)
    keys = {spec.content_key for spec in specs}
    wanted = keys - made(keys)
    if wanted:
        transaction.on_commit(partial(ring, _queue(sheets, wanted)), robust=True)
    else:
        go_live(release)
    return release


def _write_sheets(release: Release, specs: list[SheetSpec]) -> list[Sheet]:
    return Sheet.objects.bulk_create(
        Sheet(
            release=release,
            kind=spec.kind,
            stage_key=spec.stage_key,
            role_key=spec.role_key,
            title=spec.title,
            position=spec.position,
            content_key=spec.content_key,
        )
        for spec in specs
    )


def _queue(sheets: list[Sheet], wanted: set[str]) -> list[int]:
    """See that every sheet without a file has a job, and return the jobs to ring for, the longest first."""
    longest_first = sorted(sheets, key=lambda sheet: LONGEST_FIRST.index(SheetKind(sheet.kind)))
    by_key = {sheet.content_key: sheet for sheet in longest_first if sheet.content_key in wanted}
    RenderJob.objects.bulk_create(
        (RenderJob(content_key=key, sheet=sheet) for key, sheet in by_key.items()), ignore_conflicts=True
    )
    jobs = RenderJob.objects.filter(content_key__in=wanted)
    # A job that failed or lost its file before is tried anew; one that waits or runs already serves this release too.
    jobs.exclude(state__in=[JobState.QUEUED, JobState.RUNNING]).update(**FRESH, not_before=Now())
    return list(jobs.filter(state=JobState.QUEUED).order_by("pk").values_list("pk", flat=True))
