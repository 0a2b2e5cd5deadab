"""One person's work: what waits in all frameworks, and how much it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone

from messaging.actions.cells import note_cell
from messaging.actions.comments import add_comment, answer, resolve_thread
from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, to_json
from messaging.models import Comment, Framework, Review
from messaging.permissions import Place
from messaging.queries.work import read_work, waiting
from people.models import User

TODAY = dt.date(2026, 6, 1)
CountQueries = Callable[[int], AbstractContextManager[object]]


def cell(line: Framework, stage: str = "s7", role: str = "ci") -> Place:
    return Place(line.journey.stages.get(key=stage), line.roles.get(key=role))


def ask(line: Framework, dana: User, ari: User, on: str | Place = "m07", text: str = "@Ari?") -> Comment:
    return add_comment(actor=dana, framework=line, on=on, text=text, named=[ari.pk])


def sent_back(line: Framework, by: User, at: dt.datetime) -> Review:
    return Review.objects.create(
        framework=line, state="returned", submitted_by=by, submitted_at=at, document={}, answer="Say what it costs."
    )


def test_questions_stand_once_a_thread_newest_first(line: Framework, dana: User, ari: User) -> None:
    first = ask(line, dana, ari)
    second = ask(line, dana, ari, on=cell(line))
    again = answer(actor=dana, thread=first, text="@Ari, still?", named=[ari.pk])
    asked = read_work(ari, TODAY).asked
    assert [one.pk for one in asked] == [again.pk, second.pk]
    assert [(one.headline, one.stage_name, one.phase) for one in asked] == [
        ("Too early and too late at the same time", "Understand", "aware"),
        (None, "Put to work", "adopt"),
    ]
    assert waiting(ari, TODAY) == 2


def test_resolved_seen_and_unreachable_questions_are_gone(line: Framework, dana: User, ari: User) -> None:
    resolve_thread(actor=dana, thread=ask(line, dana, ari))
    ask(line, dana, ari, on="m08")
    line.messages.get(key="m08").delete()
    ask(line, dana, ari, on=cell(line))
    line.role_places.filter(role__key="ci").delete()
    assert read_work(ari, TODAY).asked == []
    assert waiting(ari, TODAY) == 0


def test_draft_sent_back_stands_until_it_is_submitted_again(line: Framework, dana: User, ari: User) -> None:
    now = timezone.now()
    review = sent_back(line, dana, now - dt.timedelta(days=2))
    assert read_work(dana, TODAY).returned == [review]
    assert read_work(ari, TODAY).returned == []
    assert waiting(dana, TODAY) == 1
    Review.objects.create(framework=line, submitted_by=dana, submitted_at=now, document={})
    assert read_work(dana, TODAY).returned == []


def test_gap_stands_with_its_owner_until_it_is_filled(line: Framework, dana: User, ari: User) -> None:
    place = cell(line)
    note = note_cell(
        actor=dana,
        framework=line,
        stage=place.stage,
        role=place.role,
        reason="Wait for the trial.",
        is_gap=True,
        owner=ari.pk,
    )
    assert read_work(ari, TODAY).gaps == [note]
    line.messages.filter(key="m07").update(stage=place.stage, role=place.role)
    assert (read_work(ari, TODAY).gaps, waiting(ari, TODAY)) == ([], 0)


def test_gap_is_given_only_to_who_can_close_it(line: Framework, dana: User, sam: User) -> None:
    place = cell(line)
    told = {"actor": dana, "framework": line, "stage": place.stage, "role": place.role, "reason": "Later."}
    assert note_cell(**told, is_gap=True, owner=sam.pk).owner is None  # type: ignore[arg-type]
    assert note_cell(**told, is_gap=False, owner=dana.pk).owner is None  # type: ignore[arg-type]


def test_owner_of_a_gap_travels_in_files(line: Framework, dana: User, ari: User) -> None:
    place = cell(line)
    note_cell(
        actor=dana, framework=line, stage=place.stage, role=place.role, reason="Later.", is_gap=True, owner=ari.pk
    )
    document = assemble(line)
    assert [note.owner for note in document.cell_notes if note.owner] == ["ari@example.com"]
    text = to_json(document)
    again = import_framework(dana, FrameworkDocument.model_validate_json(text), replace=True)
    assert to_json(assemble(again)) == text


def test_review_dates_come_to_owners_of_messages_and_frameworks(line: Framework, dana: User, ari: User) -> None:
    line.messages.update(review_by=None, owner=None)
    for key, days in (("m07", 15), ("m08", 14), ("m09", -3)):
        line.messages.filter(key=key).update(review_by=TODAY + dt.timedelta(days=days), owner=ari)
    Framework.objects.update(owner=dana, review_by=TODAY)
    assert [(entry.message.key if entry.message else "", entry.past) for entry in read_work(ari, TODAY).due] == [
        ("m09", True),
        ("m08", False),
    ]
    assert [entry.message.key if entry.message else "" for entry in read_work(dana, TODAY).due] == ["m09", "", "m08"]
    assert (waiting(ari, TODAY), waiting(dana, TODAY)) == (2, 3)
    assert [message.key for message in read_work(ari, TODAY).owned] == ["m08", "m07", "m09"]


def test_archived_frameworks_ask_for_nothing(line: Framework, dana: User, ari: User) -> None:
    ask(line, dana, ari)
    line.messages.update(owner=ari, review_by=TODAY)
    Framework.objects.update(archived=True)
    work = read_work(ari, TODAY)
    assert (work.asked, work.due, work.owned, waiting(ari, TODAY)) == ([], [], [], 0)


def test_page_leads_to_each_place(line: Framework, dana: User, ari: User, sign_in: Callable[[User], Client]) -> None:
    comment = ask(line, dana, ari, text="@Ari, <i>is</i> this so?")
    client = sign_in(ari)
    content = client.get("/work/").content.decode()
    assert f'href="/frameworks/keep-the-line-running/messages/m07/?tab=comments&amp;at={comment.pk}"' in content
    assert "@Ari, &lt;i&gt;is&lt;/i&gt; this so?" in content
    assert '<span id="work-count" class="num">1<span class="vh"> waiting</span></span>' in content


def test_draft_sent_back_leads_to_its_review(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    sent_back(line, dana, timezone.now())
    content = sign_in(dana).get("/work/").content.decode()
    assert f'<a href="/frameworks/{line.slug}/review/">' in content
    assert "Say what it costs." in content


@pytest.mark.parametrize("act", ["seen", "resolve"])
def test_question_is_done_from_the_page(
    act: str, line: Framework, dana: User, ari: User, sign_in: Callable[[User], Client]
) -> None:
    comment = ask(line, dana, ari)
    answered = sign_in(ari).post(f"/frameworks/{line.slug}/comments/{comment.pk}/{act}/", {"from": "work"})
    assert answered["Location"] == "/work/"
    assert read_work(ari, TODAY).asked == []
    comment.refresh_from_db()
    assert bool(comment.resolved_at) is (act == "resolve")


def test_empty_page_says_what_would_stand_there(dana: User, sign_in: Callable[[User], Client]) -> None:
    content = sign_in(dana).get("/work/").content.decode()
    assert content.count('<p class="muted">') == 5
    assert '<span id="work-count" class="num"></span>' in content


@pytest.mark.parametrize("size", [1, 30])
def test_queries_do_not_grow_with_the_work(
    size: int,
    line: Framework,
    dana: User,
    ari: User,
    sign_in: Callable[[User], Client],
    django_assert_num_queries: CountQueries,
) -> None:
    keys = list(line.messages.values_list("key", flat=True))[:size]
    for key in keys:
        ask(line, dana, ari, on=key)
    line.messages.filter(key__in=keys).update(owner=ari, review_by=TODAY)
    client = sign_in(ari)
    with django_assert_num_queries(11):  # session, person, permissions twice, six lists, the count
        client.get("/work/")
