"""Sellers see releases in use: no draft, no archived framework, no release that is still being made."""

from __future__ import annotations

import pytest
from django.test import Client

from messaging.actions.freeze import freeze_release
from messaging.models import Framework
from people.models import User
from tests.selling.conftest import SignIn

SLUG = "keep-the-line-running"
SECRET = "Xylophone"
PAGES = [
    "/prepare/",
    "/prepare/?stage=s5&role=cfo&role=coo",
    f"/prepare/{SLUG}/s5/cfo/",
    f"/prepare/{SLUG}/s5/",
    f"/prepare/{SLUG}/role/cfo/",
    f"/prepare/{SLUG}/book/",
    "/prepare/search/?q=business+case",
]


@pytest.fixture
def drafted(live_line: Framework) -> Framework:
    """The example in use, with a secret word in every text of its draft since."""
    for message in live_line.messages.all():
        message.headline = f"{SECRET} {message.headline}"[:200]
        message.talk_track = [f"{SECRET} {sentence}"[:600] for sentence in message.talk_track]
        message.save()
    for model in (live_line.proofs, live_line.questions):
        model.update(text=SECRET)
    live_line.objections.update(customer_says=SECRET, response=SECRET)
    live_line.journey.stages.update(goal=SECRET)
    return live_line


@pytest.mark.parametrize("frozen", [False, True], ids=["draft", "frozen, not in use"])
def test_draft_text_appears_nowhere(drafted: Framework, sam: User, sign_in: SignIn, frozen: bool) -> None:
    if frozen:
        freeze_release(actor=None, framework=drafted)
    client = sign_in(sam)
    pages = {url: client.get(url).content.decode() for url in PAGES}
    assert [url for url, page in pages.items() if SECRET in page] == []
    assert "0 messages with" in client.get(f"/prepare/search/?q={SECRET}").content.decode()


def statuses(client: Client, pages: list[str] = PAGES) -> dict[str, int]:
    return {url: client.get(url).status_code for url in pages}


def test_outsider_is_told_what_is_missing(live_line: Framework, olly: User, sign_in: SignIn) -> None:
    client = sign_in(olly)
    assert statuses(client) == dict.fromkeys(PAGES, 403)
    assert live_line.title not in client.get("/prepare/").content.decode()


def test_nobody_is_sent_to_the_door(live_line: Framework) -> None:
    assert {Client().get(url).headers["Location"].split("?")[0] for url in PAGES} == {"/accounts/login/"}


@pytest.mark.parametrize("person", ["sam", "kim", "dana", "ada"])
def test_everybody_with_a_role_reads(
    live_line: Framework, sign_in: SignIn, person: str, request: pytest.FixtureRequest
) -> None:
    assert statuses(sign_in(request.getfixturevalue(person))) == dict.fromkeys(PAGES, 200)


def test_archived_framework_is_gone(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    live_line.archived = True
    live_line.save(update_fields=["archived"])
    client, own = sign_in(sam), [page for page in PAGES if SLUG in page]
    assert statuses(client, own) == dict.fromkeys(own, 404)
    assert "Nothing is released yet." in client.get("/prepare/").content.decode()
    assert "0 messages with" in client.get("/prepare/search/?q=ledger").content.decode()


def test_reading_pages_refuse_writing(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    client = sign_in(sam)
    assert {client.post(url).status_code for url in PAGES} == {405}
