"""Findings where an author meets them: matrix, panel, one-click fixes, the findings page, the rule pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from messaging.assembly import assemble
from messaging.models import Framework, ValueMessage, Waiver
from messaging.queries.told import field_words, tell
from messaging.rules import all_rules, check
from people.models import User

SignIn = Callable[[User], Client]
BASE = "/frameworks/keep-the-line-running/"
PAGE = f"{BASE}findings/"
PRODUCT = "The Perlindo dashboard shows the difference."


@pytest.fixture
def line(line: Framework) -> Framework:
    """The example without days, so that the year these tests run in does not matter."""
    line.proofs.update(expires_on=None)
    Framework.objects.filter(pk=line.pk).update(review_by=None)
    return line


@pytest.fixture
def client(sign_in: SignIn, dana: User) -> Client:
    return sign_in(dana)


@pytest.fixture
def wrong(line: Framework) -> ValueMessage:
    """A message of Awareness that names the product in its third sentence."""
    row = line.messages.get(key="m07")
    row.talk_track = [*row.talk_track[:2], PRODUCT]
    row.save(update_fields=["talk_track"])
    return row


def posted(client: Client, row: ValueMessage, **changes: Any) -> dict[str, Any]:
    """Return what the message's form would send."""
    form = client.get(f"{BASE}messages/{row.key}/").context["form"]
    data = {name: value for name, value in form.typed.items() if name not in ("stage", "role")}
    return {**data, "version": form.version, **changes}


def test_cell_and_phase_carry_the_mark(wrong: ValueMessage, client: Client) -> None:
    matrix = client.get(BASE).context["matrix"]
    cell = matrix.find("s2", "rel")
    assert (cell.tally.heaviest, cell.tally.block) == ("block", 1)
    assert [band.tally.block for band in matrix.bands] == [1, 0, 0]
    assert matrix.tally.block == 1


def test_panel_tells_findings_at_their_sentence(wrong: ValueMessage, client: Client) -> None:
    response = client.get(f"{BASE}messages/m07/")
    assert [f.code for f in response.context["form"].findings["/talk_track/2"]] == ["PH101"]
    assert "<q>Perlindo dashboard</q>" in response.content.decode()


@pytest.fixture
def unmapped(line: Framework) -> ValueMessage:
    """A buying message without results and wins."""
    row = line.messages.get(key="m17")
    row.results.clear()
    row.wins.clear()
    return row


def test_fix_maps_to_the_only_result_and_keeps_what_was_typed(unmapped: ValueMessage, client: Client) -> None:
    data = posted(client, unmapped, so_what="Typed just now.", mend="MP101/results:0")
    response = client.post(f"{BASE}messages/m17/", data)
    assert response.status_code == 302
    unmapped.refresh_from_db()
    assert [result.key for result in unmapped.results.all()] == ["r_sec"]
    assert unmapped.so_what == "Typed just now."


def test_fix_by_htmx_brings_the_panel_anew(unmapped: ValueMessage, client: Client) -> None:
    data = posted(client, unmapped, mend="MP102/wins:0")
    headers = {"HX-Request": "true", "HX-Target": "save-state"}
    response = client.post(f"{BASE}messages/m17/", data, headers=headers)
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#main", "outerHTML")
    assert list(response.context["form"].findings) == ["/results"]


def test_fix_that_is_gone_saves_what_was_typed(line: Framework, client: Client) -> None:
    row = line.messages.get(key="m17")
    client.post(f"{BASE}messages/m17/", posted(client, row, so_what="Mine.", mend="MP101/results:0"))
    row.refresh_from_db()
    assert row.so_what == "Mine."


@pytest.fixture
def unproved(line: Framework) -> ValueMessage:
    """A buying message with a figure that one proof of the library states."""
    line.proofs.filter(key="p_strand").update(text="Planned maintenance rose by 24 percent in a year.")
    row = line.messages.get(key="m18")
    row.talk_track = [*row.talk_track, "You would plan 24% more of the work."]
    row.save(update_fields=["talk_track"])
    return row


PROVE = f"EV101/talk_track/3:{len('You would plan ')}"


def test_fix_shows_the_proof_that_states_the_figure(unproved: ValueMessage, client: Client) -> None:
    content = client.get(f"{BASE}messages/m18/").content.decode()
    assert f'value="{PROVE}">Show the proof “Planned maintenance rose by 24 percent in a year.”</button>' in content
    client.post(f"{BASE}messages/m18/", posted(client, unproved, so_what="Typed just now.", mend=PROVE))
    unproved.refresh_from_db()
    assert [proof.key for proof in unproved.proofs.all()] == ["p_strand"]
    assert unproved.so_what == "Typed just now."


def test_shown_proof_comes_by_htmx(unproved: ValueMessage, client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "save-state"}
    response = client.post(f"{BASE}messages/m18/", posted(client, unproved, mend=PROVE), headers=headers)
    assert response["HX-Retarget"] == "#main"
    assert response.context["form"].typed["proofs"] == ["p_strand"]
    assert response.context["form"].findings == {}


def test_page_lists_findings_the_heaviest_first(wrong: ValueMessage, client: Client) -> None:
    told = client.get(PAGE).context["told"]
    assert [item.finding.code for item in told] == ["PH101", "LA301", "CO101"]
    assert told[0].place == (
        "Understand, Maintenance and reliability manager, “Too early and too late at the same time”, sentence 3"
    )


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("family=CO", ["CO101"]),
        ("severity=warning", ["LA301"]),
        ("stage=s7", ["CO101"]),
        ("role=coo", ["LA301"]),
        ("owner=dana@example.com", ["LA301"]),
        ("family=nonsense", ["LA301", "CO101"]),
    ],
)
def test_page_filters(line: Framework, dana: User, client: Client, query: str, codes: list[str]) -> None:
    line.messages.filter(key="m01").update(owner=dana)
    assert [item.finding.code for item in client.get(f"{PAGE}?{query}").context["told"]] == codes


def test_filter_by_htmx_swaps_the_list_only(line: Framework, client: Client) -> None:
    content = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert content.lstrip().startswith('<div id="found">')


def test_link_leads_to_the_sentence(wrong: ValueMessage, client: Client) -> None:
    content = client.get(PAGE).content.decode()
    assert f'href="{BASE}messages/m07/#at-talk_track-2"' in content
    assert f'href="{BASE}cells/s7/ci/"' in content


def waiver_data(**changes: Any) -> dict[str, Any]:
    until = timezone.localdate() + dt.timedelta(days=30)
    return {"finding": "LA301 message:m01", "reason": "It is read out.", "until": until.isoformat(), **changes}


def test_finding_is_waived_and_taken_back(line: Framework, client: Client) -> None:
    client.post(f"{PAGE}waive/", waiver_data())
    response = client.get(PAGE)
    assert [(item.finding.code, bool(item.waiver)) for item in response.context["told"]] == [
        ("CO101", False),
        ("LA301", True),
    ]
    client.post(f"{PAGE}waivers/{Waiver.objects.get().pk}/")
    assert not Waiver.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " "}, "Say why this may pass."),
        ({"until": ""}, "Choose the day until which it may pass."),
        ({"until": "2001-01-01"}, "Choose a day from today to a year ahead."),
    ],
)
def test_waiver_that_says_too_little_is_told(
    line: Framework, client: Client, changes: dict[str, str], told: str
) -> None:
    response = client.post(f"{PAGE}waive/", waiver_data(**changes))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Waiver.objects.exists()


def test_rule_that_cannot_be_waived_offers_no_waiver(wrong: ValueMessage, client: Client) -> None:
    content = client.get(f"{PAGE}?family=PH").content.decode()
    assert "Let it pass" not in content
    response = client.post(f"{PAGE}waive/", waiver_data(finding="PH101 message:m07"))
    assert "cannot be waived" in response.content.decode() or response.status_code == 422
    assert not Waiver.objects.exists()


def test_every_rule_has_a_page(db: None, client: Client) -> None:
    listed = client.get("/rules/").content.decode()
    for code, rule in all_rules().items():
        assert f'href="/rules/{code}/"' in listed
        assert client.get(f"/rules/{code}/").context["rule"] is rule
    assert client.get("/rules/ZZ1/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("sam", 403), ("kim", 403), ("olly", 403)])
def test_findings_are_closed_to_others(
    who: str, status: int, line: Framework, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    other = sign_in(request.getfixturevalue(who))
    assert other.get(PAGE).status_code == status
    assert other.post(f"{PAGE}waive/", waiver_data()).status_code == status


def test_places_are_told_without_keys(line: Framework) -> None:
    document = assemble(line)
    late = check(document, today=dt.date(2027, 1, 1))
    assert all(item.place or not item.finding.subject.message for item in tell(document, late))
    assert field_words(check(document, today=dt.date(2025, 3, 3), only=["LA301"])[0]) == "sentence 3"
