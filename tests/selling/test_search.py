"""Searching the messages in use."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from messaging.models import Framework
from people.models import User
from tests.selling.conftest import LiveWith, Queries, SignIn

HOSTILE = [
    '"',
    "'; DROP TABLE messaging_releasedmessage; --",
    "ledger AND OR NOT",
    "NEAR(ledger, 5)",
    "ledger*",
    "{headline} : ledger",
    "a:b & c | !d <-> e",
    "%s %(x)s %",
    "\\",
    "🙂🙂",
    "nul\0byte",
    "x" * 10_000,
    "ledger " * 2_000,
    "‮مرحبا ‭שלום",
    "-" * 300,
]


def look(client: Client, query: str, **headers: str) -> str:
    response = client.get(reverse("search"), {"q": query}, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_search_groups_by_stage_and_role_and_marks_the_words(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = look(sign_in(sam), "counting ru")
    assert "<mark>counting</mark> <mark>rule</mark>" in page
    assert "Prove and justify</h2>" in page
    assert "<h3>Finance director</h3>" in page
    assert f"{reverse('sheet', args=[live_line.slug, 's5', 'cfo'])}#m" in page


def test_search_without_a_hit_says_what_helps(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = look(sign_in(sam), "zebra")
    assert "0 messages with “zebra”" in page
    assert "Try fewer words" in page


def test_search_without_words_invites(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    assert "Type a word that your customer uses" in look(sign_in(sam), "")


@pytest.mark.parametrize("query", HOSTILE)
def test_search_survives_hostile_words(live_line: Framework, sam: User, sign_in: SignIn, query: str) -> None:
    assert "</main>" in look(sign_in(sam), query)


def test_search_escapes_what_was_typed(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    page = look(sign_in(sam), "<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_search_as_one_types_answers_with_the_found_part(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    client = sign_in(sam)
    url = reverse("search")
    first = client.get(
        url, {"q": "led"}, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/prepare/"}
    )
    assert first.content.decode().lstrip().startswith("<title>")
    assert first["HX-Push-Url"] == f"{url}?q=led"
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{url}?q=led"}
    assert client.get(url, {"q": "ledg"}, headers=here)["HX-Replace-Url"] == f"{url}?q=ledg"


def test_search_shows_the_best_of_very_many(live_with: LiveWith, sam: User, sign_in: SignIn) -> None:
    live_with(1000)
    page = look(sign_in(sam), "the")
    assert "The 60 best are shown." in page


@pytest.mark.parametrize(("number", "queries"), [(10, 6), (1000, 7)])
def test_search_needs_the_same_queries_for_any_size(
    live_with: LiveWith,
    sam: User,
    sign_in: SignIn,
    number: int,
    queries: int,  # one more counts what is not shown
    django_assert_num_queries: Queries,
) -> None:
    live_with(number)
    client = sign_in(sam)
    look(client, "the")
    with django_assert_num_queries(queries):
        look(client, "the")
