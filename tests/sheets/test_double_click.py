"""Two clicks on “Freeze”, or two leads at once: exactly one release."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from messaging.actions.freeze import FreezeRefusedError
from messaging.models import Framework
from people.models import User
from sheets.actions.publish import publish
from tests.sheets.conftest import look_mark

SignIn = Callable[[User], Client]


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_freeze_one_release(small: Framework, dana: User, ari: User) -> None:
    def click(lead: User) -> str:
        try:
            return f"release {publish(actor=lead, framework=small, number=1).number}"
        except FreezeRefusedError as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(click, [dana, ari]))
    assert said[1] == "release 1"
    assert said[0].startswith("Release 1 was frozen meanwhile")
    assert small.releases.count() == 1


def test_second_click_goes_to_the_release_of_the_first(small: Framework, dana: User, sign_in: SignIn) -> None:
    client, page = sign_in(dana), reverse("publish_check", args=[small.slug])
    assert 'name="number" value="1"' in client.get(page).content.decode()
    sent = {"notes": "First.", "number": 1, "looked": look_mark(client, small)}
    answers = [client.post(page, sent) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [reverse("release", args=[small.slug, 1])] * 2
    assert small.releases.count() == 1


def test_second_lead_is_told_who_was_faster(small: Framework, dana: User, ari: User, sign_in: SignIn) -> None:
    page = reverse("publish_check", args=[small.slug])
    hers, his = sign_in(dana), sign_in(ari)
    looked = look_mark(hers, small)
    hers.post(page, {"number": 1, "looked": looked})
    small.messages.filter(key="m01").update(headline="What the second lead never saw")
    told = his.post(page, {"number": 1, "looked": looked}, follow=True).content.decode()
    assert "Dana froze release 1 a moment before you" in told
    assert small.releases.count() == 1
