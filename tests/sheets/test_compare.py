"""Any two releases side by side, stage by stage; the history with who approved and how long it took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.review import approve, submit
from messaging.assembly import assemble
from messaging.diff import diff
from messaging.models import Framework, Release
from people.models import Activity, User
from sheets.comparing import by_stage, in_order
from sheets.history import history, lines

SignIn = Callable[[User], Client]


@pytest.fixture
def lead(dana: User, sign_in: SignIn) -> Client:
    return sign_in(dana)


def _compare(lead: Client, framework: Framework, **sides: Any) -> str:
    return lead.get(reverse("release_compare", args=[framework.slug]), sides).content.decode()


def _edited(framework: Framework, *keys: str) -> None:
    for key in keys:
        framework.messages.filter(key=key).update(headline=f"New headline of {key}")


def test_compare_release_and_draft_groups_by_stage(live_line: Framework, lead: Client) -> None:
    _edited(live_line, "m07", "m01")
    live_line.proofs.filter(key="p_bench").update(text="Another text.")
    page = _compare(lead, live_line)
    assert "3 changed" in page
    assert page.index(">Notice</h2>") < page.index(">Understand</h2>") < page.index(">Library</h2>")
    assert "<ins>New</ins>" in page or "<ins>New headline" in page


def test_compare_two_releases_both_ways(live_line: Framework, lead: Client) -> None:
    live_line.messages.filter(key="m01").delete()
    freeze_release(actor=None, framework=live_line)
    assert "1 withdrawn" in _compare(lead, live_line, **{"from": 1, "to": 2})
    assert "1 new" in _compare(lead, live_line, **{"from": 2, "to": 1})


def test_compare_with_itself_says_that_nothing_changed(live_line: Framework, lead: Client) -> None:
    page = _compare(lead, live_line, **{"from": 1, "to": 1})
    assert "nothing changed" in page
    assert "Every word is as it was." in page


def test_compare_before_the_first_release_shows_the_draft(line: Framework, lead: Client) -> None:
    assert "nothing changed" in _compare(lead, line)


@pytest.mark.parametrize("side", ["7", "x", "", "-1", "99999999999999999999"])
def test_compare_with_what_does_not_exist_says_so(live_line: Framework, lead: Client, side: str) -> None:
    answer = lead.get(reverse("release_compare", args=[live_line.slug]), {"from": side, "to": "draft"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_compare_folds_and_pages_what_is_long(live_line: Framework, lead: Client, line_document: Any) -> None:
    _edited(live_line, *[message.key for message in line_document.messages])
    page = _compare(lead, live_line)
    assert (page.count("<details"), page.count('<details class="compare__group" data-phase="aware" open')) == (9, 1)
    before = assemble(live_line)
    many = diff(before, before.model_copy(update={"messages": ()}))
    shown = in_order(many.changes)[:10]
    groups = by_stage(shown, many.changes)
    assert sum(len(group.changes) for group in groups) == 10
    assert sum(group.total for group in by_stage(in_order(many.changes), many.changes)) == len(many.changes)


def test_compare_is_linked_from_the_history_and_each_release(live_line: Framework, lead: Client) -> None:
    link = reverse("release_compare", args=[live_line.slug])
    assert link in lead.get(reverse("release_list", args=[live_line.slug])).content.decode()
    assert f"{link}?from=1" in lead.get(reverse("release", args=[live_line.slug, 1])).content.decode()


def test_history_names_the_approver_and_what_it_took(line: Framework, dana: User, ari: User, lead: Client) -> None:
    Framework.objects.update(created_at=timezone.now() - dt.timedelta(days=4, hours=2))
    review = submit(actor=dana, framework=line, note="")
    approve(actor=ari, review=review, seen=review.content_hash)
    go_live(freeze_release(actor=dana, framework=line))
    page = lead.get(reverse("release_list", args=[line.slug])).content.decode().replace("\xa0", " ")
    assert "Dana, approved by Ari" in page
    assert "4 days, 2 hours from the first change to going live" in page


def test_time_counts_from_the_first_change_after_the_release_before(live_line: Framework) -> None:
    first = live_line.releases.get()
    live_line.messages.update(changed_at=first.released_at - dt.timedelta(days=1))
    second = Release.objects.create(
        framework=live_line,
        number=2,
        document=first.document,
        content_hash=first.content_hash,
        released_at=first.released_at + dt.timedelta(days=10),
    )
    _log(live_line, first, "changed the settings", 3, 5, 30)
    _log(second, first, "went live", 10)
    assert next(line.took for line in lines(history(live_line))) == "1\xa0week"


def _log(subject: Framework | Release, first: Release, verb: str, *days: int) -> None:
    """Write into the log what happened so many days after the first release."""
    Activity.objects.bulk_create(
        Activity(
            at=first.released_at + dt.timedelta(days=day),
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_label="-",
        )
        for day in days
    )


def test_release_that_never_went_live_took_no_time(line: Framework, dana: User) -> None:
    freeze_release(actor=dana, framework=line)
    assert [line.took for line in lines(history(line))] == [""]
