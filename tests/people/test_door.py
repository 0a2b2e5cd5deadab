"""The front door without a browser: who gets in, what is limited, and what is kept secret."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client

from people.adapter import SealedMFAAdapter
from people.models import Activity, User
from tests.conftest import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def own_limits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count this test's tries apart: a cache on Redis outlives tests and is shared by the workers."""
    monkeypatch.setattr(caches["default"], "key_prefix", uuid4().hex)


def try_sign_in(address: str, password: str, browser: Client | None = None, **extra: str) -> tuple[int, str]:
    response = (browser or Client()).post(LOGIN, {"login": address, "password": password, **extra})
    return response.status_code, response.headers.get("Location", "") or response.content.decode()


def test_sign_in_keeps_next_and_refuses_foreign_ones(sam: User) -> None:
    assert try_sign_in(sam.email, PASSWORD, next="/prepare/") == (302, "/prepare/")
    assert try_sign_in(sam.email, PASSWORD, next="https://evil.example/") == (302, "/")


def test_sign_in_takes_any_case_of_the_address(sam: User) -> None:
    assert try_sign_in("SAM@Example.Com", PASSWORD) == (302, "/")


def test_switched_off_account_is_refused(sam: User) -> None:
    User.objects.filter(pk=sam.pk).update(is_active=False)
    status, where = try_sign_in(sam.email, PASSWORD)
    assert (status, where) == (302, "/accounts/inactive/")


def test_wrong_password_and_unknown_address_say_the_same(sam: User) -> None:
    errors = [
        re.findall(r'class="err".*?<span>(.*?)</span>', try_sign_in(a, "wrong")[1]) for a in (sam.email, "x@y.zz")
    ]
    assert errors[0] == errors[1] != []


def test_sixth_wrong_password_is_slowed_down(sam: User) -> None:
    for _ in range(5):
        assert "do not match" in try_sign_in(sam.email, "wrong")[1]
    assert "Too many tries" in try_sign_in(sam.email, PASSWORD)[1]


def test_limits_of_a_busy_address_answer_429_in_the_house_look(sam: User) -> None:
    browser = Client()
    answers = [browser.post("/accounts/password/reset/", {"email": sam.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_cache_of_the_limits_lives_in_a_table_made_by_migrate(db: None) -> None:
    in_database = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert ("cache" in connection.introspection.table_names()) == in_database


def test_nobody_signs_up(db: None) -> None:
    page = Client().post("/accounts/signup/", {"email": "x@y.zz", "password1": PASSWORD, "password2": PASSWORD})
    assert "Ask one of them to invite you" in page.content.decode()
    assert User.objects.count() == 0


def test_reset_mails_a_link_to_the_known_and_a_notice_to_the_unknown(sam: User) -> None:
    for address in (sam.email, "nobody@example.com"):
        Client().post("/accounts/password/reset/", {"email": address})
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["sam@example.com"], "Throughline: Set a new password"),
        (["nobody@example.com"], "Throughline: No account with this address"),
    ]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert "/accounts/" not in mail.outbox[1].body


def test_password_change_is_told_by_mail_logged_and_ends_other_sessions(
    sam: User, sign_in: Callable[[User], Client]
) -> None:
    here, there = sign_in(sam), sign_in(sam)
    new = "quite-long-and-new"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", form).status_code == 302
    assert (here.get("/accounts/").status_code, there.get("/accounts/").status_code) == (200, 302)
    assert [message.subject for message in mail.outbox] == ["Throughline: Your password was changed"]
    assert list(Activity.objects.values_list("verb", flat=True)) == ["changed the password of"]


@pytest.mark.parametrize("weak", ["short", "1q2w3e4r5t6y", "sam@example.com"])
def test_weak_password_is_told_at_the_field(sam: User, sign_in: Callable[[User], Client], weak: str) -> None:
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    page = sign_in(sam).post("/accounts/password/change/", form).content.decode()
    assert 'id="id_password1_error"' in page
    assert 'aria-invalid="true"' in page


def test_second_factor_is_asked_for_and_its_secret_is_sealed(sam: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(sam, secret)
    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored
    assert SealedMFAAdapter().decrypt(stored) == secret
    browser = Client()
    assert try_sign_in(sam.email, PASSWORD, browser) == (302, "/accounts/2fa/authenticate/")
    assert browser.get("/accounts/").status_code == 302


@pytest.mark.parametrize(("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("system", ""), ("<x>", "")])
def test_theme_is_kept_in_a_cookie(db: None, chosen: str, kept: str) -> None:
    response = Client().post("/theme/", {"theme": chosen, "next": "/accounts/login/"})
    assert response.headers["Location"] == "/accounts/login/"
    assert response.cookies["theme"].value == kept


def test_theme_does_not_send_people_away(db: None) -> None:
    assert Client().post("/theme/", {"theme": "dark", "next": "//evil.example/"}).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("name", "start"), [("dana", "/frameworks/"), ("ada", "/admin/"), ("sam", "/prepare/"), ("olly", "/prepare/")]
)
def test_home_leads_each_person_to_their_work(
    name: str, start: str, request: pytest.FixtureRequest, sign_in: Callable[[User], Client]
) -> None:
    assert sign_in(request.getfixturevalue(name)).get("/").headers["Location"] == start
