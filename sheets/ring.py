"""Ringing the workers. The ring may be lost: the row is the truth and the sweeper rings again."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from celery import current_app
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from sheets.models import RenderJob

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 200  # a file-system broker with thousands of messages is slow; the sweeper feeds the rest
RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.2}


def ring(job_ids: Sequence[int]) -> int:
    """Ring for the jobs, as many as are wise at once; return how many. Never raises: the request has done its part."""
    rung: list[int] = []
    for job_id in job_ids[:MOST_AT_ONCE]:
        try:
            current_app.send_task("sheets.tasks.render", (job_id,), retry=True, retry_policy=RETRY_POLICY)
        except (OperationalError, OSError) as error:
            logger.warning("The broker does not answer; the sweeper will ring again. %s", error)
            break
        rung.append(job_id)
    if rung:
        RenderJob.objects.filter(pk__in=rung).update(last_rung_at=Now())
    return len(rung)
