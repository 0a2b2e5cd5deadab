"""The message panel in a real browser: words that survive a lost line, a lost session and a second person."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Dialog, Page, Route, expect

from messaging.actions.compose import save_message
from messaging.models import Framework, MessageRevision, ValueMessage
from messaging.queries.message import message_value
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs, Shot
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATRIX = "/frameworks/keep-the-line-running/"
MESSAGE = f"{MATRIX}messages/m07/"
DRAFTS = "Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))"


def saved(page: Page, version: int) -> None:
    expect(page.locator("#message-version")).to_have_value(str(version))
    expect(page.locator("#save-state")).to_contain_text("Saved")


def row() -> ValueMessage:
    return ValueMessage.objects.get(key="m07")


@pytest.fixture
def page(line: Framework, dana: User, page_as: PageAs) -> Page:
    opened = page_as(dana)
    opened.goto(MESSAGE)
    return opened


COUNT_SAVES = """() => {
  window.most = 0;
  let now = 0;
  const saves = ({ detail }) => detail.elt.id === "message-form";
  document.addEventListener("htmx:beforeSend", (event) => {
    if (saves(event)) window.most = Math.max(window.most, ++now);
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (saves(event)) now -= 1; });
}"""


def slow(page: Page) -> None:
    """Let every answer take 600 milliseconds, as on a bad line."""
    conditions = {"offline": False, "latency": 600, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", conditions)


def all_sent(page: Page) -> None:
    """Wait until nothing typed is kept in the tab any more: the server has it."""
    for _ in range(100):
        if page.evaluate(DRAFTS) == []:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.locator("#save-state").inner_text())


def test_typing_during_a_slow_save_never_conflicts_with_itself(page: Page) -> None:
    slow(page)
    page.evaluate(COUNT_SAVES)
    best = page.locator("#best")
    best.fill("")
    for word in ("One ", "month ", "of ", "notes ", "on ", "parts."):
        best.press_sequentially(word)
        page.wait_for_timeout(430)
    all_sent(page)
    expect(best).to_have_value("One month of notes on parts.")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert page.evaluate("window.most") == 1
    assert row().best_next_step == "One month of notes on parts."


def test_going_on_to_the_next_message_waits_for_the_save(page: Page) -> None:
    slow(page)
    page.locator("#best").fill("Typed just before leaving.")
    page.locator("[data-next]").click()
    expect(page).not_to_have_url(re.compile("/m07/"))
    assert row().best_next_step == "Typed just before leaving."
    assert page.evaluate(DRAFTS) == []


def test_without_a_line_changes_wait_and_are_sent_when_it_is_back(page: Page, axe: Axe) -> None:
    page.context.set_offline(True)
    page.locator("#best").fill("Typed without a line.")
    expect(page.locator("#save-state")).to_contain_text("Not saved: no connection. 1 change waits in this tab.")
    page.locator("#minimum").fill("This too.")
    expect(page.locator("#save-state")).to_contain_text("2 changes wait in this tab.")
    axe(page)
    page.context.set_offline(False)
    saved(page, 2)
    assert (row().best_next_step, row().minimum_next_step) == ("Typed without a line.", "This too.")


def test_failing_server_is_told_and_asked_again(page: Page) -> None:
    page.route(re.compile("/messages/m07/"), lambda route: route.fulfill(status=500, body="no"), times=1)
    page.locator("#best").fill("Typed while the server stumbled.")
    expect(page.locator("#save-state")).to_contain_text("the server did not take it. Your text is safe here.")
    assert page.evaluate(DRAFTS) != []
    page.get_by_role("button", name="Save again").click()
    saved(page, 2)


def test_signed_out_while_typing_then_in_again_in_another_tab(page: Page, dana: User, axe: Axe) -> None:
    page.context.clear_cookies(name="sessionid")
    page.locator("#best").fill("Typed when signed out.")
    state = page.locator("#save-state")
    expect(state).to_contain_text("Not saved: you are signed out. Your text is safe here.")
    axe(page)
    with page.context.expect_page() as opened:
        state.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.locator("[name=login]").fill(dana.email)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("[name=password]").press("Enter")
    expect(tab.locator("#message-form")).to_be_visible()
    tab.close()
    state.get_by_role("button", name="Save again").click()
    saved(page, 2)
    assert row().best_next_step == "Typed when signed out."


def test_closed_page_offers_what_was_typed_and_never_overwrites_another(
    page: Page, ari: User, sign_in: Callable[[User], Client]
) -> None:
    page.route(re.compile("/messages/m07/"), no_post)
    page.locator("#best").fill("Typed before the page was closed.")
    assert page.evaluate(f"{DRAFTS}.length") == 1
    page.unroute_all()
    save_message(
        actor=ari,
        message=row(),
        expected_version=1,
        value=message_value(row()).model_copy(update={"so_what": "Ari’s so what."}),
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(MESSAGE)
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_role("heading", name="Ari saved this message while you were writing")).to_be_visible()
    page.get_by_role("button", name="Save the merged message").click()
    saved(page, 3)
    assert (row().best_next_step, row().so_what) == ("Typed before the page was closed.", "Ari’s so what.")


def no_post(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_back_button_leaves_the_words_in_the_tab_and_they_are_offered(page: Page) -> None:
    page.goto(MATRIX)
    page.locator("#cell-s2-rel").click()
    page.route(re.compile("/messages/m07/"), no_post)
    page.locator("#best").fill("Typed, then back.")
    expect(page.locator("#save-state")).to_contain_text("no connection")
    page.go_back()
    expect(page.locator("#panel")).to_have_count(0)
    page.unroute_all()
    page.go_forward()
    page.get_by_role("button", name="Put it back").click()
    saved(page, 2)
    assert row().best_next_step == "Typed, then back."


def test_leaving_asks_only_when_something_is_unsaved(page: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.locator("#best").fill("Saved.")
    saved(page, 2)
    page.reload()
    assert asked == []
    page.context.set_offline(True)
    page.locator("#best").fill("Not saved.")
    page.context.set_offline(False)
    page.reload()
    assert asked == ["beforeunload"]


def test_slots_are_offered_by_keyboard(page: Page, axe: Axe, shot: Shot) -> None:
    field = page.locator("[data-line]").nth(1)
    field.fill("You lose {{")
    offer = page.get_by_role("listbox", name="Slots")
    expect(offer).to_be_visible()
    assert offer.evaluate(
        "(list, field) => list.getBoundingClientRect().top - field.getBoundingClientRect().bottom < 9",
        field.element_handle(),
    )
    axe(page)
    shot(page, "panel-slots-1440-light")
    page.keyboard.press("Escape")
    expect(offer).to_be_hidden()
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.type("c")
    chosen = page.locator("#offer [aria-selected=true]")
    first = chosen.get_attribute("data-slot")
    page.keyboard.press("ArrowDown")
    expect(chosen).not_to_have_attribute("data-slot", str(first))
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"You lose {{{{{first}}}}}")
    saved(page, 2)


def test_unknown_slot_is_made_where_it_is_typed(page: Page, line: Framework) -> None:
    field = page.locator("[data-line]").nth(1)
    field.fill("You lose {{gap_hours")
    page.locator("#offer-new").click()
    dialog = page.get_by_role("dialog", name="Add a slot")
    expect(dialog.get_by_label("Name")).to_have_value("gap_hours")
    dialog.get_by_label("What the seller is asked for").fill("Hours lost to gaps")
    dialog.get_by_role("button", name="Add a slot").click()
    expect(dialog).to_be_hidden()
    saved(page, 2)
    line.refresh_from_db()
    assert line.slots[-1] == {"name": "gap_hours", "label": "Hours lost to gaps", "example": ""}
    field.fill("You lose {{gap")
    expect(page.locator("#offer [aria-selected=true]")).to_have_attribute("data-slot", "gap_hours")


def test_new_proof_in_place_keeps_what_is_typed(page: Page, axe: Axe, shot: Shot) -> None:
    page.locator("#best").fill("Typed before the proof.")
    page.get_by_role("link", name="New proof…").click()
    dialog = page.get_by_role("dialog", name="Add a proof")
    dialog.get_by_role("button", name="Add a proof").click()
    expect(dialog.locator(".err")).to_have_count(1)
    axe(page)
    shot(page, "panel-new-proof-1440-light")
    dialog.get_by_label("What the proof says").fill("Four of ten parts showed no wear.")
    dialog.get_by_role("button", name="Add a proof").click()
    expect(dialog).to_be_hidden()
    taken = page.locator("#taken-proofs .item", has_text="Four of ten parts showed no wear.")
    expect(taken.get_by_role("checkbox")).to_be_checked()
    expect(page.locator("#best")).to_have_value("Typed before the proof.")
    saved(page, 3)
    assert row().proofs.filter(text="Four of ten parts showed no wear.").exists()
    assert row().best_next_step == "Typed before the proof."


def test_new_question_without_javascript(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana, js=False)
    page.goto(MESSAGE)
    page.get_by_role("link", name="New question…").click()
    page.get_by_label("Question", exact=True).fill("What did you keep?")
    page.get_by_label("Kind").select_option("new_information")
    page.get_by_role("button", name="Add a question").click()
    expect(page.get_by_label("What did you keep?")).to_be_checked()
    assert row().questions.filter(text="What did you keep?").exists()


def test_one_field_is_put_back(page: Page, axe: Axe) -> None:
    before = row().best_next_step
    page.locator("#best").fill("Another step.")
    page.locator("#so-what").fill("Another so what.")
    all_sent(page)
    version = row().version
    page.get_by_role("link", name="History").click()
    axe(page)
    page.get_by_role("link", name="Compare that text with now").click()
    expect(page.get_by_role("heading", name="beside the text now")).to_be_visible()
    page.locator(".earlier").get_by_role("button", name="Put this back: next step").click()
    expect(page.locator(".earlier")).to_have_count(0)
    assert (row().best_next_step, row().so_what, row().version) == (before, "Another so what.", version + 1)


def test_f8_goes_to_findings_and_ctrl_enter_takes_the_fix(page: Page) -> None:
    page.locator("[data-line]").nth(0).fill("The Perlindo dashboard shows the difference.")
    page.locator("#so-what").fill("You lose [number] hours.")
    expect(page.locator("#at-so_what .finding")).to_have_count(1)
    page.locator("[name=headline]").focus()
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.ariaLabel") == "Sentence 1"
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.id") == "so-what"
    page.keyboard.press("Shift+F8")
    assert page.evaluate("document.activeElement.ariaLabel") == "Sentence 1"


def test_ctrl_enter_maps_a_claim_to_the_win_it_lacks(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(f"{MATRIX}messages/m16/")
    win = page.locator("[name=wins]").first
    win.uncheck()
    expect(page.locator("#at-wins .finding")).to_have_count(1)
    page.keyboard.press("F8")
    expect(win).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(win).to_be_checked()
    expect(page.locator("#at-wins .finding")).to_have_count(0)


def test_nothing_moves_while_somebody_types(page: Page) -> None:
    page.evaluate(
        """() => { window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
          window.shift += entry.value; window.moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90)); }
        }).observe({ type: "layout-shift" }); }"""
    )
    page.locator("[data-line]").nth(0).press("Control+End")
    page.keyboard.type(" The Perlindo dashboard shows it.", delay=30)
    expect(page.locator("#at-talk_track-0 .finding").first).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") == 0, page.evaluate("window.moved")


def test_sheet_stands_beside_the_text_and_follows_it(page: Page, axe: Axe, shot: Shot) -> None:
    page.get_by_role("link", name="Side by side").click()
    sheet = page.frame_locator(".paper")
    expect(sheet.locator("body")).to_contain_text("Too early and too late at the same time")
    page.locator("#best").fill("A step that the sheet shows.")
    expect(sheet.locator("body")).to_contain_text("A step that the sheet shows.")
    axe(page)
    shot(page, "panel-both-1440-light")
    page.get_by_role("link", name="Whole stage").click()
    expect(page.frame_locator(".paper").locator("body")).to_contain_text("Four kinds of causes")


@pytest.mark.parametrize("first", ["Dana", "Ari"])
def test_two_people_in_one_message_in_both_orders(
    first: str, line: Framework, dana: User, ari: User, page_as: PageAs
) -> None:
    people = {"Dana": dana, "Ari": ari}
    early = page_as(people[first])
    late = page_as(people["Ari" if first == "Dana" else "Dana"])
    early.goto(MESSAGE)
    late.goto(MESSAGE)
    early.locator("#so-what").fill("Said by the first.")
    early.locator("[data-line]").nth(0).fill("A fixed interval is a bad compromise: it replaces good parts.")
    saved(early, int(early.locator("#message-version").input_value()))
    all_sent(early)
    late.locator("#best").fill("Said by the second.")
    late.locator("[data-line]").nth(0).fill("A fixed interval is a compromise: it misses bad ones.")
    expect(late.get_by_role("heading", name=f"{first} saved this message while you were writing")).to_be_visible()
    late.get_by_role("button", name="Save the merged message").click()
    expect(late.locator("#best")).to_have_value("Said by the second.")
    now = row()
    assert (now.so_what, now.best_next_step) == ("Said by the first.", "Said by the second.")
    assert now.talk_track[0] == late.locator("[data-line]").nth(0).input_value()
    early.locator("#minimum").fill("And the first goes on.")
    expect(early.get_by_role("heading", name="saved this message while you were writing")).to_be_visible()
    early.get_by_role("button", name="Save the merged message").click()
    expect(early.locator("#minimum")).to_have_value("And the first goes on.")
    assert (row().best_next_step, row().minimum_next_step) == ("Said by the second.", "And the first goes on.")
    assert MessageRevision.objects.filter(message=now).count() == row().version - 1


STATES = {"both": f"{MESSAGE}?tab=both", "add": f"{MATRIX}cells/s2/rel/add/questions/?message=m07"}


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_accessible(
    line: Framework, dana: User, page_as: PageAs, every_look: EveryLook, name: str
) -> None:
    every_look(page_as(dana), STATES[name], f"panel-{name}")
