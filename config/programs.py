"""The programs of a running Throughline: the web server and the worker, with the clock of the sweep inside it."""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings

from config.supervisor import Program

# --beat: one worker is the rule here; with several, beat runs alone (docker-compose.yml).
WORKER_OPTIONS = (
    "--beat",
    "--queues=render,maintenance",
    "--concurrency=2",
    "--loglevel=WARNING",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
)


def programs(host: str, port: int, log_folder: Path | None = None) -> list[Program]:
    """Return the web server and the worker; with a folder, each writes a log file there."""
    if log_folder:
        log_folder.mkdir(parents=True, exist_ok=True)

    def program(name: str, *command: str) -> Program:
        log = log_folder / f"{name.replace(' ', '-')}.log" if log_folder else None
        return Program(name, [sys.executable, "-m", *command], log)

    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    config = str(settings.BASE_DIR / "gunicorn.conf.py")
    return [
        program("web server", "gunicorn", "config.wsgi", "--config", config, "--bind", address),
        program("worker", "celery", "--app", "config", "worker", *WORKER_OPTIONS),
    ]
