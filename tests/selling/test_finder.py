"""The finder: two questions, one answer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from messaging.actions.freeze import freeze_release
from messaging.models import Framework
from people.models import User
from tests.selling.conftest import LiveWith, Queries, SignIn

MEETING = {"stage": "s5", "role": ["cfo", "plant"]}


def test_finder_before_a_first_release_says_what_is_missing(line: Framework, sam: User, sign_in: SignIn) -> None:
    freeze_release(actor=None, framework=line)  # frozen, and not yet in use
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "Nothing is released yet." in page
    assert "Ask your enablement team" in page
    assert line.title not in page


def test_finder_with_one_framework_asks_only_two_questions(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "Where is your customer?" in page
    assert "Who are you meeting?" in page
    assert "What is your conversation about?" not in page


def test_finder_with_two_frameworks_asks_for_the_framework_first(
    live_line: Framework, live_with: LiveWith, sam: User, sign_in: SignIn
) -> None:
    live_with(10)
    client = sign_in(sam)
    assert "What is your conversation about?" in client.get(reverse("finder")).content.decode()
    chosen = client.get(reverse("finder"), {"framework": "line-of-10"}).content.decode()
    assert "Choose another" in chosen
    assert 'name="framework" value="line-of-10"' in chosen


def test_finder_for_a_framework_gone_asks_again(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = sign_in(sam).get(reverse("finder"), {"framework": "gone"}).content.decode()
    assert "That framework is not in use any more." in page


def test_finder_answers_a_deep_link(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = sign_in(sam).get(reverse("finder"), MEETING).content.decode()
    assert "My customer is <em>proving and justifying</em>" in page
    assert "the <em>finance director</em> and the <em>plant manager</em>." in page
    assert "Two messages for this meeting" in page
    assert "A business case built on the counting rule you set" in page
    assert "Needs one detail from you: low payback months" in page
    assert f"{reverse('stage_sheet', args=[live_line.slug, 's5'])}?role=cfo&amp;role=plant" in page


def test_finder_for_htmx_is_the_card_and_what_follows_from_it(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    response = sign_in(sam).get(reverse("finder"), MEETING, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert "Two messages for this meeting" in page
    assert [f'id="{part}" hx-swap-oob="innerHTML"' in page for part in ("sentence", "dock", "said")] == [True] * 3
    assert response["Vary"].startswith("HX-Request")


def test_finder_tells_why_a_role_has_no_message_and_where_it_has(
    live_line: Framework, sam: User, sign_in: SignIn
) -> None:
    page = sign_in(sam).get(reverse("finder"), {"stage": "s1", "role": "proc"}).content.decode()
    assert "No message for this meeting" in page
    assert "There are messages for this role at:" in page
    assert reverse("sheet", args=[live_line.slug, "s6", "proc"]) in page


@pytest.mark.parametrize("stage", ["nowhere", "s5' OR 1=1", "\0", "x" * 10_000, "🙂"])
def test_finder_with_an_unknown_stage_asks_for_it(live_line: Framework, sam: User, sign_in: SignIn, stage: str) -> None:
    response = sign_in(sam).get(reverse("finder"), {"stage": stage, "role": ["cfo", stage]})
    assert response.status_code == 200
    assert "Choose where your customer is" in response.content.decode()


@pytest.mark.parametrize("number", [10, 1000])
def test_finder_needs_the_same_queries_for_any_size(
    live_with: LiveWith, sam: User, sign_in: SignIn, number: int, django_assert_num_queries: Queries
) -> None:
    live_with(number)
    client = sign_in(sam)
    client.get(reverse("finder"), MEETING)  # reads the release once a process
    with django_assert_num_queries(7):
        client.get(reverse("finder"), MEETING)
