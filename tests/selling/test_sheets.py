"""Sheets on screen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from messaging.models import Framework
from people.models import User
from tests.selling.conftest import LiveWith, Queries, SignIn


def read(client: Client, name: str, *args: str, **query: str | list[str]) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_sheet_holds_the_five_acts(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", live_line.slug, "s5", "cfo")
    assert [f"<h2>{act}</h2>" in page for act in ("Say", "Ask", "Show", "Handle", "Agree")] == [True] * 5
    assert '<span class="slot">low payback months</span>' in page
    assert "{{" not in page
    assert "Savings that add up on slides" in page
    assert "Can defend the figure line by line" in page
    assert "Double counting with other programmes" in page
    assert "Payback with the low values, months" in page


def test_sheet_says_aloud_what_is_under_nda_or_out_of_date(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", live_line.slug, "s5", "cfo")
    assert "<b>Only under NDA.</b>" in page
    assert "Out of date since 30 November 2025" in page


def test_sheet_says_what_not_to_say_here(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", live_line.slug, "s1", "coo")
    assert "No product, vendor, feature or competitor wording" in page


def test_sheet_of_one_message_opens_at_its_top(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", "keep-the-line-running", "s5", "cfo")
    assert page.index('id="m22"') < page.index('class="path"')


def test_sheet_with_two_messages_shows_both(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", live_line.slug, "s4", "plant")
    assert page.count('<section class="talk"') == 2
    assert page.count("<h1") == 1


def test_sheet_without_a_message_says_why_and_where_else(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", live_line.slug, "s1", "proc")
    assert "There is no message for this role at this stage." in page
    assert reverse("sheet", args=[live_line.slug, "s6", "proc"]) in page


def test_sheet_path_leads_to_the_same_role_at_other_stages(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", live_line.slug, "s5", "cfo")
    assert 'aria-label="Stage 5 of 9"' in page
    assert f'href="{reverse("sheet", args=[live_line.slug, "s2", "cfo"])}"' in page
    assert f'href="{reverse("sheet", args=[live_line.slug, "s1", "cfo"])}"' not in page


def test_stage_sheet_holds_every_role(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "stage_sheet", live_line.slug, "s5")
    assert page.count('<section class="talk" id=') == 7
    assert "Every role" in page


def test_stage_sheet_for_a_meeting_holds_its_roles_only(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "stage_sheet", live_line.slug, "s5", role=["plant", "cfo"])
    assert page.count('<section class="talk" id=') == 2
    assert "A business case built on the counting rule you set" in page
    assert "What doing nothing costs until next summer" not in page
    assert "Show every role" in page


def test_role_sheet_follows_the_journey(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "role_sheet", live_line.slug, "cfo")
    places = [page.index(f'id="{stage}"') for stage in ("s2", "s3", "s5", "s6", "s8")]
    assert places == sorted(places)


def test_book_lists_every_message(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "book", live_line.slug)
    listed = [message.headline for message in live_line.messages.all()]
    assert len(listed) == 41
    assert all(headline.split("'")[0] in page for headline in listed)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("sheet", ("keep-the-line-running", "s99", "cfo")),
        ("sheet", ("keep-the-line-running", "s5", "nobody")),
        ("stage_sheet", ("keep-the-line-running", "s99")),
        ("role_sheet", ("keep-the-line-running", "nobody")),
        ("book", ("no-such-framework",)),
        ("sheet", ("no-such-framework", "s5", "cfo")),
    ],
)
def test_sheets_that_are_not_there_are_404(
    live_line: Framework, sam: User, sign_in: SignIn, name: str, args: tuple[str, ...]
) -> None:
    assert sign_in(sam).get(reverse(name, args=args)).status_code == 404


@pytest.mark.parametrize("number", [10, 1000])
def test_sheets_need_the_same_queries_for_any_size(
    live_with: LiveWith, sam: User, sign_in: SignIn, number: int, django_assert_num_queries: Queries
) -> None:
    slug = live_with(number).slug
    client = sign_in(sam)
    read(client, "book", slug)  # reads the release once a process
    for name, args in (("sheet", ["s1", "coo"]), ("stage_sheet", ["s1"]), ("role_sheet", ["coo"]), ("book", [])):
        with django_assert_num_queries(6):
            read(client, name, slug, *args)


def test_sheet_is_small_over_the_wire(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    url = reverse("sheet", args=[live_line.slug, "s5", "cfo"])
    response = sign_in(sam).get(url, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 5_000
