"""Signs of life for load balancers and people: /healthz (this process answers) and /readyz (all it needs does, too)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from config.celery import app
from sheets.beat import silence

FINE = "ok"
TROUBLE = (DatabaseError, KombuError, OSError)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse(FINE, content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything works, else 503; the body names each part and says only what is safe to tell."""
    answers = {name: _asked(check) for name, check in CHECKS.items()}
    fine = all(answer == FINE for answer in answers.values())
    return JsonResponse(answers, status=200 if fine else 503)


def _asked(check: Callable[[], str]) -> str:
    try:
        return check()
    except TROUBLE as error:
        return f"failed: {type(error).__name__}"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return FINE


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait: run manage.py migrate" if waiting else FINE


def _broker() -> str:
    with app.connection_for_write(connect_timeout=2) as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    return FINE


def _storage() -> str:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as probe:
        probe.write(b"throughline")
    return FINE


def _worker() -> str:
    silent = silence()
    if silent is None:
        return FINE
    return f"no worker seen for {silent} s" if silent else "no worker seen yet"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "storage": _storage,
    "worker": _worker,
}
