"""Who may open, change and close accounts, and what that leaves in the log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from people import actions
from people.models import Activity, User
from people.roles import ADMINISTRATOR, LEAD, MANAGER, SELLER

SignIn = Callable[[User], Client]


def verbs() -> list[str]:
    return list(Activity.objects.order_by("pk").values_list("verb", flat=True))


def test_add_person_gives_roles_and_no_password(ada: User) -> None:
    nia = actions.add_person(actor=ada, user=User(name="Nia", email="Nia@Example.com"), roles=[SELLER, MANAGER])
    assert (nia.email, nia.role_names, nia.is_staff) == ("nia@example.com", [SELLER, MANAGER], False)
    assert not nia.has_usable_password()
    assert verbs() == ["added", "set the roles of"]


def test_set_roles_keeps_staff_exactly_for_administrators(ada: User, sam: User) -> None:
    actions.set_roles(ada, sam, [SELLER, ADMINISTRATOR])
    sam.refresh_from_db()
    assert sam.is_staff
    actions.set_roles(ada, sam, [SELLER])
    sam.refresh_from_db()
    assert not sam.is_staff
    last = Activity.objects.latest("pk")
    assert last.detail == {"before": [ADMINISTRATOR, SELLER], "after": [SELLER]}


def test_set_roles_unchanged_writes_nothing(ada: User, sam: User) -> None:
    actions.set_roles(ada, sam, [SELLER])
    assert verbs() == []


@pytest.mark.parametrize("name", ["dana", "sam", "kim", "olly"])
def test_only_administrators_change_people(name: str, request: pytest.FixtureRequest, ari: User) -> None:
    actor = request.getfixturevalue(name)
    for attempt in (
        lambda: actions.set_roles(actor, ari, [SELLER]),
        lambda: actions.add_person(actor=actor, user=User(name="X", email="x@example.com"), roles=[]),
        lambda: actions.deactivate(actor=actor, user=ari),
        lambda: actions.reactivate(actor=actor, user=ari),
        lambda: actions.change_person(actor=actor, user=ari),
        lambda: actions.sign_in_path(actor=actor, user=ari),
        lambda: actions.remove_second_factor(actor=actor, user=ari),
    ):
        with pytest.raises(PermissionDenied, match="Administrators keep people"):
            attempt()
    assert verbs() == []


def test_last_administrator_stays(ada: User) -> None:
    with pytest.raises(ValidationError, match="only administrator"):
        actions.set_roles(ada, ada, [LEAD])
    with pytest.raises(ValidationError, match="only administrator"):
        actions.deactivate(actor=ada, user=ada)
    ada.refresh_from_db()
    assert (ada.role_names, ada.is_active) == ([ADMINISTRATOR], True)


def test_deactivate_ends_sessions_at_once_and_for_good(ada: User, sam: User, sign_in: SignIn) -> None:
    browser = sign_in(sam)
    assert browser.get("/accounts/").status_code == 200
    actions.deactivate(actor=ada, user=sam)
    assert browser.get("/accounts/").headers["Location"] == "/accounts/login/?next=/accounts/"
    actions.reactivate(actor=ada, user=sam)
    assert browser.get("/accounts/").status_code == 302
    assert verbs() == ["switched off", "switched on"]


def test_role_change_takes_effect_with_the_next_request(ada: User, sam: User, sign_in: SignIn) -> None:
    browser = sign_in(sam)
    assert browser.get("/frameworks/").status_code == 403
    actions.set_roles(ada, sam, [LEAD])
    assert browser.get("/frameworks/").status_code == 200
    actions.set_roles(ada, sam, [])
    assert browser.get("/frameworks/").status_code == 403


def test_change_of_address_forgets_the_old_one(ada: User, sam: User) -> None:
    EmailAddress.objects.create(user=sam, email=sam.email, verified=True, primary=True)
    sam.email = "Samuel@Example.com"
    actions.change_person(actor=ada, user=sam)
    assert list(EmailAddress.objects.all()) == []
    assert User.objects.get(pk=sam.pk).email == "samuel@example.com"


def test_remove_second_factor_ends_sessions(ada: User, sam: User, sign_in: SignIn) -> None:
    Authenticator.objects.create(user=sam, type=Authenticator.Type.TOTP, data={"secret": "x"})
    browser = sign_in(sam)
    actions.remove_second_factor(actor=ada, user=sam)
    assert not Authenticator.objects.exists()
    assert browser.get("/accounts/").status_code == 302


def test_sign_in_path_works_once(ada: User, sam: User) -> None:
    path = actions.sign_in_path(actor=ada, user=sam)
    browser = Client()
    form = browser.get(path).headers["Location"]
    new = "quite-long-and-new"
    assert browser.post(form, {"password1": new, "password2": new}).status_code == 302
    assert browser.get("/accounts/").status_code == 200
    again = Client().get(path)
    assert "This link has been used" in again.content.decode()
    assert verbs() == ["made a sign-in link for", "set a new password for"]


def test_first_account_of_a_site_is_an_administrator(db: None) -> None:
    first = User.objects.create_superuser("First@Example.com", "quite-long-and-new", name="First")
    assert (first.email, first.role_names, first.is_staff) == ("first@example.com", [ADMINISTRATOR], True)
