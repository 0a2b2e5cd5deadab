"""Two leads at once: being seen, asking, answering; by keyboard, in every width and light."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from messaging.actions.cells import note_cell
from messaging.actions.comments import add_comment, answer, resolve_thread
from messaging.models import Comment, Framework
from messaging.permissions import Place
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs, Shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATRIX = "/frameworks/keep-the-line-running/"
MESSAGE = f"{MATRIX}messages/m07/"
CELL = f"{MATRIX}cells/s7/ci/"
SHIFTS = """
window.shift = 0;
const sum = (list) => list.getEntries().forEach((entry) => (window.shift += entry.value));
new PerformanceObserver(sum).observe({ type: "layout-shift" });
"""


def poll(page: Page) -> None:
    """Ask now who is here, instead of waiting for the next turn."""
    with page.expect_response(re.compile("/here/$")):
        page.evaluate("htmx.trigger('#presence', 'here')")


def discussed(line: Framework, dana: User, ari: User) -> Comment:
    """Have threads of each kind on a message and on the empty cell, and return the one that asks Dana."""
    place = Place(line.journey.stages.get(key="s7"), line.roles.get(key="ci"))
    thread = add_comment(actor=ari, framework=line, on="m07", text="@Dana, is this\nso?", named=[dana.pk])
    answer(actor=dana, thread=thread, text="It is.", named=[])
    resolve_thread(actor=ari, thread=add_comment(actor=ari, framework=line, on="m07", text="Old.", named=[]))
    add_comment(actor=ari, framework=line, on=place, text="Who writes this? " * 20, named=[])
    note_cell(
        actor=ari, framework=line, stage=place.stage, role=place.role, reason="Later.", is_gap=True, owner=dana.pk
    )
    line.messages.filter(key__in=["m07", "m16"]).update(owner=dana, review_by="2026-01-05")
    return add_comment(actor=ari, framework=line, on="m08", text="@Dana?", named=[dana.pk])


@pytest.mark.parametrize(
    ("name", "path"), [("comments", f"{MESSAGE}?tab=comments"), ("cell", CELL), ("work", "/work/")]
)
def test_every_screen_is_accessible(
    line: Framework, dana: User, ari: User, page_as: PageAs, every_look: EveryLook, name: str, path: str
) -> None:
    discussed(line, dana, ari)
    every_look(page_as(dana), path, f"team-{name}")


def test_empty_work_is_accessible(dana: User, page_as: PageAs, every_look: EveryLook) -> None:
    every_look(page_as(dana), "/work/", "team-work-empty")


def test_who_arrives_and_writes_is_seen_and_nothing_moves(
    line: Framework, dana: User, ari: User, page_as: PageAs, axe: Axe, shot: Shot
) -> None:
    mine, theirs, matrix = page_as(dana), page_as(ari), page_as(dana)
    mine.goto(MESSAGE)
    matrix.goto(MATRIX)
    expect(mine.locator("#presence")).to_be_hidden()
    mine.evaluate(SHIFTS)
    with theirs.expect_response(re.compile("/here/$")):
        theirs.goto(MESSAGE)
    poll(mine)
    expect(mine.locator("#panel-who")).to_contain_text("Ari has this message open.")
    expect(mine.locator("#panel-arrived")).to_have_text("Ari is here, too.")
    with theirs.expect_response(re.compile("/here/$")):
        theirs.locator("[name=so_what]").press("End")
        theirs.keyboard.type("!")
    poll(mine)
    expect(mine.locator("#panel-who")).to_contain_text("Ari is writing here. You will both be asked")
    expect(mine.locator("#faces .face")).to_have_count(1)
    assert mine.evaluate("window.shift") == 0
    poll(matrix)
    expect(matrix.locator("#td-s2-rel .face")).to_have_attribute("title", "Ari is writing")
    for page, name in ((mine, "message"), (matrix, "matrix")):
        axe(page)
        shot(page, f"team-presence-{name}")
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        axe(page, "color-contrast")
        page.set_viewport_size({"width": 390, "height": 844})
        axe(page)
        shot(page, f"team-presence-{name}-390-dark")


def test_tab_of_the_panel_tells_again_and_leaving_is_seen(
    line: Framework, dana: User, ari: User, page_as: PageAs
) -> None:
    mine, theirs = page_as(dana), page_as(ari)
    mine.goto(MESSAGE)
    with theirs.expect_response(re.compile("/here/$")):
        theirs.goto(MESSAGE)
    poll(mine)
    mine.get_by_role("link", name="History").click()
    expect(mine.locator(".log")).to_be_visible()
    expect(mine.locator("#panel-who")).to_contain_text("Ari has this message open.")
    with theirs.expect_response(re.compile("/here/$")):
        theirs.keyboard.press("Escape")  # the panel closes: Ari looks at the matrix
    poll(mine)
    expect(mine.locator("#panel-who")).to_have_text("")
    expect(mine.locator("#faces .face")).to_have_attribute("title", "Ari")


def test_news_of_others_never_drop_words_that_are_not_saved(
    line: Framework, dana: User, ari: User, page_as: PageAs
) -> None:
    mine, theirs = page_as(dana), page_as(ari)
    mine.goto(MESSAGE)
    mine.route("**/messages/m07/", lambda route: route.abort())
    mine.locator("#best").fill("Typed without a line.")
    expect(mine.locator("#save-state")).to_contain_text("Not saved")
    with theirs.expect_response(re.compile("/here/$")):
        theirs.goto(MESSAGE)
    poll(mine)
    expect(mine.locator("#panel-who")).to_contain_text("Ari has this message open.")
    mine.unroute("**/messages/m07/")
    mine.reload()
    expect(mine.get_by_role("button", name="Put it back")).to_be_visible()


def test_hidden_tab_tells_nothing(line: Framework, dana: User, page_as: PageAs) -> None:
    page = page_as(dana)
    with page.expect_response(re.compile("/here/$")):
        page.goto(MATRIX)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.evaluate("htmx.trigger('#presence', 'here')")
    page.evaluate("delete document.hidden")
    poll(page)
    assert len([url for url in sent if url.endswith("/here/")]) == 1


def test_question_is_asked_found_answered_and_resolved_by_keyboard(
    line: Framework, dana: User, ari: User, page_as: PageAs, axe: Axe
) -> None:
    mine, theirs = page_as(dana), page_as(ari)
    mine.goto(MESSAGE)
    mine.get_by_role("link", name="Comments").press("Enter")
    mine.get_by_label("Say something about this message").focus()
    mine.keyboard.type("@Bob, is this so?")
    mine.keyboard.press("Tab")
    mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    expect(mine.get_by_label("Say something about this message")).to_be_focused()
    expect(mine.locator("#at-say-new-0")).to_contain_text("is called “Bob”")
    axe(mine)
    mine.keyboard.press("Control+a")
    mine.keyboard.type("@Ari, is this so?")
    mine.keyboard.press("Tab")
    mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    expect(mine.locator(".said")).to_be_focused()
    expect(mine.locator("#cell-s2-rel .cell__talk")).to_contain_text("1")

    theirs.goto("/frameworks/")
    expect(theirs.locator("#work-count")).to_contain_text("1")
    theirs.get_by_role("link", name="My work").press("Enter")
    theirs.get_by_role("link", name="@Ari, is this so?").press("Enter")
    expect(theirs.locator(".said")).to_be_focused()
    theirs.get_by_text("Answer", exact=True).press("Enter")
    theirs.get_by_label("Your answer").press_sequentially("It is, @Dana.")
    theirs.get_by_role("button", name="Add answer").press("Enter")
    expect(theirs.locator(".answers .said")).to_be_focused()

    mine.goto("/work/")
    mine.get_by_role("button", name="Resolve thread").press("Enter")
    expect(mine.locator("#work-count")).to_have_text("")
    expect(mine.locator("#work")).to_be_focused()
    assert mine.url.endswith("/work/")
    assert Comment.objects.get(thread=None).resolved_by == dana


def test_comments_work_without_javascript(line: Framework, dana: User, ari: User, page_as: PageAs) -> None:
    page = page_as(dana, js=False)
    page.goto(f"{MESSAGE}?tab=comments")
    page.get_by_label("Say something about this message").fill("Is this so?")
    page.get_by_label("Ask").select_option(label="Ari")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".said__text")).to_have_text("@Ari Is this so?")
    page.get_by_role("link", name="Correct it").click()
    page.get_by_label("Your comment").fill("@Ari, this is so.")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator(".said__text")).to_have_text("@Ari, this is so.")
    page.get_by_role("button", name="Show who is here").click()
    expect(page.locator(".notices")).to_contain_text("Nobody else is here.")
    page.goto(f"{MESSAGE}?tab=comments")
    page.get_by_role("button", name="Resolve thread").click()
    page.get_by_role("button", name="Reopen thread").click()
    expect(page.get_by_role("button", name="Resolve thread")).to_be_visible()


def test_words_of_a_comment_outlive_a_lost_page(line: Framework, dana: User, ari: User, page_as: PageAs) -> None:
    page = page_as(dana)
    page.goto(f"{MESSAGE}?tab=comments")
    page.get_by_label("Say something about this message").fill("Half a thought")
    page.reload()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Say something about this message")).to_have_value("Half a thought")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".said__text")).to_have_text("Half a thought")
    expect(page.locator(".draft")).to_have_count(0)
