"""A release is withdrawn: sellers get the previous one, nothing is deleted, nothing withdrawn comes into use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from messaging.actions.freeze import FreezeRefusedError
from messaging.actions.go_live import go_live
from messaging.models import Framework, Release, Withdrawal
from people.models import Activity, User
from selling.queries import search_released
from sheets.actions.publish import publish
from sheets.actions.withdraw import WithdrawRefusedError, reinstate, withdraw
from sheets.models import Artifact, Sheet
from sheets.naming import file_url
from sheets.sweep import sweep

SignIn = Callable[[User], Client]
HaveAll = Callable[[], int]


@pytest.fixture
def two(small: Framework, have_all: HaveAll) -> Framework:
    """The small example with two releases, the second in use."""
    publish(actor=None, framework=small)
    have_all()
    _next(small, "A second headline", have_all)
    return small


def _next(framework: Framework, headline: str, have_all: HaveAll) -> Release:
    framework.messages.filter(key="m01").update(headline=headline)
    release = publish(actor=None, framework=framework)
    have_all()
    framework.refresh_from_db()
    return release


def _release(framework: Framework, number: int) -> Release:
    return framework.releases.get(number=number)


def _live(framework: Framework) -> int | None:
    framework.refresh_from_db()
    return framework.live_release.number if framework.live_release else None


def test_withdraw_gives_sellers_the_previous_release(two: Framework, dana: User) -> None:
    now = withdraw(actor=dana, release=_release(two, 2), reason=" A wrong figure. ")
    assert (now, _live(two)) == (_release(two, 1), 1)
    assert Withdrawal.objects.get().reason == "A wrong figure."
    entry = Activity.objects.get(verb="withdrew")
    assert (entry.actor, entry.detail["in_use"]) == (dana, 1)
    assert two.releases.count() == 2


def test_withdraw_of_everything_leaves_nothing_in_use(two: Framework, dana: User, sam: User, sign_in: SignIn) -> None:
    for number in (2, 1):
        withdraw(actor=dana, release=_release(two, number), reason="A wrong figure.")
    assert _live(two) is None
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "Nothing is in use just now" in page
    assert "A wrong figure." in page
    assert sign_in(dana).get(reverse("publish_check", args=[two.slug])).status_code == 200


@pytest.mark.parametrize(("reason", "said"), [("  ", "cannot be blank"), ("bell \x07", "invisible control character")])
def test_withdraw_without_a_readable_reason_is_refused(small: Framework, dana: User, reason: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        withdraw(actor=dana, release=publish(actor=None, framework=small), reason=reason)
    assert not Withdrawal.objects.exists()


def test_withdraw_by_seller_is_refused(small: Framework, sam: User) -> None:
    with pytest.raises(PermissionDenied):
        withdraw(actor=sam, release=publish(actor=None, framework=small), reason="No.")


def test_withdraw_twice_says_who_was_faster(small: Framework, dana: User, ari: User) -> None:
    release = publish(actor=None, framework=small)
    withdraw(actor=ari, release=release, reason="A wrong figure.")
    with pytest.raises(WithdrawRefusedError, match="Ari has withdrawn release 1 already"):
        withdraw(actor=dana, release=release, reason="Mine.")


def test_release_withdrawn_while_it_renders_never_goes_live(small: Framework, dana: User, have_all: HaveAll) -> None:
    release = publish(actor=None, framework=small)
    withdraw(actor=dana, release=release, reason="Too early.")
    have_all()
    assert sweep().live == 0
    assert not go_live(release)
    assert _live(small) is None


def test_a_release_that_is_not_ready_is_passed_over(two: Framework, dana: User, have_all: HaveAll) -> None:
    third = _next(two, "A third headline", lambda: 0)
    fourth = _next(two, "A fourth headline", have_all)
    missing = Sheet.objects.filter(release=third).exclude(content_key__in=fourth.sheets.values("content_key"))
    Artifact.objects.filter(content_key__in=missing.values("content_key")).delete()
    assert withdraw(actor=dana, release=fourth, reason="A wrong figure.") == _release(two, 2)


def test_publishing_again_after_a_withdrawal(two: Framework, dana: User, have_all: HaveAll) -> None:
    withdraw(actor=dana, release=_release(two, 2), reason="A wrong figure.")
    again = publish(actor=dana, framework=two)  # the same words as the withdrawn one
    assert (again.number, _live(two)) == (3, 3)
    withdraw(actor=dana, release=again, reason="Still wrong.")
    two.messages.filter(key="m01").update(headline=_release(two, 1).document["messages"][0]["headline"])
    with pytest.raises(FreezeRefusedError, match="Nothing has changed since release 1"):
        publish(actor=dana, framework=two)


def test_reinstate_brings_it_back_into_use(two: Framework, dana: User) -> None:
    release = _release(two, 2)
    withdraw(actor=dana, release=release, reason="A wrong figure.")
    assert reinstate(actor=dana, release=release)
    assert (_live(two), Withdrawal.objects.count()) == (2, 0)
    with pytest.raises(WithdrawRefusedError):
        reinstate(actor=dana, release=release)


def test_reinstate_never_replaces_a_later_release(two: Framework, dana: User, have_all: HaveAll) -> None:
    withdraw(actor=dana, release=_release(two, 2), reason="A wrong figure.")
    _next(two, "A third headline", have_all)
    assert not reinstate(actor=dana, release=_release(two, 2))
    assert _live(two) == 3


def test_the_previous_release_is_searched_again(two: Framework, dana: User, have_all: HaveAll) -> None:
    _next(two, "A third headline", have_all)
    assert not _release(two, 1).searchable_messages.exists()
    for number in (3, 2):
        withdraw(actor=dana, release=_release(two, number), reason="A wrong figure.")
    assert search_released("third headline").total == 0
    headline = _release(two, 1).document["messages"][0]["headline"]
    assert search_released(headline).total == 1


def test_old_link_to_a_withdrawn_file_says_which_release_is_in_use(
    two: Framework, dana: User, sam: User, sign_in: SignIn
) -> None:
    gone, kept = (_release(two, number).sheets.get(kind="book") for number in (2, 1))
    withdraw(actor=dana, release=_release(two, 2), reason="A wrong figure.")
    seller = sign_in(sam)
    answer = seller.get(file_url(gone))
    assert answer.status_code == 404
    assert "release 2, which was withdrawn on" in answer.content.decode()
    assert "Release 1 is in use now" in answer.content.decode()
    assert seller.get(file_url(kept)).getvalue() == b"%PDF-"


def test_old_link_to_what_sellers_never_had_tells_nothing(
    small: Framework, dana: User, sam: User, sign_in: SignIn
) -> None:
    release = publish(actor=None, framework=small)
    withdraw(actor=dana, release=release, reason="A secret reason.")
    answer = sign_in(sam).get(file_url(release.sheets.get(kind="book")))
    assert answer.status_code == 404
    assert "secret" not in answer.content.decode()


def test_sellers_are_told_what_was_taken_from_them(two: Framework, dana: User, sam: User, sign_in: SignIn) -> None:
    withdraw(actor=dana, release=_release(two, 2), reason="A wrong figure.")
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "Release 2 was withdrawn" in page
    assert "You see release 1 again" in page
    assert "A second headline" not in page


def test_news_compare_with_the_last_release_that_stands(
    two: Framework, dana: User, sam: User, sign_in: SignIn, have_all: HaveAll
) -> None:
    withdraw(actor=dana, release=_release(two, 2), reason="A wrong figure.")
    _next(two, "A third headline", have_all)
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "Release 1 to 3" in page
    assert "was withdrawn" not in page


def test_withdraw_page_asks_first_and_wants_a_reason(two: Framework, dana: User, sign_in: SignIn) -> None:
    client, page = sign_in(dana), reverse("release_withdraw", args=[two.slug, 2])
    assert "Sellers get release 1 of" in client.get(page).content.decode()
    empty = client.post(page, {"reason": " "})
    assert (empty.status_code, "Say why" in empty.content.decode()) == (422, True)
    done = client.post(page, {"reason": "A wrong figure."}, follow=True).content.decode()
    assert "Release 2 is withdrawn. Sellers use release 1." in done
    assert "Withdrawn by Dana" in done
    assert client.post(page, {"reason": "Again."}).status_code == 409
    history = client.get(reverse("release_list", args=[two.slug])).content.decode()
    assert "Withdrawn by Dana on" in history


def test_reinstate_page_says_what_happens(two: Framework, dana: User, sign_in: SignIn) -> None:
    withdraw(actor=dana, release=_release(two, 2), reason="A wrong figure.")
    client, page = sign_in(dana), reverse("release_reinstate", args=[two.slug, 2])
    assert "instead of release 1" in client.get(page).content.decode()
    assert "Sellers use it from now on." in client.post(page, follow=True).content.decode()
    assert client.post(page).status_code == 409
