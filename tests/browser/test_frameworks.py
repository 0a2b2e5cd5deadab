"""A lead starts a framework, imports one, and edits library and journey in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from messaging.document import FrameworkDocument, to_json
from messaging.library import PARTS, ROW_PARTS
from messaging.models import Framework, Question
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/frameworks/keep-the-line-running/"


def _choose(page: Page, *labels: str) -> None:
    for label in labels:
        page.get_by_label(label).check()


@pytest.mark.parametrize("js", [True, False])
def test_start_a_framework_on_an_empty_installation(page_as: PageAs, dana: User, axe: Axe, js: bool) -> None:
    page = page_as(dana, js=js)
    page.goto("/frameworks/")
    page.get_by_role("link", name="Start a framework").click()
    page.get_by_label("What do you call it?").fill("Warm meals on time")
    page.get_by_role("button", name="Start the framework").click()
    expect(page.get_by_text("Choose at least one role.")).to_be_visible()
    expect(page.get_by_label("What do you call it?")).to_have_value("Warm meals on time")
    page.get_by_label("What do you offer?").fill("Tafelrund")
    _choose(page, "A service that is renewed", "Managing director", "Team lead")
    if js:
        expect(page.locator("#map")).to_contain_text("Managing director releases the money.")
        axe(page)
    page.get_by_role("button", name="Start the framework").click()
    page.wait_for_url("**/frameworks/warm-meals-on-time/cells/feel-the-strain/team-lead/new/")
    assert Framework.objects.get().roles.count() == 2


def test_import_shows_problems_then_a_dry_run_then_imports(
    page_as: PageAs, dana: User, axe: Axe, tmp_path: Path, line_document: FrameworkDocument
) -> None:
    broken, sound = tmp_path / "broken.json", tmp_path / "sound.json"
    data = json.loads(to_json(line_document))
    sound.write_text(to_json(line_document))
    data["messages"][0]["stage"] = "s99"
    broken.write_text(json.dumps(data))
    page = page_as(dana)
    page.goto("/frameworks/import/")
    page.get_by_label("Framework file").set_input_files(broken)
    page.get_by_role("button", name="Read this file").click()
    expect(page.get_by_role("alert")).to_contain_text("/messages/0/stage")
    axe(page)
    page.get_by_label("Framework file").set_input_files(sound)
    page.get_by_role("button", name="Read this file").click()
    expect(page.get_by_role("heading", name="Keep the line running")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Import this framework").click()
    page.wait_for_url(f"**{BASE}")


def test_library_entry_is_edited_in_place_with_the_keyboard_kept(page_as: PageAs, dana: User, line: Framework) -> None:
    page = page_as(dana)
    page.goto(f"{BASE}library/questions/")
    page.locator("#item-q01 a").first.click()
    form = page.locator("#form-q01")
    form.get_by_label("Question").fill("")
    form.get_by_role("button", name="Save this question").click()
    expect(form.get_by_text("This field is required.")).to_be_visible()
    form.get_by_label("Question").fill("What happened on Friday?")
    form.get_by_role("button", name="Save this question").click()
    expect(page.get_by_role("link", name="What happened on Friday?")).to_be_focused()
    page.get_by_role("button", name="Move down: What happened on Friday?").click()
    expect(page.locator(".entry").nth(1)).to_have_id("item-q01")
    expect(page.get_by_role("button", name="Move down: What happened on Friday?")).to_be_focused()
    assert list(line.questions.values_list("key", flat=True))[:2] == ["q02", "q01"]


def test_library_search_filters_while_typing(page_as: PageAs, dana: User, line: Framework) -> None:
    page = page_as(dana)
    page.goto(f"{BASE}library/proofs/")
    page.get_by_label("Find in proofs").press_sequentially("calendar")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.get_by_label("Find in proofs")).to_be_focused()


def test_library_add_without_javascript(page_as: PageAs, dana: User, line: Framework) -> None:
    page = page_as(dana, js=False)
    page.goto(f"{BASE}library/questions/")
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("Question", exact=True).fill("Who else asks?")
    page.get_by_label("Kind").select_option("attitude")
    page.get_by_role("button", name="Add this question").click()
    page.wait_for_url("**/library/questions/#item-who-else-asks")
    assert Question.objects.filter(key="who-else-asks").exists()


def test_journey_stage_is_added_in_place(page_as: PageAs, dana: User, line: Framework) -> None:
    page = page_as(dana)
    page.goto(f"{BASE}journey/")
    page.get_by_role("link", name="Add a stage to Buying").click()
    form = page.locator("#form-new")
    form.get_by_label("Name").fill("Sleep on it")
    form.get_by_label("Customer's goal").fill("Let it settle.")
    form.get_by_role("button", name="Add this stage").click()
    expect(page.get_by_role("link", name="Sleep on it")).to_be_focused()
    stages = line.journey.stages.order_by("order").values_list("name", flat=True)
    assert list(stages)[5:8] == ["Decide", "Sleep on it", "Put to work"]


def test_a_form_opened_as_a_page_of_its_own_saves_too(page_as: PageAs, dana: User, line: Framework) -> None:
    page = page_as(dana)
    page.goto(f"{BASE}library/questions/new/")
    page.get_by_label("Question", exact=True).fill("Who else asks?")
    page.get_by_label("Kind").select_option("attitude")
    page.get_by_role("button", name="Add this question").click()
    page.wait_for_url("**/library/questions/#item-who-else-asks")
    page.goto(f"{BASE}library/questions/items/who-else-asks/")
    page.get_by_text("Delete this question…").click()
    page.get_by_role("button", name="Delete it for good").click()
    page.wait_for_url("**/library/questions/")
    page.goto(f"{BASE}journey/stages/s4/")
    page.get_by_label("Name").fill("Weigh the options")
    page.get_by_role("button", name="Save this stage").click()
    page.wait_for_url("**/journey/#stage-s4")
    assert line.journey.stages.get(key="s4").name == "Weigh the options"


def test_the_strip_of_an_unwritten_framework_stays_in_its_place(page_as: PageAs, dana: User, line: Framework) -> None:
    line.messages.all().delete()
    line.cell_notes.all().delete()
    page = page_as(dana)
    page.goto(BASE)
    width, place = page.locator(".bar .cover").evaluate("cover => [cover.scrollWidth, cover.clientWidth]")
    assert width <= place


PAGES = {
    "start": ["/frameworks/", "/frameworks/new/", "/frameworks/import/", f"{BASE}duplicate/"],
    "journey": [f"{BASE}{path}" for path in ("journey/", "journey/stages/s4/", "settings/")],
    "items": [f"{BASE}library/{part}/" for part in PARTS],
    "rows": [f"{BASE}library/{part}/" for part in (*ROW_PARTS, "objections/items/o01")],
}


@pytest.mark.parametrize("pages", PAGES)
def test_screens_are_accessible_and_never_scroll_sideways(
    page_as: PageAs, dana: User, line: Framework, every_look: EveryLook, pages: str
) -> None:
    page = page_as(dana)
    for path in PAGES[pages]:
        every_look(page, path, f"frameworks{path.replace('/', '-')}".strip("-"))
