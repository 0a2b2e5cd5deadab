"""The seller's desk in a real browser: two questions, the sheet, the search; on a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.import_framework import import_framework
from messaging.document import FrameworkDocument
from messaging.models import Framework
from people.models import User
from tests.browser.conftest import EveryLook, PageAs, Shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLUG = "keep-the-line-running"
SCREENS = {
    "finder-empty": "/prepare/",
    "finder": "/prepare/?stage=s5&role=cfo&role=plant&role=proc",
    "sheet": f"/prepare/{SLUG}/s5/cfo/",
    "stage": f"/prepare/{SLUG}/s4/",
    "role": f"/prepare/{SLUG}/role/cfo/",
    "book": f"/prepare/{SLUG}/book/",
    "nothing-here": f"/prepare/{SLUG}/s1/proc/",
    "search": "/prepare/search/?q=ledger",
    "search-none": "/prepare/search/?q=zebra",
    "search-empty": "/prepare/search/",
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Controls smaller than 24 by 24 px; links inside a sentence may be (WCAG 2.5.8), and so may what is hidden.
SMALL = """() => [...document.querySelectorAll('a[href], button, label, summary')].filter((e) => {
  const box = e.getBoundingClientRect();
  const inSentence = e.closest('p, blockquote') && getComputedStyle(e).display === 'inline';
  const hidden = box.width < 2 || e.closest('.vh, .skip');
  return !hidden && !inSentence && (box.height < 24 || box.width < 24);
}).map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`)"""


def test_screens_are_accessible_and_within_the_policy(
    live_line: Framework, sam: User, page_as: PageAs, every_look: EveryLook
) -> None:
    page = page_as(sam)
    for name, path in SCREENS.items():
        every_look(page, path, f"selling-{name}")


def test_choice_of_framework_and_news_are_accessible(
    live_line: Framework, line_document: FrameworkDocument, sam: User, page_as: PageAs, every_look: EveryLook
) -> None:
    other = import_framework(None, line_document.model_copy(update={"slug": "other", "title": "Another line"}))
    go_live(freeze_release(actor=None, framework=other))
    live_line.messages.filter(stage__key="s9").delete()
    go_live(freeze_release(actor=None, framework=live_line))
    page = page_as(sam)
    every_look(page, "/prepare/", "selling-choose")
    page.get_by_role("link", name="Keep the line running").click()
    expect(page.get_by_role("heading", name="Changed in this release")).to_be_visible()
    every_look(page, page.url, "selling-news")


def test_screens_never_scroll_sideways_and_targets_are_large_enough(
    live_line: Framework, sam: User, page_as: PageAs
) -> None:
    page = page_as(sam, width=320)
    for path in SCREENS.values():
        page.goto(path)
        assert (path, page.evaluate(SIDEWAYS)) == (path, 0)
        assert (path, page.evaluate(SMALL)) == (path, [])


@pytest.mark.parametrize("width", [1440, 390])
def test_two_questions_lead_to_the_sheet(live_line: Framework, sam: User, page_as: PageAs, width: int) -> None:
    page = page_as(sam, width=width)
    page.goto("/prepare/")
    expect(page.get_by_role("button", name="Show the messages")).to_be_hidden()
    page.get_by_text("Prove and justify").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("proving and justifying")
    page.get_by_role("checkbox", name="Finance director").check()
    expect(page.get_by_role("heading", name="One message for this meeting")).to_be_visible()
    page.get_by_role("checkbox", name="Plant manager").check()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "My customer is proving and justifying, and I am meeting the finance director and the plant manager."
    )
    expect(page).to_have_url("/prepare/?framework=keep-the-line-running&stage=s5&role=cfo&role=plant")
    if width == 390:
        page.get_by_role("link", name="Two messages for this meeting").click()
    page.get_by_role("link", name="Open sheet A business case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A business case built on the counting rule you set")
    page.go_back()
    expect(page.get_by_role("checkbox", name="Plant manager")).to_be_checked()


def test_two_questions_work_by_keyboard(live_line: Framework, sam: User, page_as: PageAs) -> None:
    page = page_as(sam)
    page.goto("/prepare/")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", level=1)).to_contain_text("understanding")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="One message for this meeting")).to_be_visible()
    expect(page.get_by_role("checkbox").first).to_be_focused()


def test_two_questions_work_without_javascript(live_line: Framework, sam: User, page_as: PageAs) -> None:
    page = page_as(sam, js=False)
    page.goto("/prepare/")
    page.get_by_text("Prove and justify").first.click()
    page.get_by_role("checkbox", name="Finance director").check()
    page.get_by_role("button", name="Show the messages").click()
    expect(page.get_by_role("heading", name="One message for this meeting")).to_be_visible()
    page.get_by_role("searchbox").fill("ledger")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("6 messages with “ledger”")


def test_copy_takes_the_talk_track_and_says_so(live_line: Framework, sam: User, page_as: PageAs) -> None:
    page = page_as(sam)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SCREENS["sheet"])
    page.get_by_role("button", name="Copy talk track").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied: talk track")
    said = page.evaluate("navigator.clipboard.readText()")
    assert said.startswith("You asked for benefits that show in the accounts.\nThe case uses your cost per hour")
    expect(page.get_by_role("button", name="Copy talk track")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 390])
def test_search_answers_as_one_types(live_line: Framework, sam: User, page_as: PageAs, width: int) -> None:
    page = page_as(sam, width=width)
    page.goto(SCREENS["sheet"])
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ledg", delay=30)
    expect(page.get_by_role("heading", level=1)).to_have_text("6 messages with “ledg”")
    page.keyboard.type("er", delay=30)
    expect(page).to_have_url("/prepare/search/?q=ledger")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page).to_have_title("ledger · Search · Throughline")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("A business case built on the counting rule you set")


def test_sheet_prints_clean(live_line: Framework, sam: User, page_as: PageAs, shot: Shot) -> None:
    page = page_as(sam, width=800)
    page.goto(SCREENS["sheet"])
    page.emulate_media(media="print")
    for hidden in (page.get_by_role("searchbox"), page.get_by_role("button", name="Copy talk track")):
        expect(hidden).to_be_hidden()
    expect(page.get_by_role("heading", name="Handle")).to_be_visible()
    shot(page, "selling-sheet-print", full=True)
