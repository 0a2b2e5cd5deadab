"""A lead takes a workbook out, breaks it, mends it and brings it back; and a new lead writes a first message."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from messaging.actions.framework import create_framework
from messaging.models import Framework, MessageRevision
from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs
from tests.messaging.mistakes import MISTAKES, place, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/frameworks/keep-the-line-running/"


def _download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def _send(page: Page, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    page.get_by_label("Framework file").set_input_files(path)
    page.get_by_role("button", name="Show what it would change").click()


@pytest.mark.parametrize("js", [True, False])
def test_workbook_goes_out_is_broken_mended_and_written(
    page_as: PageAs, dana: User, line: Framework, every_look: EveryLook, axe: Axe, tmp_path: Path, js: bool
) -> None:
    page, path = page_as(dana, js=js), tmp_path / "line.xlsx"
    page.goto(f"{BASE}files/")
    out = _download(page, "Export the workbook")
    broken = load_workbook(io.BytesIO(out))
    made = [mistake for mistake in MISTAKES if mistake.round in {"cells 0", "shape 0"} and mistake.at != "Proofs"]
    made = [mistake for mistake in made if mistake.name not in {"title above the heads", "sheet renamed"}]
    for mistake in made:
        mistake.make(broken)
    _send(page, path, saved(broken))
    expect(page.get_by_role("alert")).to_contain_text("things keep line.xlsx out")
    rows = page.locator(".mend tbody tr")
    assert rows.count() >= len(made) >= 20
    expect(rows.filter(has_text="Did you mean “Notice”?")).to_contain_text("B2")
    mended = load_workbook(io.BytesIO(out))
    mended["Messages"].cell(2, place("Messages", "Headline")).value = "Late orders have few causes"
    mended["Questions"].append([None, "Who else waits for it?", "Attitude"])
    if js:
        axe(page)
    _send(page, path, saved(mended))
    expect(page.get_by_role("heading", level=1)).to_have_text("What line.xlsx changes")
    expect(page.locator("#changes")).to_contain_text("1 new, 1 changed")
    assert not MessageRevision.objects.exists()
    if js:
        every_look(page, page.url, "files-check")
    page.get_by_role("button", name="Write these changes").click()
    page.wait_for_url(f"**{BASE}")
    assert line.messages.get(key="m01").headline == "Late orders have few causes"
    assert line.questions.filter(key="who-else-waits-for-it").exists()
    assert MessageRevision.objects.count() == 1


def test_files_page_is_accessible(page_as: PageAs, dana: User, line: Framework, every_look: EveryLook) -> None:
    every_look(page_as(dana), f"{BASE}files/", "files")


def test_new_lead_writes_a_first_message(page_as: PageAs, dana: User, every_look: EveryLook, axe: Axe) -> None:
    page = page_as(dana)
    page.goto("/frameworks/new/")
    page.get_by_label("What do you call it?").fill("Warm meals on time")
    page.get_by_label("What do you offer?").fill("Tafelrund")
    for choice in ("A service that is renewed", "Managing director", "Team lead"):
        page.get_by_label(choice).check()
    page.get_by_role("button", name="Start the framework").click()
    expect(page.get_by_role("complementary", name="One cell is enough to begin")).to_be_visible()
    every_look(page, page.url, "first-cell")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Headline").fill("The mornings that go into yesterday’s cases")
    page.get_by_label("Sentence 1", exact=True).fill("Our platform is the answer.")
    page.get_by_role("button", name="Create message").click()
    expect(page.get_by_text("Your first message stands")).to_be_visible()
    expect(page.get_by_text("Begin with what the customer sees, wants or has said.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Hide these hints").click()
    expect(page.locator("#guide")).to_have_count(0)
    page.get_by_label("Close panel").click()
    expect(page.locator("#panel")).to_have_count(0)
    expect(page.locator("#first-steps")).to_have_count(0)


def test_first_steps_lead_on(page_as: PageAs, dana: User, line: Framework, every_look: EveryLook) -> None:
    page = page_as(dana)
    every_look(page, BASE, "first-steps")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator("#first-steps")).to_contain_text("Done: Write one message")
    page.get_by_role("button", name="Hide the steps").click()
    expect(page.locator("#first-steps")).to_have_count(0)


def test_message_is_copied_to_another_framework(
    page_as: PageAs, dana: User, line: Framework, every_look: EveryLook
) -> None:
    roles = ["coo", "finance-director"]
    other = create_framework(
        dana, title="Warm meals", offer_name="Tafelrund", journey="template:considered-purchase", roles=roles
    )
    page = page_as(dana)
    every_look(page, f"{BASE}messages/m01/copy/", "message-copy")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_label("In the stage")).to_have_value("notice")
    expect(page.locator(".along")).to_contain_text("proof")
    page.get_by_label("For the role").focus()
    page.get_by_label("For the role").select_option("finance-director")
    expect(page.locator(".along div").filter(has_text="Stays behind")).to_contain_text("concept")
    expect(page.get_by_label("For the role")).to_be_focused()
    page.get_by_role("button", name="Copy the message").click()
    expect(page.get_by_text("The message is copied to “Warm meals”.")).to_be_visible()
    assert other.messages.get().role.key == "finance-director"


def test_cell_is_given_as_a_markdown_file(page_as: PageAs, dana: User, line: Framework) -> None:
    page = page_as(dana)
    page.goto(f"{BASE}messages/m01/")
    assert _download(page, "Cell as Markdown").startswith(b"# Keep the line running\n")
