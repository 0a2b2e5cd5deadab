"""What the matrix costs at 500 and 2,000 messages in 12 stages × 15 roles, on SQLite and on PostgreSQL.

Milliseconds are those of the test client, so without a network. Each page was opened once before it is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="throughline-bench-")

import django

from scripts.components import Components

SIZES = (500, 2_000)
STAGES, ROLES = 12, 15
OPENED = 20  # times each page is measured


def framework() -> str:
    """Return the address of the example, grown to 12 stages and 15 roles; its people can sign in."""
    from config.demo import load_cast
    from messaging.actions.import_framework import import_framework
    from messaging.reading import read_document
    from stakeholders.models import BuyerRole

    load_cast()
    document = read_document((ROOT / "examples/keep-the-line-running/framework.json").read_bytes())
    grown = import_framework(None, document)
    for number in range(grown.journey.stages.count(), STAGES):
        grown.journey.stages.create(key=f"more-{number}", name=f"Stage {number}", goal="Go on", phase="adopt", order=99)
    for number in range(grown.role_places.count(), ROLES):
        role = BuyerRole.objects.create(
            key=f"more-{number}", title=f"Role {number}", influence="user", degree="low", level="management"
        )
        grown.role_places.create(role=role, order=number)
    return f"/frameworks/{grown.slug}/"


def measure(name: str, url: str, size: int) -> None:
    """Print a line for the page at each zoom that has its own."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from messaging.models import Framework
    from people.models import User
    from tests.messaging.bulk import fill

    fill(Framework.objects.get(), size)
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="dana@example.com"))
    for zoom in ("headlines", "full"):
        client.get(f"{url}?zoom={zoom}")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        asked = len(queries)
        spent, busy = zip(*sorted(_milliseconds(lambda: client.get(url)) for _ in range(OPENED)), strict=True)
        print(
            f"| {name} | {size:,} | {zoom} | {min(busy):.0f} | {spent[OPENED // 2]:.0f} "
            f"| {spent[int(OPENED * 0.95)]:.0f} | {len(answer.content) / 1024:.0f} | {asked} |",
            flush=True,
        )


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long it took, and how much of that this process was at work."""
    begun, worked = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


def run(name: str) -> None:
    """Measure on the database of the settings, in a test database that is dropped again."""
    from django.db import connection

    database = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        url = framework()
        for size in SIZES:
            measure(name, url, size)
    finally:
        connection.creation.destroy_test_db(database, verbosity=0)


def main() -> None:
    if len(sys.argv) > 1:
        django.setup()
        run(sys.argv[1])
        return
    print(
        "| database | messages | zoom | work ms | median ms | p95 ms | kB | queries |\n"
        "|---|---:|---|---:|---:|---:|---:|---:|",
        flush=True,
    )
    with Components() as components:
        places = {"SQLite": None, "PostgreSQL": components.postgresql}
        for name, url in places.items():
            if name == "SQLite" or url:
                _in_process(name, url)


def _in_process(name: str, url: str | None) -> None:
    """A process has one database: run this file anew for each."""
    environment = dict(os.environ) | ({"DATABASE_URL": url} if url else {})
    subprocess.run([sys.executable, __file__, name], env=environment, check=True)


if __name__ == "__main__":
    main()
