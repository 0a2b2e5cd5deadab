"""The moves of a job's row, each one conditional UPDATE in database time. Who loses the race learns it from the count.

queued → running → ready | failed; running → queued (again, later). A lease token fences every move of a running job:
a worker that was frozen past its lease and wakes up cannot win.
"""

from __future__ import annotations

import random
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Now

from sheets.models import RenderJob
from sheets.terms import JobState

FRESH = {
    "state": JobState.QUEUED,
    "attempts": 0,
    "error_code": "",
    "error_detail": "",
    "lease_token": "",
    "last_rung_at": None,
    "finished_at": None,
}  # what a job is when nothing was tried yet
BACKOFF_SECONDS, BACKOFF_MOST = 4, 300


def in_seconds(seconds: float) -> ExpressionWrapper[Any]:
    """Return a moment so many seconds from now (or ago, when negative) on the database's clock."""
    return ExpressionWrapper(Now() + Value(timedelta(seconds=seconds)), output_field=DateTimeField())


def due() -> QuerySet[RenderJob]:
    """Return the jobs that may start now, or whose worker has let its lease run out."""
    waiting = Q(state=JobState.QUEUED, not_before__lte=Now())
    return RenderJob.objects.filter(waiting | lost(), attempts__lt=settings.RENDER_MAX_ATTEMPTS)


def lost() -> Q:
    return Q(state=JobState.RUNNING, lease_expires_at__lt=Now())


def claim(job_id: int) -> str | None:
    """Take the job and return the lease token, or None when it is not to be had."""
    token = secrets.token_hex(16)
    taken = (
        due()
        .filter(pk=job_id)
        .update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_token=token,
            lease_expires_at=in_seconds(settings.RENDER_LEASE_SECONDS),
        )
    )
    return token if taken else None


def _held(job_id: int, token: str) -> QuerySet[RenderJob]:
    return RenderJob.objects.filter(pk=job_id, state=JobState.RUNNING, lease_token=token)


def finish(job_id: int, token: str) -> bool:
    """Move the job to ready if the lease still holds; return whether it did."""
    return bool(
        _held(job_id, token).update(
            state=JobState.READY, lease_token="", error_code="", error_detail="", finished_at=Now()
        )
    )


def fail(job_id: int, token: str, code: str, detail: str) -> bool:
    """Move the job to failed, for a person to look at."""
    values = {"error_code": code, "error_detail": detail, "lease_token": "", "finished_at": Now()}
    return bool(_held(job_id, token).update(state=JobState.FAILED, **values))


def postpone(job_id: int, token: str, attempt: int, code: str, detail: str) -> bool:
    """Queue the job again for later, or fail it when this was its last attempt."""
    if attempt >= settings.RENDER_MAX_ATTEMPTS:
        return fail(job_id, token, code, detail)
    return bool(
        _held(job_id, token).update(
            state=JobState.QUEUED,
            lease_token="",
            not_before=in_seconds(backoff(attempt)),
            error_code=code,
            error_detail=detail,
            last_rung_at=None,
        )
    )


def backoff(attempt: int) -> float:
    """Return how long to wait after that attempt: full jitter, so jobs that failed together return apart."""
    return random.uniform(0, min(BACKOFF_MOST, BACKOFF_SECONDS * 2**attempt))  # noqa: S311  # not a secret
