"""The doorbell rung again, and everything else that a lost message or a killed worker leaves undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from messaging.actions.go_live import go_live
from sheets import store
from sheets.jobs import due, in_seconds, lost
from sheets.models import RenderJob
from sheets.queries import missing, unfinished
from sheets.ring import MOST_AT_ONCE, ring
from sheets.terms import JobState

OLD_PART_SECONDS = 3600
LOST_WORKER = "The worker stopped while it made this sheet, and did so each time it was tried."


@dataclass(frozen=True)
class Swept:
    """What one sweep did."""

    rung: int
    requeued: int
    dead: int
    parts: int
    live: int


def sweep() -> Swept:
    """Bury jobs that had all their attempts, free lost ones, ring for what waits, put complete releases in use."""
    dead, requeued = _bury(), _free()
    return Swept(
        rung=_ring(), requeued=requeued, dead=dead, parts=store.remove_parts(OLD_PART_SECONDS), live=_go_live()
    )


def _bury() -> int:
    spent = RenderJob.objects.filter(attempts__gte=settings.RENDER_MAX_ATTEMPTS)
    values = {"state": JobState.FAILED, "lease_token": "", "finished_at": Now()}
    return spent.filter(lost()).update(**values, error_code="lost-worker", error_detail=LOST_WORKER)


def _free() -> int:
    """Queue jobs whose worker was lost; it may be rung for at once."""
    return RenderJob.objects.filter(lost()).update(
        state=JobState.QUEUED, lease_token="", not_before=Now(), last_rung_at=None
    )


def _ring() -> int:
    quiet = Q(last_rung_at=None) | Q(last_rung_at__lt=in_seconds(-settings.RING_AGAIN_SECONDS))
    return ring(list(due().filter(quiet).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]))


def _go_live() -> int:
    """Put in use what a worker completed but did not live to put in use."""
    ready = [release for release in unfinished().order_by("number") if not missing(release).exists()]
    return sum(go_live(release) for release in ready if release.sheets.exists())
