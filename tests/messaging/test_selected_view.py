"""Several messages at once: move, copy, delete, owner, review date; each one step, all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from messaging.models import Framework, Step
from messaging.queries.message import message_value
from people.models import User
from tests.messaging.test_undo import State, edit, row, state

BASE = "/frameworks/keep-the-line-running/"
URL = f"{BASE}selected/"
HTMX = {"HX-Request": "true", "HX-Target": "main"}


@pytest.fixture
def client(dana: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(dana)


def cells(line: Framework, *keys: str) -> list[str]:
    return [f"{row(line, key).stage.key}/{row(line, key).role.key}" for key in keys]


def undo(client: Client) -> None:
    client.post(f"{BASE}undo/")


@pytest.fixture
def before(line: Framework) -> State:
    return state(line)


def test_panel_offers_the_messages_of_the_cells(line: Framework, client: Client) -> None:
    response = client.get(URL, {"cell": ["s4/plant", "s2/rel"], "act": "move"})
    assert [message.key for message in response.context["rows"]] == ["m07", "m15", "m41"]
    assert "3 messages in 2 cells" in response.content.decode()
    picked = [cell for line_ in response.context["matrix"].rows for cell in line_.cells if cell.picked]
    assert [(cell.cell.stage, cell.cell.role) for cell in picked] == [("s4", "plant"), ("s2", "rel")]


def test_panel_without_a_selection_says_how_to_select(line: Framework, client: Client) -> None:
    assert "Nothing is selected" in client.get(URL).content.decode()


def test_move_takes_all_in_order_as_one_step(before: State, line: Framework, client: Client) -> None:
    data = {"act": "move", "message": ["m07", "m15", "m41"], "stage": "s6", "role": "plant"}
    response = client.post(URL, data, follow=True)
    moved = line.messages.filter(stage__key="s6", role__key="plant").order_by("order")
    assert [message.key for message in moved] == ["m07", "m15", "m41"]
    assert "Moved 3 messages to Decide, Plant manager. Concept and wins of another role stayed behind: 1 message." in (
        response.content.decode()
    )
    assert Step.objects.get().words == "moved 3 messages"
    undo(client)
    assert state(line) == before


def test_copy_leaves_the_originals(before: State, line: Framework, client: Client) -> None:
    client.post(URL, {"act": "copy", "message": ["m07"], "stage": "s6", "role": "coo"})
    made = line.messages.get(stage__key="s6", role__key="coo", headline=row(line, "m07").headline)
    assert (message_value(made).concept, message_value(made).wins) == (None, ())
    assert {key: kept for key, kept in state(line).items() if key != made.key} == before
    undo(client)
    assert state(line) == before


def test_dropped_cell_moves_whole(line: Framework, client: Client) -> None:
    response = client.post(URL, {"act": "move", "cell": "s4/plant", "stage": "s6", "role": "plant"}, headers=HTMX)
    content = response.content.decode()
    assert line.messages.filter(stage__key="s6", role__key="plant").count() == 2
    assert 'data-at="cell-s6-plant"' in content
    assert "Moved 2 messages to Decide, Plant manager." in content
    assert response["HX-Push-Url"] == BASE


def test_move_to_where_they_are_says_so(line: Framework, client: Client) -> None:
    response = client.post(URL, {"act": "move", "cell": "s2/rel", "stage": "s2", "role": "rel"}, headers=HTMX)
    assert "All are in Understand, Maintenance and reliability manager already." in response.content.decode()
    assert not Step.objects.exists()


def test_delete_and_undo(before: State, line: Framework, client: Client) -> None:
    client.post(URL, {"act": "delete", "message": ["m07", "m16"]})
    assert set(before) - set(state(line)) == {"m07", "m16"}
    undo(client)
    assert state(line) == before


def test_delete_is_refused_when_one_has_changed(line: Framework, ari: User, client: Client) -> None:
    edit(ari, line, "m16", headline="Ari's")
    data = {"act": "delete", "message": ["m07", "m16"], "offered": ["m07", "m16"], "version-m07": 1, "version-m16": 1}
    response = client.post(URL, data)
    assert response.status_code == 422
    assert response.context["problem"].startswith("Ari changed “Ari's” a moment ago.")
    assert line.messages.filter(key__in=["m07", "m16"]).count() == 2


def test_owner_and_review_date(before: State, line: Framework, ari: User, client: Client) -> None:
    client.post(URL, {"act": "assign", "message": ["m07", "m16"], "owner": ari.email})
    client.post(URL, {"act": "review", "message": ["m07", "m16"], "review_by": "2031-05-04"})
    for key in ("m07", "m16"):
        assert (message_value(row(line, key)).owner, row(line, key).review_by) == (ari.email, dt.date(2031, 5, 4))
    assert [step.words for step in Step.objects.order_by("pk")] == [
        "gave an owner to 2 messages",
        "set the review date of 2 messages",
    ]
    client.post(URL, {"act": "assign", "message": ["m07", "m16"], "owner": "nobody"})
    assert row(line, "m07").owner is None
    for _ in range(3):
        undo(client)
    assert state(line) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"act": "review", "message": "m07", "review_by": "soon"}, "That is not a date. Write it like 2027-03-31."),
        ({"act": "assign", "message": "m07", "owner": "x@y.zz"}, "That is gone by now. Choose another one."),
        ({"act": "move", "message": "m07", "stage": "nowhere", "role": "coo"}, "That is gone by now."),
        ({"act": "delete", "offered": ["m07", "m16"]}, "Tick at least one message."),
    ],
)
def test_bad_input_is_told_and_the_choice_kept(
    data: dict[str, object], said: str, before: State, line: Framework, client: Client
) -> None:
    response = client.post(URL, data)
    assert (response.status_code, state(line)) == (422, before)
    assert said in response.content.decode()
    assert "m07" in [message.key for message in response.context["rows"]]


def test_messages_of_another_framework_are_left_alone(line: Framework, client: Client) -> None:
    other = Framework.objects.create(slug="other", title="Other", offer_name="Other", journey=line.journey)
    client.post("/frameworks/other/selected/", {"act": "delete", "message": ["m07"]})
    assert (line.messages.filter(key="m07").count(), other.messages.count()) == (1, 0)


def test_undo_button_names_the_act_and_says_what_it_did(line: Framework, dana: User, client: Client) -> None:
    edit(dana, line, "m07", headline="Other words")
    content = client.get(BASE).content.decode()
    assert "Undo: edited “Other words”" in content
    response = client.post(f"{BASE}undo/", {"step": Step.objects.get().pk})
    assert response["Location"] == f"{BASE}?stage=s2#cell-s2-rel"
    content = client.get(BASE).content.decode()
    assert "Undone: edited “Other words”." in content
    assert "Redo: edited “Other words”" in content


def test_undo_beside_a_panel_leads_to_the_message(line: Framework, dana: User, client: Client) -> None:
    edit(dana, line, "m07", headline="Other words")
    response = client.post(f"{BASE}undo/?level=executive", {"beside": "1"})
    assert response["Location"] == f"{BASE}messages/m07/?level=executive"


def test_second_click_on_undo_takes_nothing_more_back(line: Framework, dana: User, client: Client) -> None:
    edit(dana, line, "m07", headline="First")
    edit(dana, line, "m16", headline="Second")
    last = Step.objects.latest("pk").pk
    for _ in range(2):
        client.post(f"{BASE}undo/", {"step": last})
    assert row(line, "m07").headline == "First"


def test_copy_instead_of_move(line: Framework, client: Client) -> None:
    response = client.post(f"{BASE}messages/m07/move/", {"version": 1, "stage": "s6", "role": "coo", "copy": "1"})
    made = line.messages.get(stage__key="s6", role__key="coo", headline=row(line, "m07").headline)
    assert response["Location"] == f"{BASE}messages/{made.key}/"
    assert "Its concept and wins belong to another role and stayed behind." in client.get(BASE).content.decode()
