"""The Celery application: a doorbell for rows that wait in the database."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings


def _filesystem_options() -> dict[str, Any]:
    """Return transport options of the embedded broker, with its folders made."""
    root = settings.VAR_DIR / "broker"
    folders = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"}
    for name in set(folders.values()):
        (root / name).mkdir(parents=True, exist_ok=True)
    return {key: str(root / name) for key, name in folders.items()} | {"polling_interval": 0.1}


def _redis_options() -> dict[str, Any]:
    """Bounded timeouts everywhere: a broker that accepts and never answers must not hang a request."""
    return {
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "visibility_timeout": 300,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }


def _configuration() -> dict[str, Any]:
    """Return what Celery needs to know, read from the settings on first use."""
    embedded = settings.BROKER_URL.startswith("filesystem")
    return {
        "broker_url": settings.BROKER_URL,
        "broker_transport": "config.embedded_broker:Transport" if embedded else None,
        "broker_transport_options": _filesystem_options() if embedded else _redis_options(),
        "broker_connection_retry_on_startup": True,
        "accept_content": ["json"],
        "result_backend": None,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 4 if embedded else 1,
        "worker_max_tasks_per_child": 50,
        "worker_max_memory_per_child": 400_000,
        "worker_hijack_root_logger": False,
        "task_default_queue": "render",
        "task_routes": {"sheets.tasks.sweep": {"queue": "maintenance"}},
        "task_soft_time_limit": settings.RENDER_SOFT_SECONDS,
        "task_time_limit": settings.RENDER_SOFT_SECONDS + 30,
        "task_publish_retry_policy": {
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.1,
            "interval_max": 0.2,
        },
        "beat_schedule": {"sweep": {"task": "sheets.tasks.sweep", "schedule": settings.SWEEP_SECONDS}},
        "beat_schedule_filename": str(settings.VAR_DIR / "celerybeat-schedule"),
        "timezone": "UTC",
    }


app = Celery("throughline")
app.add_defaults(_configuration)
app.autodiscover_tasks()
