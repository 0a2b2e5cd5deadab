"""A real Chromium against a live server: pages for people, pictures, accessibility, and no CSP violation anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from people.models import User
from tests.needs import chromium_path

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's sync API runs an event loop in this thread
SHOTS = settings.BASE_DIR / "var" / "shots"
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


class PageAs(Protocol):
    """Opens a page as a person (None: nobody) at a width, in light or dark, with or without JavaScript."""

    def __call__(self, user: User | None, width: int = 1440, dark: bool = False, js: bool = True) -> Page: ...


@pytest.fixture(autouse=True, scope="session")
def fonts() -> None:
    """Have the fonts that the pages name."""
    call_command("build_fonts", verbosity=0)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Collect what the browser complains of, and fail the test when it did."""
    found: list[str] = []
    yield found
    assert found == []


def _listen(page: Page, complaints: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        if "CSP violation" in message.text or "Content Security Policy" in message.text:
            complaints.append(f"{page.url}: {message.text}")

    page.add_init_script(TELL_VIOLATIONS)
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


def _sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


@pytest.fixture
def page_as(browser: Browser, live_server: LiveServer, complaints: list[str]) -> Iterator[PageAs]:
    """Return a function that opens a page for a person; `page.goto("/…")` takes paths."""
    contexts: list[BrowserContext] = []

    def _page_as(user: User | None, width: int = 1440, dark: bool = False, js: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900 if width > 500 else 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if user:
            _sign_in(context, user, live_server.url)
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield _page_as
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Return a function that asserts that the page has no accessibility violation."""
    runner = Axe()

    def _axe(page: Page) -> None:
        results = runner.run(page, options={"resultTypes": ["violations"], "preload": False})  # it writes <style>
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return _axe


@pytest.fixture(scope="session")
def shot() -> Callable[..., Path]:
    """Return a function that keeps a picture of the page in var/shots for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)

    def _shot(page: Page, name: str, full: bool = False) -> Path:
        path: Path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=full)
        return path

    return _shot
