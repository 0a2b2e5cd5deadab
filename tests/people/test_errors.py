"""What people see when a request cannot be served, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from people.models import User

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-src 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)


def policy_of(response: Any) -> set[str]:
    return set(response.headers.get("Content-Security-Policy", "").split("; "))


@pytest.mark.parametrize(
    ("path", "status"), [("/", 302), ("/accounts/login/", 200), ("/nothing/", 404), ("/admin/", 302), ("/theme/", 405)]
)
def test_every_answer_carries_the_policy(db: None, path: str, status: int) -> None:
    response = Client().get(path)
    assert response.status_code == status
    assert policy_of(response) == set(POLICY.split("; "))
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_unknown_host_gets_the_policy_and_the_house_look(db: None) -> None:
    response = Client(headers={"host": "evil.example"}).get("/")
    assert response.status_code == 400
    assert policy_of(response) == set(POLICY.split("; "))
    assert "We could not read that request" in response.content.decode()


def test_refusal_says_who_can(sam: User, sign_in: Callable[[User], Client]) -> None:
    page = sign_in(sam).get("/frameworks/").content.decode()
    assert "Enablement leads write frameworks. Ask one of them, or an administrator." in page
    assert "You are signed in as Sam (Sellers)." in page


def test_missing_page_has_no_inside(dana: User, sign_in: Callable[[User], Client]) -> None:
    page = sign_in(dana).get("/frameworks/none/").content.decode()
    assert "There is no framework “none”." in page
    assert "/frameworks/none/" not in page.replace('value="/frameworks/none/"', "")


def test_too_much_at_once_is_413(db: None) -> None:
    big = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    response = Client().post("/accounts/login/", {"login": big})
    assert response.status_code == 413
    assert "12 MB" in response.content.decode()


def test_address_of_a_form_opened_as_a_page_says_where_to_go(dana: User, sign_in: Callable[[User], Client]) -> None:
    response = sign_in(dana).get("/frameworks/any/journey/activity/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert policy_of(response) == set(POLICY.split("; "))
    assert "There is no page here" in response.content.decode()


def test_stale_form_says_what_to_do(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert "This form is out of date" in response.content.decode()


def test_our_own_fault_needs_no_database(rf: RequestFactory) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("The error page must not ask the database.")

    with connection.execute_wrapper(refuse):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


def test_ended_session_sends_htmx_to_the_sign_in_as_a_page(db: None) -> None:
    response = Client().get("/frameworks/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/accounts/login/?next=/frameworks/")


def test_account_page_without_roles_says_whom_to_ask(olly: User, sign_in: Callable[[User], Client]) -> None:
    assert "Ask an administrator to give you a role." in sign_in(olly).get("/accounts/").content.decode()
