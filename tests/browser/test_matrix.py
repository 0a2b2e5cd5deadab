"""The matrix as an instrument: dragging, selecting, undo, filters and zoom, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from messaging.models import Framework
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs
from tests.messaging.bulk import fill
from tests.messaging.test_undo import State, edit, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATRIX = "/frameworks/keep-the-line-running/"
SCREENS = {
    "selecting": f"{MATRIX}?select=1&zoom=headlines",
    "filtered": f"{MATRIX}?kind=perspective&level=management",
    "overview": f"{MATRIX}?zoom=overview",
    "full": f"{MATRIX}?zoom=full",
    "selected": f"{MATRIX}selected/?cell=s2/rel&cell=s4/plant&act=move",
    "selected-owner": f"{MATRIX}selected/?cell=s4/plant&act=assign",
}


@pytest.mark.parametrize("name", SCREENS)
def test_every_state_is_accessible(
    line: Framework, dana: User, page_as: PageAs, every_look: EveryLook, name: str
) -> None:
    edit(dana, line, "m07", headline="Something to undo")
    page = page_as(dana)
    every_look(page, SCREENS[name], f"matrix-{name}")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _told(page: Page, words: str) -> None:
    expect(page.locator("#told")).to_contain_text(words)


def _drag(page: Page, start: str, end: str, key: str = "") -> None:
    """Carry the cell by mouse, with a key held down while it lands."""
    page.locator(start).hover(position={"x": 20, "y": 20})
    page.mouse.down()
    page.locator(end).hover(position={"x": 20, "y": 20})
    if key:
        page.keyboard.down(key)
    page.locator(end).hover(position={"x": 30, "y": 30})
    page.mouse.up()
    if key:
        page.keyboard.up(key)


def test_dragging_moves_and_undo_and_redo_follow(line: Framework, dana: User, page_as: PageAs) -> None:
    before = state(line)
    page = page_as(dana)
    page.goto(MATRIX)
    page.get_by_role("button", name="Hide the steps").click()  # or the last row is below the fold
    _drag(page, "#cell-s2-rel", "#cell-s7-ci")
    _told(page, "Moved 1 message to Put to work")
    expect(page.locator("#cell-s7-ci")).to_be_focused()
    page.keyboard.press("Control+z")
    _told(page, "Undone: moved “Too early and too late at the same time”.")
    expect(page.locator("#cell-s2-rel")).to_be_focused()
    assert state(line) == before
    page.keyboard.press("Control+Shift+Z")
    _told(page, "Done again: moved")
    expect(page.locator("#cell-s7-ci")).to_be_focused()
    assert line.messages.get(key="m07").stage.key == "s7"


def test_dragging_with_ctrl_copies(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.get_by_role("button", name="Hide the steps").click()
    _drag(page, "#cell-s2-rel", "#cell-s7-ci", key="Control")
    _told(page, "Copied 1 message to Put to work")
    assert line.messages.filter(headline="Too early and too late at the same time").count() == 2


def test_one_message_is_dragged_at_full_zoom(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(f"{MATRIX}?zoom=full")
    _drag(page, "#td-s4-plant .cell__more", "#cell-s5-plant")
    _told(page, "Moved 1 message to Prove and justify, Plant manager.")
    assert line.messages.get(key="m41").stage.key == "s5"


def test_selected_cells_move_by_keyboard_alone(before: State, line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.focus("#cell-s2-rel")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("x")
    expect(page.locator(".picked__told")).to_have_text("2 messages in 2 cells")
    assert page.locator("td[aria-selected=true]").count() == 2
    page.keyboard.press("m")
    expect(page.locator("#panel")).to_be_focused()
    page.get_by_label("To the stage").select_option("s6")
    page.get_by_role("button", name="Move messages").press("Enter")
    _told(page, "Moved 2 messages to Decide")
    expect(page.locator("#cell-s6-plant")).to_be_focused()
    page.keyboard.press("Control+z")
    _told(page, "Undone: moved 2 messages.")
    assert state(line) == before


@pytest.fixture
def before(line: Framework) -> State:
    return state(line)


def test_ctrl_click_selects_and_the_bar_deletes(before: State, line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.locator("#cell-s4-plant").click(modifiers=["Control"])
    page.get_by_role("button", name="Delete…").click()
    page.get_by_role("button", name="Delete messages").click()
    _told(page, "Deleted 2 messages.")
    page.get_by_role("button", name="Undo: deleted 2 messages").click()
    _told(page, "Undone: deleted 2 messages.")
    assert state(line) == before


def test_typing_is_undone_outside_of_fields_only(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(f"{MATRIX}messages/m07/")
    page.locator("[name=headline]").fill("Typed")
    expect(page.get_by_role("button", name="Undo: edited “Typed”")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator("[name=headline]")).to_have_value("Too early and too late at the same time")
    page.locator("[name=headline]").fill("Typed again")
    expect(page.get_by_role("button", name="Undo: edited “Typed again”")).to_be_visible()
    page.locator("#panel").focus()
    page.keyboard.press("Control+z")
    _told(page, "Undone: edited “Typed again”.")
    expect(page.locator("[name=headline]")).to_have_value("Too early and too late at the same time")
    expect(page.locator("#panel")).to_be_focused()


def test_undo_is_refused_after_somebody_elses_change(
    line: Framework, dana: User, ari: User, page_as: PageAs, axe: Axe
) -> None:
    edit(dana, line, "m07", headline="Dana’s")
    edit(ari, line, "m07", headline="Ari’s")
    page = page_as(dana)
    page.goto(MATRIX)
    page.get_by_role("button", name="Undo: edited “Dana’s”").click()
    _told(page, "Not undone: Ari changed “Ari’s” after you edited “Dana’s”.")
    axe(page)
    assert line.messages.get(key="m07").headline == "Ari’s"


def test_zoom_by_keys_keeps_the_place(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(MATRIX)
    page.keyboard.press("+")
    expect(page.locator("table[data-zoom=full]")).to_be_visible()
    page.keyboard.press("-")
    expect(page.locator("table[data-zoom=headlines]")).to_be_visible()
    page.reload()
    expect(page.locator("#zoom [aria-current]")).to_have_text("Headlines")


def test_everything_works_without_javascript(before: State, line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana, js=False)
    page.goto(MATRIX)
    page.get_by_role("link", name="Select", exact=True).click()
    page.get_by_label("Select Compare options, Plant manager").check()
    page.get_by_role("button", name="Move…").click()
    page.get_by_label("To the stage").select_option("s6")
    page.get_by_role("button", name="Move messages").click()
    expect(page.get_by_text("Moved 2 messages to Decide, Plant manager.")).to_be_visible()
    page.get_by_role("button", name="Undo: moved 2 messages").click()
    expect(page.get_by_text("Undone: moved 2 messages.")).to_be_visible()
    assert state(line) == before
    page.locator(".filters summary").click()
    page.get_by_label("Kind").select_option("competitive")
    page.get_by_role("button", name="Show messages").click()
    expect(page.locator(".sifted")).to_contain_text("of 41 messages")


def test_500_messages_open_and_arrows_move(line: Framework, dana: User, page_as: PageAs) -> None:
    fill(line, 500)
    page = page_as(dana)
    page.goto(f"{MATRIX}?zoom=full")
    page.focus("#cell-s1-coo")
    for _ in range(7):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    here = page.locator(":focus")
    expect(here).to_have_attribute("id", "cell-s9-ci")
    head = page.locator("thead tr").last.bounding_box()
    box = here.bounding_box()
    assert head
    assert box
    assert box["y"] >= head["y"] + head["height"] - 1  # the sticky heads hide nothing of it
