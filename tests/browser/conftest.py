"""A real Chromium against a live server: pages for people, pictures, accessibility, and no CSP violation anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Literal, Protocol

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe as AxeRunner
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


class Axe(Protocol):
    """Asserts that the page has no accessibility violation; `only` names the rules to run instead of all."""

    def __call__(self, page: Page, *only: str) -> None: ...


@pytest.fixture(scope="session")
def axe() -> Axe:
    script = AxeRunner().axe_script
    ask = "options => axe.run(options).then(({violations}) => ({violations}))"  # the rest is long and nobody reads it

    def _axe(page: Page, *only: str) -> None:
        options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}  # preloading writes <style>
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        results = AxeResults(page.evaluate(ask, options | ({"runOnly": [*only]} if only else {})))
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return _axe


class Shot(Protocol):
    """Keeps a picture of the page in var/shots for people to look at, when SHOTS=1 asks for it."""

    def __call__(self, page: Page, name: str, full: bool = False) -> None: ...


@pytest.fixture(scope="session")
def shot() -> Shot:
    def _shot(page: Page, name: str, full: bool = False) -> None:
        if os.environ.get("SHOTS") == "1":
            page.screenshot(path=SHOTS / f"{name}.png", full_page=full)

    return _shot


class EveryLook(Protocol):
    """Opens a page once and looks at it on a desk and on a phone, in light and in dark.

    Each look is free of accessibility violations and does not scroll sideways. Dark on a desk and light on a phone
    differ from the other two only in colour, so only contrast is asked there.
    """

    def __call__(self, page: Page, path: str, name: str) -> None: ...


LOOKS: list[tuple[int, Literal["light", "dark"], tuple[str, ...]]] = [
    (1440, "light", ()),
    (1440, "dark", ("color-contrast",)),
    (390, "dark", ()),
    (390, "light", ("color-contrast",)),
]


@pytest.fixture(scope="session")
def every_look(axe: Axe, shot: Shot) -> EveryLook:
    def _every_look(page: Page, path: str, name: str) -> None:
        for width, scheme, rules in LOOKS:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900 if width > 500 else 844})
            if (width, scheme) == (1440, "light"):
                answer = page.goto(path)
                assert answer is not None
                assert answer.status in {200, 403, 404}, path
            axe(page, *rules)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
            shot(page, f"{name}-{width}-{scheme}", full=True)

    return _every_look
