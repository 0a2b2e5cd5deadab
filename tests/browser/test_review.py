"""From a submitted draft to a withdrawn release, and the journey that both sides sign, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.actions import sign_off
from journeys.queries import shared_stages
from journeys.terms import Side
from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.review import submit
from messaging.models import Framework
from people.models import User
from sheets.actions.withdraw import withdraw
from tests.browser.conftest import EveryLook, PageAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/frameworks/keep-the-line-running/"
REVIEW, PUBLISH, RELEASES = f"{HOME}review/", f"{HOME}publish/", f"{HOME}releases/"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def careful(live_line: Framework) -> Framework:
    """The example with a release in use, a changed draft, and two people asked for a release."""
    live_line.messages.filter(key="m07").update(headline="Too early, too late, and nobody knows which")
    Framework.objects.update(needs_approval=True)
    live_line.refresh_from_db()
    return live_line


def test_a_release_that_takes_two_people(careful: Framework, dana: User, ari: User, sam: User, page_as: PageAs) -> None:
    hers, his = page_as(dana), page_as(ari, js=False)
    hers.goto(PUBLISH)
    hers.get_by_label("What the approver should know").fill("One headline in Understand.")
    hers.get_by_role("button", name="Submit the draft for approval").click()
    expect(hers.get_by_role("link", name="In review")).to_be_visible()
    his.goto(REVIEW)
    his.get_by_role("button", name="Send it back").click()
    expect(his.get_by_text("Say what should change.")).to_be_visible()
    his.get_by_label("Your answer").fill("Say it shorter.")
    his.get_by_role("button", name="Send it back").click()
    hers.goto(REVIEW)
    expect(hers.get_by_text("Say it shorter.").first).to_be_visible()
    hers.get_by_role("button", name="Submit the draft for approval").click()
    his.goto(REVIEW)
    his.get_by_role("button", name="Approve this draft").click()
    expect(his.get_by_role("heading", name="This draft is approved")).to_be_visible()
    hers.goto(PUBLISH)
    hers.get_by_label("I have looked at").check()
    hers.get_by_role("button", name="Freeze release 2").dblclick()
    expect(hers).to_have_url(f"{hers.url.split('/frameworks')[0]}{RELEASES}2/")
    release = careful.releases.get(number=2)
    assert (careful.releases.count(), release.approved_by) == (2, ari)
    go_live(release)
    hers.goto(f"{RELEASES}2/")
    hers.get_by_role("link", name="Withdraw it…").click()
    hers.get_by_label("Why?").fill("The figure is not confirmed.")
    hers.get_by_role("button", name="Withdraw release 2").click()
    expect(hers.get_by_text("Sellers use release 1.").first).to_be_visible()
    sells = page_as(sam)
    sells.goto("/prepare/")
    expect(sells.get_by_text("Release 2 was withdrawn")).to_be_visible()
    expect(sells.get_by_text("You see release 1 again")).to_be_visible()


def test_kim_signs_the_journey(line: Framework, kim: User, page_as: PageAs) -> None:
    page = page_as(kim)
    page.goto("/prepare/")
    page.get_by_role("link", name="Journeys").click()
    page.get_by_role("link", name=line.journey.name).click()
    page.get_by_role("button", name="Sign off Notice for sales").click()
    expect(page.get_by_text("has not signed off 8 of 9 stages")).to_be_visible()
    page.get_by_role("button", name="Sign off all 8 stages for sales").click()
    expect(page.get_by_text("has signed off all 9 stages")).to_be_visible()
    page.get_by_role("button", name="Take back your sign-off of Notice for sales").click()
    expect(page.get_by_text("has not signed off 1 of 9 stages")).to_be_visible()


def _sign(framework: Framework, kim: User) -> None:
    seen = {stage.stage.key: stage.definition.hash for stage in shared_stages(framework.journey)}
    sign_off(actor=kim, journey=framework.journey, side=Side.SALES, seen=seen)
    framework.journey.stages.filter(key="s2").update(goal="Another goal")


SCREENS = {
    "decide": REVIEW,
    "check": PUBLISH,
    "compare": f"{RELEASES}compare/",
    "withdraw": f"{RELEASES}1/withdraw/",
    "history": RELEASES,
    "matrix-signed": HOME,
    "journey-signed": f"{HOME}journey/",
}


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_accessible(
    careful: Framework, dana: User, ari: User, kim: User, page_as: PageAs, every_look: EveryLook, name: str
) -> None:
    _sign(careful, kim)
    submit(actor=ari, framework=careful, note="One headline in Understand.")
    every_look(page_as(dana), SCREENS[name], f"review-{name}")


@pytest.mark.parametrize("path", ["/journeys/", "/journeys/{key}/"])
def test_what_kim_sees_is_accessible(
    line: Framework, kim: User, page_as: PageAs, every_look: EveryLook, path: str
) -> None:
    _sign(line, kim)
    name = f"sign-{'one' if 'key' in path else 'list'}"
    every_look(page_as(kim), path.format(key=line.journey.key), name)


def test_withdrawn_release_and_what_sellers_see_are_accessible(
    careful: Framework, dana: User, sam: User, page_as: PageAs, every_look: EveryLook
) -> None:
    Framework.objects.update(needs_approval=False)
    second = freeze_release(actor=dana, framework=careful, notes="One headline.")
    go_live(second)
    withdraw(actor=dana, release=second, reason="The figure is not confirmed.")
    every_look(page_as(dana), f"{RELEASES}2/", "review-withdrawn")
    every_look(page_as(sam), "/prepare/", "review-seller")
