"""A lead makes a German variant, translates a message, hears that the base moved on, takes one part and keeps one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from messaging.actions.inherit import create_variant
from messaging.models import Framework
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs
from tests.messaging.variants import release_anew, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE, MATRIX = "/frameworks/keep-the-line-running/", "/frameworks/die-linie/"


def _begin(page: Page) -> None:
    page.goto(f"{LINE}settings/")
    page.get_by_role("link", name="New variant…").click()
    page.get_by_label("What do you call it?").fill("Die Linie")
    page.get_by_label("Language", exact=True).select_option(label="German")
    page.get_by_role("button", name="Make the variant").click()
    page.wait_for_url(f"**{MATRIX}")


def _translate(page: Page) -> None:
    page.locator("#cell-s2-rel").click()
    expect(page.locator(".beside")).to_contain_text("Too early and too late at the same time")
    page.get_by_label("Headline").fill("Zu früh und zu spät zugleich")
    expect(page.locator("#beside-words")).to_have_text("Translated")
    expect(page.locator("#cell-s2-rel .from")).to_have_class("from from--overridden")


@pytest.mark.parametrize("js", [True, False])
def test_base_moves_on_and_the_variant_decides(
    page_as: PageAs, dana: User, live_line: Framework, axe: Axe, js: bool
) -> None:
    page = page_as(dana, js=js)
    _begin(page)
    if js:
        _translate(page)
    else:
        say(Framework.objects.get(slug="die-linie"), "m07", headline="Zu früh und zu spät zugleich")
    say(live_line, "m07", headline="Too early and far too late")
    say(live_line, "m16", so_what="So you decide on facts.")
    release_anew(live_line)
    page.goto(MATRIX)
    expect(page.locator("#cell-s2-rel")).to_contain_text("Translation behind its base")
    page.get_by_role("link", name="Base moved on", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The base has moved on")
    page.get_by_role("button", name="Take the one you never changed").click()
    expect(page.locator(".move-on")).to_have_count(1)
    if js:
        axe(page)
    page.locator(".move-on__title a").click()
    page.get_by_role("button", name="The translation still fits").click()
    expect(page.locator("#beside-words")).to_have_text("Translated")
    expect(page.get_by_label("Headline")).to_have_value("Zu früh und zu spät zugleich")
    expect(page.get_by_role("link", name="Base moved on", exact=True)).to_have_count(0)
    variant = Framework.objects.get(slug="die-linie")
    assert variant.messages.get(key="m16").so_what == "So you decide on facts."


PAGES = {
    "matrix": [MATRIX],
    "message": [f"{MATRIX}messages/m07/"],
    "base": [f"{MATRIX}base/"],
    "start": [f"{LINE}variants/new/", "/frameworks/"],
}


@pytest.mark.parametrize("pages", PAGES)
def test_screens_are_accessible_and_never_scroll_sideways(
    page_as: PageAs, dana: User, live_line: Framework, every_look: EveryLook, pages: str
) -> None:
    variant = create_variant(actor=dana, base=live_line, title="Die Linie", language="de")
    say(variant, "m07", headline="Zu früh und zu spät zugleich")
    say(live_line, "m07", headline="Too early and far too late")
    say(live_line, "m16", so_what="So you decide on facts.")
    release_anew(live_line)
    page = page_as(dana)
    for path in PAGES[pages]:
        every_look(page, path, f"variants{path.replace('/', '-')}".strip("-"))
