"""Whether anybody works: each task leaves a sign of life, and the page tells when there has been none."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from sheets.models import WorkerBeat


def beat(worker: str) -> None:
    """Note that the worker is alive. The sweep task runs every few seconds, so an idle worker beats too."""
    WorkerBeat.objects.update_or_create(worker=worker[:120], defaults={"seen_at": Now()})


def silent_seconds() -> int:
    """Return the silence after which people are told."""
    return max(60, settings.SWEEP_SECONDS * 3)


def last_seen() -> datetime | None:
    return WorkerBeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def silence() -> int | None:
    """Return for how many seconds no worker was seen when that is too long, 0 for never seen, None when all is well."""
    seen = last_seen()
    if seen is None:
        return 0
    age = (timezone.now() - seen).total_seconds()
    return int(age) if age > silent_seconds() else None
