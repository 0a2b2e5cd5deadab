"""What publishing costs: our pipeline beside the bare renderer on the same HTML, and two workers from row to file.

Runs in a throw-away folder with the embedded database and broker. Seconds are wall time; read the ratios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="throughline-bench-"))
os.environ.setdefault("SWEEP_SECONDS", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")

import django

django.setup()

from django.core.management import call_command

from config.programs import programs
from messaging.actions.freeze import FreezeRefusedError
from messaging.actions.import_framework import import_framework
from messaging.models import Framework, Release
from messaging.reading import read_document
from sheets.actions.publish import publish
from sheets.beat import last_seen
from sheets.models import Artifact, RenderJob
from sheets.pdf import render_pdf
from sheets.pipeline import html_of, run

SIZE = 2  # processes


def load(name: str, **changes: str) -> Framework:
    document = read_document((ROOT / f"examples/{name}/framework.json").read_bytes())
    return import_framework(None, document.model_copy(update=changes))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def pages(release: Release) -> list[str]:
    """Return the release's sheets as HTML, each distinct one once."""
    by_key = {sheet.content_key: sheet for sheet in release.sheets.select_related("release")}
    return [html_of(sheet) for sheet in by_key.values()]


def one_process(release: Release) -> None:
    """Take turns, sheet by sheet, each first every other time, so that both see the same machine."""
    jobs = dict(RenderJob.objects.values_list("content_key", "pk"))
    sheets = {sheet.content_key: sheet for sheet in release.sheets.select_related("release")}
    spent = {"bare": 0.0, "ours": 0.0}
    for place, (key, sheet) in enumerate(sheets.items()):
        turns: list[tuple[str, Callable[[], object]]] = [
            ("bare", partial(render_pdf, html_of(sheet))),
            ("ours", partial(run, jobs[key])),
        ]
        for name, work in turns if place % 2 else reversed(turns):
            spent[name] += timed(work)
    row("one process: the bare renderer, same HTML", len(sheets), spent["bare"])
    row("one process: claim, compose, render, store, finalise", len(sheets), spent["ours"])
    print(
        f"| overhead of the pipeline over the bare renderer | | | {100 * (spent['ours'] / spent['bare'] - 1):.1f} % |"
    )


@contextmanager
def worker() -> Iterator[None]:
    """Run the product's own worker with two processes, warm once it has beaten."""
    command = next(program.command for program in programs("127.0.0.1", 0) if program.name == "worker")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: last_seen() is not None)
        yield
    finally:
        process.terminate()
        process.wait(20)


def until(fact: Callable[[], bool], seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            raise SystemExit("The worker did not do its part in time.")
        time.sleep(0.05)


def published(framework: Framework) -> tuple[int, float]:
    """Publish, wait until sellers have the release, and return the files made and the seconds."""
    before, begun = Artifact.objects.count(), time.perf_counter()
    release = publish(actor=None, framework=framework)
    until(lambda: Framework.objects.filter(pk=framework.pk, live_release=release).exists())
    return Artifact.objects.count() - before, time.perf_counter() - begun


def two_processes(html: list[str], other: Framework) -> None:
    with ProcessPoolExecutor(SIZE) as pool:
        list(pool.map(render_pdf, html[:4]))  # warm
        row("two processes: the bare renderer, same HTML", len(html), timed(lambda: list(pool.map(render_pdf, html))))
    with worker():
        published(load("a-lunch-worth-staying-for"))  # warm
        row("two processes: first publish, until sellers have it", *published(other))
        message = other.messages.order_by("pk")[0]
        message.headline += " Now."
        message.save()
        row("the same after one headline was edited", *published(other))
        row("the same with nothing changed", *unchanged(other))


def unchanged(framework: Framework) -> tuple[int, float]:
    """Publish what is published already: refused, and nothing is rendered."""
    before, begun = RenderJob.objects.count(), time.perf_counter()
    try:
        publish(actor=None, framework=framework)
    except FreezeRefusedError:
        return RenderJob.objects.count() - before, time.perf_counter() - begun
    raise SystemExit("Publishing what is published was not refused.")


def row(name: str, sheets: int, seconds: float) -> None:
    rate = f"{sheets / seconds:.1f} a second" if sheets else ""
    print(f"| {name} | {sheets} | {seconds:.2f} | {rate} |", flush=True)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("build_fonts", stdout=sys.stderr)
    print("| what | sheets | seconds | |\n|---|---:|---:|---:|")
    release = publish(actor=None, framework=load("keep-the-line-running"))
    html = pages(release)
    render_pdf(html[0])  # warm
    one_process(release)
    RenderJob.objects.all().delete()
    Artifact.objects.all().delete()
    two_processes(html, load("keep-the-line-running", slug="the-same-again"))


if __name__ == "__main__":
    main()
