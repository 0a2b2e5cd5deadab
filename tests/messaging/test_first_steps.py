"""From an empty installation to a first message, and on to the first release."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from messaging.models import Framework
from people.models import User

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
URL = "/frameworks/warm-meals-on-time/"
ROLES = ["finance-director", "managing-director", "team-lead"]


@pytest.fixture
def lead(sign_in: SignIn, dana: User) -> Client:
    client = sign_in(dana)
    values = {"title": "Warm meals on time", "offer_name": "Tafelrund", "journey": "template:renewed-service"}
    assert client.post("/frameworks/new/", values | {"roles": ROLES}).headers["Location"].startswith(f"{URL}cells/")
    return client


def _write(lead: Client, cell: str, headline: str = "The mornings that go into yesterday’s cases") -> None:
    values = {"headline": headline, "kind": "perspective", "version": "0"}
    assert lead.post(f"{URL}cells/{cell}/new/", values).status_code == 302


def _now(lead: Client) -> str:
    return str(lead.get(URL).context["first"].now)


def test_new_framework_leads_to_whoever_lives_with_the_problem(lead: Client) -> None:
    page = lead.get(f"{URL}cells/feel-the-strain/team-lead/new/").content.decode()
    assert "One cell is enough to begin" in page
    assert "They are thinking: <q>My best person spends the morning" in page
    assert "In Awareness nobody hears of your product yet." in page


def test_steps_follow_the_work_until_there_is_a_release(lead: Client) -> None:
    assert _now(lead) == "write"
    _write(lead, "feel-the-strain/team-lead")
    assert _now(lead) == "answer"
    page = lead.get(URL).content.decode()
    assert f'href="{URL}cells/feel-the-strain/managing-director/"' in page
    lead.post(f"{URL}cells/feel-the-strain/managing-director/", {"state": "empty", "reason": "Others open the door."})
    assert _now(lead) == "publish"
    assert f'<a href="{URL}publish/">Publish release 1</a>' in lead.get(URL).content.decode()


def test_steps_send_to_what_blocks(lead: Client) -> None:
    _write(lead, "feel-the-strain/team-lead", headline="Tafelrund is the answer")
    _write(lead, "agree-on-need/team-lead")
    assert _now(lead) == "mend"
    assert f'<a href="{URL}findings/">Mend what blocks</a>' in lead.get(URL).content.decode()


def test_hints_change_with_the_first_message_and_end_with_the_second(lead: Client) -> None:
    _write(lead, "feel-the-strain/team-lead")
    message = f"{URL}messages/{Framework.objects.get().messages.get().key}/"
    assert "Your first message stands" in lead.get(message).content.decode()
    _write(lead, "agree-on-need/team-lead")
    assert 'id="guide"' not in lead.get(message).content.decode()


def test_steps_and_hints_can_be_switched_off_for_good(lead: Client) -> None:
    assert lead.post(f"{URL}guide/", headers=HTMX).content == b""
    assert lead.get(URL).context["first"] is None
    assert 'id="guide"' not in lead.get(f"{URL}cells/feel-the-strain/team-lead/new/").content.decode()


def test_hiding_without_javascript_goes_to_the_matrix(lead: Client) -> None:
    assert lead.post(f"{URL}guide/").headers["Location"] == URL


def test_framework_with_a_release_has_no_first_steps(sign_in: SignIn, dana: User, live_line: Framework) -> None:
    assert sign_in(dana).get(f"/frameworks/{live_line.slug}/").context["first"] is None
