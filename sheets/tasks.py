"""Thin Celery tasks: a job's id in, the pipeline called."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from sheets.beat import beat
from sheets.pipeline import run
from sheets.sweep import sweep as sweep_now


@shared_task(name="sheets.tasks.render", bind=True)
def render(task: Any, job_id: int) -> None:
    beat(task.request.hostname or "worker")
    run(job_id)


@shared_task(name="sheets.tasks.sweep", bind=True)
def sweep(task: Any) -> None:
    beat(task.request.hostname or "worker")
    sweep_now()
