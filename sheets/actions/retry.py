"""A failed sheet is tried again, because somebody asked."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from messaging.models import Release
from messaging.permissions import require_publisher
from people.activity import record
from people.models import User
from sheets.jobs import FRESH
from sheets.models import RenderJob
from sheets.ring import ring
from sheets.terms import JobState


@transaction.atomic
def retry(*, actor: User | None, release: Release, job_ids: list[int] | None = None) -> int:
    """Queue the release's failed jobs anew (all of them, or those named) and return how many there were."""
    if actor is not None:
        require_publisher(actor)
    failed = RenderJob.objects.filter(content_key__in=release.sheets.values("content_key"), state=JobState.FAILED)
    chosen = list((failed if job_ids is None else failed.filter(pk__in=job_ids)).values_list("pk", flat=True))
    tried = RenderJob.objects.filter(pk__in=chosen, state=JobState.FAILED).update(**FRESH, not_before=Now())
    if tried:
        record(actor, "tried again", release, sheets=tried)
        transaction.on_commit(partial(ring, chosen), robust=True)
    return tried
