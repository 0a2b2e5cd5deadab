"""What an author sees: from the last key to the findings and to “Saved”, and how much the page moves meanwhile.

A real Chromium types into a framework of 500 messages, on the product's own server in a throw-away folder: on the same
machine, and over a line that takes 150 milliseconds. The pause after which a save begins is part of the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="throughline-bench-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from config.demo import load_cast
from messaging.actions.import_framework import import_framework
from people.models import User
from scripts.components import free_port
from tests.browser.conftest import ARGS
from tests.messaging.big import big_framework
from tests.needs import chromium_path

SIZE, WARM, ROUNDS = 500, 6, 20  # each web process reads the framework once
WATCH = """() => {
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
  }).observe({ type: "layout-shift" });
  document.addEventListener("keyup", () => { window.last = performance.now(); window.seen = {}; });
  const see = (name) => { window.seen[name] ??= performance.now() - window.last; };
  document.addEventListener("htmx:oobAfterSwap", () => requestAnimationFrame(() => see("found")));
  document.addEventListener("htmx:afterRequest", () => requestAnimationFrame(() => see("saved")));
}"""


def typed(page: Page, path: str) -> list[tuple[float, float]]:
    """Return (findings shown, saved) in milliseconds after the last key, for each sentence typed."""
    page.goto(path)
    page.evaluate(WATCH)
    field, figures = page.locator("[data-line]").first, []
    for turn in range(WARM + ROUNDS):
        field.press("Control+End")
        page.keyboard.type(" Perlindo" if turn % 2 else " and more", delay=20)
        while not (seen := page.evaluate("window.seen")).get("saved"):
            page.wait_for_timeout(50)
        page.wait_for_timeout(1000)
        figures.append((seen["found"], seen["saved"]))
    return figures[WARM:]


def measure(browser: Browser, url: str, session: str, path: str, latency: int) -> None:
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()
    line = {"offline": False, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    figures = typed(page, path)
    found, saved = (sorted(times) for times in zip(*figures, strict=True))
    moved = page.evaluate("window.moved")
    middle, late = len(found) // 2, int(len(found) * 0.95)
    cells = [f"{latency} ms", *(f"{times[at]:.0f} ms" for times in (found, saved) for at in (middle, late))]
    print(f"| {' | '.join(cells)} | {moved:.4g} |", flush=True)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("build_fonts", stdout=sys.stderr)
    load_cast()
    framework = import_framework(None, big_framework(SIZE))
    client = Client()
    client.force_login(User.objects.get(email="dana@example.com"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    row = framework.messages.select_related("stage").filter(stage__phase="aware").order_by("pk")[0]
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        time.sleep(4)
        print("| line | findings p50 | findings p95 | saved p50 | saved p95 | layout shift |")
        print("|---|---:|---:|---:|---:|---:|")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
            for latency in (0, 150):
                path = f"/frameworks/{framework.slug}/messages/{row.key}/"
                measure(browser, f"http://localhost:{port}", session, path, latency)
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
