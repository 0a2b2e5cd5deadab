"""PostgreSQL and Redis for a test run: named by the environment, found running, or started and ended here."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import psycopg
import redis

CHECKOUT = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
RUNNING_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
RUNNING_REDIS = "redis://127.0.0.1:6379/15"


class Components:
    """A context in which `postgresql` and `redis` are URLs, or None and named in `missing`."""

    def __init__(self) -> None:
        self.postgresql: str | None = None
        self.redis: str | None = None
        self.missing: list[str] = []
        self._stack = ExitStack()

    def __enter__(self) -> Components:
        self.postgresql = os.environ.get("TEST_POSTGRESQL_URL") or self._running_postgresql() or self._own_postgresql()
        self.redis = os.environ.get("TEST_REDIS_URL") or self._own_redis() or self._running_redis()
        if not self.postgresql:
            self.missing.append("the pass on PostgreSQL (install postgresql, or set TEST_POSTGRESQL_URL)")
        if not self.redis:
            self.missing.append("the pass on Redis (install redis-server, or set TEST_REDIS_URL)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def test_urls(self) -> dict[str, str]:
        """Return what tests read that need one of the two whatever the run's own database is."""
        urls = {"TEST_POSTGRESQL_URL": self.postgresql, "TEST_REDIS_URL": self.redis}
        return {name: url for name, url in urls.items() if url}

    def _running_postgresql(self) -> str | None:
        return _named(RUNNING_POSTGRESQL) if _postgresql_answers(RUNNING_POSTGRESQL) else None

    def _own_postgresql(self) -> str | None:
        """Start a cluster in a temporary folder, as the user postgres when this is root (initdb refuses root)."""
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        initdb = str(found[-1]) if found else shutil.which("initdb")
        if not initdb:
            return None
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="throughline-pg-")))
        user: str | None = None
        if os.geteuid() == 0:
            user = "postgres"
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        options = {"user": user, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        data = str(folder / "data")
        subprocess.run(  # type: ignore[call-overload]  # options are known above
            [initdb, "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], check=True, **options
        )
        port = free_port()
        self._start(
            [str(Path(initdb).with_name("postgres")), "-D", data, "-p", str(port), "-k", str(folder), "-F"], **options
        )
        url = RUNNING_POSTGRESQL.replace(":5432", f":{port}")
        return _named(url) if _soon(lambda: _postgresql_answers(url)) else None

    def _running_redis(self) -> str | None:
        return RUNNING_REDIS if _redis_answers(RUNNING_REDIS) else None

    def _own_redis(self) -> str | None:
        server = shutil.which("redis-server") or shutil.which("valkey-server")
        if not server:
            return None
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="throughline-redis-"))
        port = free_port()
        self._start(
            [server, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        url = f"redis://127.0.0.1:{port}/0"
        return url if _soon(lambda: _redis_answers(url)) else None

    def _start(self, command: list[str], **options: object) -> None:
        process = subprocess.Popen(command, **options)  # type: ignore[call-overload]  # plain keyword options
        self._stack.callback(process.wait, 10)
        self._stack.callback(process.terminate)


def _named(url: str) -> str:
    """Return the URL with a database name of this checkout's own: two checkouts may test at the same time."""
    return url.rpartition("/")[0] + f"/throughline_{CHECKOUT}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _soon(answers: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answers():
            return True
        time.sleep(0.1)
    return False


def _postgresql_answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def _redis_answers(url: str) -> bool:
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
