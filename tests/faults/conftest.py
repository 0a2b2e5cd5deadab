"""Real processes on the test run's own database and broker, to be killed, frozen and misled."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from config.programs import programs
from messaging.models import Framework, Release
from sheets import store
from sheets.models import Artifact, RenderJob
from sheets.terms import JobState

QUICK = {"RENDER_LEASE_SECONDS": "60", "RING_AGAIN_SECONDS": "2", "SWEEP_SECONDS": "1", "WEB_CONCURRENCY": "1"}
# For workers that are to lose their lease. Those that shall finish keep the long one: on a busy machine a book takes
# more than three seconds, and would be taken from each worker that makes it.
SHORT_LEASE = {"RENDER_LEASE_SECONDS": "3"}
PATIENCE = 60.0  # seconds


def soon(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Wait until it holds; return whether it came to."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """The product's own programs, each with a process group of its own."""

    env: dict[str, str]
    logs: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def web(self, port: int, **env: str) -> subprocess.Popen[bytes]:
        return self._start(0, port, env)

    def worker(self, **env: str) -> subprocess.Popen[bytes]:
        return self._start(1, 0, env)

    def _start(self, which: int, port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
        number = len(self.running)
        beat = [f"--schedule={self.logs / f'beat-{number}'}"] if which == 1 else []
        with (self.logs / f"{number}.log").open("wb") as log:
            process = subprocess.Popen(
                [*programs("127.0.0.1", port)[which].command, *beat],
                cwd=settings.BASE_DIR,
                env={**self.env, **env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def signal(self, process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        """Signal the program and everything that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        if number == signal.SIGKILL:
            process.wait(10)

    def end(self) -> None:
        for process in self.running:
            self.signal(process, signal.SIGKILL)

    def words(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in sorted(self.logs.glob("*.log")))


def _database_url() -> str:
    """Return the address of the database that this test run has made for itself."""
    given: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def lose_rings() -> bool:
    """Empty the broker, and tell whether a ring was in it."""
    if settings.BROKER_URL.startswith("redis"):
        with contextlib.closing(redis.Redis.from_url(settings.BROKER_URL)) as client:
            waiting = bool(client.llen("render"))
            client.delete("render", "maintenance", "unacked", "unacked_index")  # nothing else: it may not be ours alone
        return waiting
    queue = settings.VAR_DIR / "broker" / "queue"
    waiting = queue.exists() and any(queue.iterdir())
    shutil.rmtree(queue, ignore_errors=True)
    queue.mkdir(parents=True)
    return waiting


@pytest.fixture
def site(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Site]:
    """The product on this run's database and broker, with leases and sweeps that last seconds; nothing runs yet."""
    call_command("build_fonts", verbosity=0)
    lose_rings()
    settings.MEDIA_ROOT = tmp_path / "files"
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
        "DATABASE_URL": _database_url(),
        "BROKER_URL": settings.BROKER_URL,
        "VAR_DIR": str(settings.VAR_DIR),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    logs = tmp_path / "logs"
    logs.mkdir()
    made = Site({**os.environ, **QUICK, **own}, logs)
    yield made
    made.end()
    sys.stderr.write(made.words())  # pytest shows it when the test failed


@pytest.fixture
def small(site: Site, line: Framework) -> Framework:
    """The example with its first two stages: enough sheets to be caught in the middle of them."""
    line.messages.exclude(stage__key__in=["s1", "s2"]).delete()
    return line


@pytest.fixture
def chance() -> random.Random:
    """Chance that can be had again: pytest-randomly prints the seed of the run (-p randomly_seed=…)."""
    return random.Random(random.getrandbits(32))


def settled() -> bool:
    return not RenderJob.objects.exclude(state__in=[JobState.READY, JobState.FAILED]).exists()


def audit(release: Release) -> None:
    """What holds after every fault: each job ended well, one artifact a key, bytes as written down, release in use."""
    keys = set(release.sheets.values_list("content_key", flat=True))
    states = list(RenderJob.objects.values_list("content_key", "state", "error_detail"))
    assert [job for job in states if job[1] != JobState.READY] == []
    assert {key for key, *_ in states} == keys
    artifacts = dict(Artifact.objects.values_list("content_key", "sha256"))
    assert set(artifacts) == keys
    for key, sha256 in artifacts.items():
        with store.open_file(key) as file:
            assert hashlib.sha256(file.read()).hexdigest() == sha256
    assert soon(lambda: Framework.objects.get(pk=release.framework_id).live_release_id == release.pk)
