"""The matrix and the message panel in a real browser: keys, saving while typing, two people, every width and light."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from messaging.models import Framework, ValueMessage
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs, Shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATRIX = "/frameworks/keep-the-line-running/"
MESSAGE = f"{MATRIX}messages/m07/"


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def _saved(page: Page, version: int) -> None:
    expect(page.locator("#message-version")).to_have_value(str(version))
    expect(page.locator("#save-state")).to_contain_text("Saved")


SCREENS = {
    "matrix": MATRIX,
    "message": MESSAGE,
    "sheet": f"{MESSAGE}?tab=sheet",
    "history": f"{MESSAGE}?tab=history",
    "new": f"{MATRIX}cells/s7/ci/new/",
    "gap": f"{MATRIX}cells/s7/ci/",
    "silent": f"{MATRIX}cells/s5/proc/",
    "move": f"{MESSAGE}move/",
    "delete": f"{MESSAGE}delete/",
}


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_accessible(
    line: Framework, dana: User, page_as: PageAs, every_look: EveryLook, name: str
) -> None:
    every_look(page_as(dana), SCREENS[name], f"editor-{name}")


def test_arrows_move_and_enter_opens_and_escape_returns(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.focus("#cell-s1-coo")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert _focused(page) == "cell-s2-rel"
    page.keyboard.press("End")
    assert _focused(page) == "cell-s9-rel"
    page.keyboard.press("Control+Home")
    assert _focused(page) == "cell-s1-coo"
    assert page.locator("td .cell__in[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#cell-s1-coo")).to_be_focused()
    expect(page.locator("#panel")).to_have_count(0)


def test_single_keys_work_outside_fields_and_can_be_switched_off(
    line: Framework, dana: User, page_as: PageAs, axe: Axe
) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.keyboard.press("3")
    expect(page.locator("#heat-freshness")).to_be_checked()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    axe(page)
    page.locator("#keys-off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("#heat-freshness")).to_be_checked()
    page.reload()
    expect(page.locator("#heat-freshness")).to_be_checked()


def test_n_writes_a_new_message_in_the_cell(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.focus("#cell-s7-ci")
    page.keyboard.press("n")
    page.locator("[name=headline]").fill("Hand over the meeting")
    page.get_by_role("button", name="Create message").click()
    expect(page).to_have_url(re.compile("messages/hand-over-the-meeting/$"))
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


def test_typing_is_saved_and_the_cell_follows(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MESSAGE)
    page.locator("[name=headline]").press("Control+End")
    page.keyboard.type(" now", delay=20)
    _saved(page, 2)
    expect(page.locator("#cell-s2-rel .cell__head")).to_have_text("Too early and too late at the same time now")
    assert page.evaluate("document.activeElement.name") == "headline"


def test_sentences_by_keyboard(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MESSAGE)
    lines = page.locator("[data-line]")
    before = [line.input_value() for line in lines.all()]
    lines.nth(0).press("Control+End")
    lines.nth(0).press("Enter")
    page.keyboard.type("A sentence between.")
    _saved(page, 2)
    lines.nth(1).hover()
    page.get_by_role("button", name="Move sentence 2 up").click()
    _saved(page, 3)
    page.get_by_role("button", name="Remove sentence 2").focus()
    page.keyboard.press("Enter")
    _saved(page, 4)
    assert ValueMessage.objects.get(key="m07").talk_track == ["A sentence between.", *before[1:-1]]


def test_bad_input_is_told_while_typing_and_kept(line: Framework, dana: User, page_as: PageAs, axe: Axe) -> None:
    page = page_as(dana)
    page.goto(MESSAGE)
    headline = page.locator("[name=headline]")
    headline.fill("x" * 10_000)
    expect(page.locator("#at-headline")).to_contain_text("has 10,000 characters; at most 200 fit")
    expect(headline).to_have_attribute("aria-invalid", "true")
    assert len(headline.input_value()) == 10_000
    axe(page)
    headline.fill("Short again")
    _saved(page, 2)
    expect(page.locator("#at-headline .err")).to_have_count(0)
    expect(headline).not_to_have_attribute("aria-invalid", "true")


def test_library_choice_moves_up_and_is_saved(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MESSAGE)
    questions = page.locator(".picks").first
    questions.locator("summary").click()
    questions.locator("[data-find]").fill("late order")
    questions.locator("[data-free] .item:visible input").first.check()
    _saved(page, 2)
    assert questions.locator("[data-taken] .item").count() == 3
    assert ValueMessage.objects.get(key="m07").questions.count() == 3


@pytest.mark.parametrize("dark", [False, True])
def test_two_people_in_one_message_lose_nothing(
    dark: bool,
    line: Framework,
    dana: User,
    ari: User,
    page_as: PageAs,
    axe: Axe,
    shot: Shot,
) -> None:
    hers, his = page_as(dana, dark=dark), page_as(ari)
    hers.goto(MESSAGE)
    his.goto(MESSAGE)
    his.locator("[data-line]").nth(1).fill("Keep the parts you remove for four weeks, good or bad.")
    his.locator("#best").fill("Four weeks of notes, seen by the shift.")
    _saved(his, 3 if his.locator("#message-version").input_value() == "3" else 2)
    hers.locator("[data-line]").nth(1).fill("Keep the parts you remove for one month and note the wear.")
    expect(hers.get_by_role("heading", name="Ari saved this message while you were writing")).to_be_visible()
    axe(hers)
    shot(hers, f"editor-conflict-1440-{'dark' if dark else 'light'}")
    hers.locator(".clash__merge textarea").fill("Keep the parts for four weeks and note the wear.")
    hers.get_by_role("button", name="Save the merged message").click()
    expect(hers.locator("[data-line]").nth(1)).to_have_value("Keep the parts for four weeks and note the wear.")
    saved = ValueMessage.objects.get(key="m07")
    assert saved.best_next_step == "Four weeks of notes, seen by the shift."


def test_text_survives_a_lost_connection(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MESSAGE)
    page.context.set_offline(True)
    page.locator("#best").fill("Typed without a connection.")
    expect(page.locator("#save-state")).to_contain_text("Not saved: no connection")
    page.context.set_offline(False)
    _saved(page, 2)
    assert ValueMessage.objects.get(key="m07").best_next_step == "Typed without a connection."


def test_text_survives_the_end_of_its_message(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto("/frameworks/keep-the-line-running/messages/m16/")
    line.messages.get(key="m16").delete()
    page.get_by_label("Headline").fill("Written into the void")
    page.get_by_role("button", name="Write it as a new one").click()
    expect(page.get_by_text("Somebody deleted this message while you were writing.")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Written into the void")
    page.get_by_role("button", name="Create message").click()
    expect(page).not_to_have_url(re.compile("/messages/m16/"))
    assert line.messages.filter(headline="Written into the void").exists()


def test_everything_works_without_javascript(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana, js=False)
    page.goto(MATRIX)
    page.get_by_role("link", name="Too early and too late at the same time").click()
    page.locator("[data-line]").last.fill("One more.")
    page.get_by_role("button", name="Save message").click()
    page.locator("[data-line]").nth(3).hover()
    page.get_by_role("button", name="Move sentence 4 up").click()
    expect(page.locator("[data-line]").nth(2)).to_have_value("One more.")
    assert ValueMessage.objects.get(key="m07").talk_track[2] == "One more."
    page.get_by_role("link", name="Delete…").click()
    page.get_by_role("button", name="Delete message").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("[name=headline]")).to_have_value("Too early and too late at the same time")


def test_sheet_preview_follows_the_text(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.locator("#cell-s2-rel").click()
    page.locator("#best").fill("A step that the sheet shows.")
    _saved(page, 2)
    page.get_by_role("link", name="Sheet preview").click()
    expect(page.frame_locator(".paper").locator("body")).to_contain_text("A step that the sheet shows.")


def test_phone_can_create_a_message(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana, width=390)
    page.goto(f"{MATRIX}cells/s7/ci/new/")
    page.locator("[name=headline]").fill("Hand over the meeting")
    page.get_by_role("button", name="Create message").click()
    expect(page).to_have_url(re.compile("messages/hand-over-the-meeting/$"))


def test_phone_shows_one_stage_at_a_time(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana, width=390)
    page.goto(MATRIX)
    assert page.locator("td.cell:visible").count() == 8
    page.locator(".journey a").nth(1).click()
    expect(page.locator("#cell-s2-rel")).to_be_visible()
    expect(page.locator("#cell-s1-coo")).to_be_hidden()


@pytest.mark.parametrize(
    ("key", "place", "name"),
    [
        ("m01", "at-talk_track-2", "talk_track"),
        ("m17", "at-so_what", "so_what"),
        ("m17", "at-results", "results"),
        ("m17", "at-concept", "concept"),
        ("m17", "at-questions", "questions"),
        ("m17", "at-next_step-minimum", "minimum"),
    ],
)
def test_link_of_a_finding_leads_into_the_field(
    line: Framework, dana: User, page_as: PageAs, key: str, place: str, name: str
) -> None:
    page = page_as(dana)
    page.goto(f"{MATRIX}messages/{key}/#{place}")
    field = page.locator("#message-form :focus")
    expect(field).to_have_attribute("name", name)
    expect(field).to_be_in_viewport()
