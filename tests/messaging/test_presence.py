"""Presence: who is where, told by what changed alone, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from messaging.actions.presence import seen
from messaging.models import Framework, Presence
from messaging.queries.presence import Here, read_token, token_of
from people.models import Activity, User

BASE = "/frameworks/keep-the-line-running/"
URL = f"{BASE}here/"
HTMX = {"HX-Request": "true"}
AT = {"stage": "s2", "role": "rel", "message": "m07"}
CountQueries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def client(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(dana)


def is_at(line: Framework, person: User, message: str = "m07", *, writing: bool = False, seconds: int = 0) -> None:
    seen(actor=person, framework=line, stage="s2", role="rel", message=message, writing=writing)
    Presence.objects.filter(user=person).update(seen_at=timezone.now() - dt.timedelta(seconds=seconds))


def ask(client: Client, **extra: str) -> str:
    answer = client.post(URL, extra, headers=HTMX)
    return answer.content.decode() if answer.status_code == 200 else f"[{answer.status_code}]"


def kept(content: str, name: str) -> str:
    """Return what the page would send next time."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', content)
    return found[1] if found else ""


def test_person_is_seen_in_one_place_and_no_entry_is_written(client: Client, line: Framework, dana: User) -> None:
    before = Activity.objects.count()
    ask(client, **AT)
    ask(client, stage="s7", role="ci", writing="1")
    (row,) = Presence.objects.values_list("user", "stage_key", "role_key", "message_key", "writing")
    assert row == (dana.pk, "s7", "ci", "", True)
    assert Activity.objects.count() == before


def test_face_stands_in_the_bar_and_at_the_cell(client: Client, line: Framework, ari: User) -> None:
    is_at(line, ari, writing=True)
    content = ask(client)
    assert 'title="Ari, in Understand with the maintenance and reliability manager, writing"' in content
    assert '<span hx-swap-oob="beforeend:#td-s2-rel"><span class="cell__who" id="who-s2-rel">' in content
    assert "Ari is writing</span>" in content


def test_message_tells_who_writes_there_and_says_it_aloud_once(client: Client, line: Framework, ari: User) -> None:
    is_at(line, ari)
    content = ask(client, **AT)
    assert "Ari has this message open." in content
    assert '<div hx-swap-oob="innerHTML:#panel-arrived">Ari is here, too.</div>' in content
    assert "td-s2-rel" not in content  # the open cell tells it in the panel
    is_at(line, ari, writing=True)
    content = ask(client, **AT, shown=kept(content, "shown"), told=kept(content, "told"))
    assert "Ari is writing here. You will both be asked if you change the same words." in content
    assert "panel-arrived" not in content


def test_nothing_new_is_answered_with_nothing(client: Client, line: Framework, ari: User) -> None:
    assert ask(client, **AT) == "[204]"
    is_at(line, ari)
    content = ask(client, **AT)
    assert ask(client, **AT, shown=kept(content, "shown"), told=kept(content, "told")) == "[204]"
    fresh_panel = ask(client, **AT, shown=kept(content, "shown"))  # a tab was opened: only the panel is new
    assert ("panel-who" in fresh_panel, 'id="faces"' in fresh_panel) == (True, False)


def test_who_was_not_seen_for_45_seconds_is_gone(client: Client, line: Framework, ari: User) -> None:
    is_at(line, ari, seconds=44)
    content = ask(client)
    is_at(line, ari, seconds=46)
    content = ask(client, shown=kept(content, "shown"))
    assert '<span hx-swap-oob="delete:#who-s2-rel"></span>' in content
    assert '<li class="face' not in content
    assert kept(content, "shown") == ""


def test_old_rows_are_swept_when_somebody_arrives(client: Client, line: Framework, ari: User, kim: User) -> None:
    is_at(line, ari, seconds=3700)
    ask(client)
    assert list(Presence.objects.values_list("user__name", flat=True)) == ["Dana"]


def test_token_comes_back_and_anything_else_is_nobody() -> None:
    people = [Here(1, "", "", ("s1", "coo"), "m01", True), Here(2, "", "", ("", ""), "", False)]
    assert read_token(token_of(people)) == people
    assert read_token('x 1@a 1@"/b/c 1@a/b/c!! <b>') == []


@pytest.mark.parametrize("key", ["<b>", "x" * 61, "s 1", "S1"])
def test_place_that_cannot_be_is_no_place(key: str, client: Client) -> None:
    ask(client, stage=key, role=key, message=key)
    assert list(Presence.objects.values_list("stage_key", "role_key", "message_key")) == [("", "", "")]


def test_button_tells_in_a_notice_without_javascript(client: Client, line: Framework, ari: User) -> None:
    page = client.post(URL, AT, follow=True)
    assert page.redirect_chain == [(f"{BASE}messages/m07/", 302)]
    assert "Nobody else is here." in page.content.decode()
    is_at(line, ari)
    told = client.post(URL, follow=True).content.decode()
    assert "Here now: Ari, in Understand with the maintenance and reliability manager." in told


def test_ended_session_stops_asking_and_leads_nowhere(line: Framework) -> None:
    answer = Client().post(URL, AT, headers=HTMX)
    assert (answer.status_code, answer.content, "HX-Redirect" in answer) == (286, b"", False)


def test_only_authors_are_seen(line: Framework, sam: User, sign_in: Callable[[User], Client]) -> None:
    assert sign_in(sam).post(URL, AT, headers=HTMX).status_code == 403
    with pytest.raises(PermissionDenied):
        seen(actor=sam, framework=line, stage="", role="", message="", writing=False)


@pytest.mark.parametrize("size", [1, 20])
def test_queries_do_not_grow_with_the_people(
    size: int, client: Client, line: Framework, django_assert_num_queries: CountQueries
) -> None:
    people = [User.objects.create(email=f"{n}@example.com", name=f"Person {n}") for n in range(size)]
    Presence.objects.bulk_create(
        Presence(framework=line, user=person, stage_key="s2", role_key="rel", message_key="m07") for person in people
    )
    content = ask(client, **AT)
    with django_assert_num_queries(9):  # a savepoint, session, person, permissions twice, framework, seen, who, release
        ask(client, **AT, shown=kept(content, "shown"), told=kept(content, "told"))
