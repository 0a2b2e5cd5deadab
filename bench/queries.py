"""Queries per page at 10, 100 and 1,000 messages: constant, or it is a bug. Runs in a throw-away database."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="throughline-bench-")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.demo import load_cast
from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.models import Framework
from messaging.reading import read_document
from people.models import User
from stakeholders.models import BuyerRole
from tests.messaging.bulk import fill

SIZES = (10, 100, 1000)


def pages(framework: Framework) -> dict[str, tuple[str, str]]:
    """Return the measured pages: who opens it, and its path."""
    message = framework.messages.select_related("stage", "role").first()
    assert message
    stage, role, slug = message.stage.key, message.role.key, framework.slug
    return {
        "matrix": ("dana", f"/frameworks/{slug}/"),
        "cell": ("dana", f"/frameworks/{slug}/cells/{stage}/{role}/"),
        "finder": ("sam", f"/prepare/?framework={slug}&stage={stage}&role={role}"),
        "sheet": ("sam", f"/prepare/{slug}/{stage}/{role}/"),
    }


def measure(person: str, path: str) -> tuple[int, float]:
    """Return the queries and the milliseconds of the page, opened for the second time."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=f"{person}@example.com"))
    landed = client.get(path, follow=True).request["PATH_INFO"]
    path = path if "?" in path else landed
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        response = client.get(path)
        spent = (time.perf_counter() - begun) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return len(queries), spent


def figures(size: int) -> dict[str, tuple[int, float]]:
    """Return queries and milliseconds of each page for a framework of that size."""
    framework = Framework.objects.select_related("journey").get()
    fill(framework, size)
    with CaptureQueriesContext(connection) as queries:
        begun = time.perf_counter()
        assemble(framework)
        assembled = len(queries), (time.perf_counter() - begun) * 1000
    go_live(freeze_release(actor=None, framework=framework))
    return {"assembly": assembled} | {name: measure(*page) for name, page in pages(framework).items()}


def main() -> None:
    call_command("migrate", verbosity=0)
    load_cast()
    framework = import_framework(
        None, read_document((ROOT / "examples/keep-the-line-running/framework.json").read_bytes())
    )
    BuyerRole.objects.update(initial_executive_buyer=False)  # ten messages cannot tell each of them the value delivered
    go_live(freeze_release(actor=None, framework=framework))  # so that each size has a release before its own
    table = {size: figures(size) for size in SIZES}
    print("| page | " + " | ".join(f"{size:,} messages" for size in SIZES) + " |")
    print("|---|" + "---|" * len(SIZES))
    for name in table[SIZES[0]]:
        cells = [f"{table[size][name][0]} queries, {table[size][name][1]:.0f} ms" for size in SIZES]
        print(f"| {name} | " + " | ".join(cells) + " |")
    if any(len({table[size][name][0] for size in SIZES}) > 1 for name in table[SIZES[0]]):
        raise SystemExit("Queries grow with the number of messages.")


if __name__ == "__main__":
    main()
