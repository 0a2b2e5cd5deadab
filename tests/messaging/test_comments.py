"""Comments: saying, asking, answering, correcting, deleting, resolving, on messages and on cells."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from messaging.actions.comments import add_comment
from messaging.actions.compose import create_message, delete_message, restore_revision
from messaging.mentions import Person, handle, named, pieces, problems
from messaging.models import Comment, Framework
from messaging.permissions import Place
from messaging.queries.message import message_value
from people.models import Activity, User
from tests.messaging.bulk import fill

BASE = "/frameworks/keep-the-line-running/"
MESSAGE = f"{BASE}messages/m16/"
SAY = f"{MESSAGE}comments/"
CELL = f"{BASE}cells/s7/ci/"
PANEL = {"HX-Request": "true", "HX-Target": "panel"}
CountQueries = Callable[[int], AbstractContextManager[object]]
ARI, BERG, DANA = (
    Person(1, "Ari Lund", "ari@example.com"),
    Person(2, "Ari Berg", "berg@example.com"),
    Person(3, "Dana", "d@x"),
)
PEOPLE = [ARI, BERG, DANA]


@pytest.fixture
def client(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(dana)


def said(text: str = "Is this so?", **extra: Any) -> dict[str, Any]:
    return {"text": text, **extra}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("@Dana, look", [3]),
        ("@dana and @ARI LUND.", [3, 1]),
        ("(@berg@example.com)", [2]),
        ("@Ari Bergman", []),
        ("@Ari, look", []),
        ("mail d@x, dana@Dana, @ noon, @", []),
        ("@Dana @Dana", [3]),
        ("نعم @Dana؟", [3]),
    ],
)
def test_names_are_found_where_they_stand_as_words(text: str, whom: list[int]) -> None:
    assert named(text, PEOPLE) == whom


def test_name_that_means_nobody_or_two_is_told() -> None:
    assert problems("@Bob: and @Ari?", PEOPLE) == [
        "Nobody who can open this framework is called “Bob”. You can name @Ari Lund, @Ari Berg, @Dana.",
        "“Ari” can be 2 people. Write @Ari Lund or @Ari Berg.",
    ]
    assert problems("half past @ 5, a@b.c and @Dana", PEOPLE) == []


def test_people_of_one_name_are_told_apart_by_their_address() -> None:
    twin = Person(4, "Dana", "dana2@example.com")
    assert [handle(one, [DANA, twin]) for one in (DANA, twin)] == ["@d@x", "@dana2@example.com"]


def test_text_comes_back_whole_from_its_pieces() -> None:
    text = "@Dana <b>see</b>\n@Ari Lund: @Bob"
    found = pieces(text, PEOPLE)
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.named] == ["@Dana", "@Ari Lund"]


def test_comment_stands_at_its_message_and_in_the_cell(client: Client, ari: User) -> None:
    where = client.post(SAY, said("@Ari, is <b>this</b> so?\nhttps://example.com"))["Location"]
    comment = Comment.objects.get()
    assert where == f"{MESSAGE}?tab=comments&at={comment.pk}"
    page = client.get(where)
    assert "<b>@Ari</b>, is &lt;b&gt;this&lt;/b&gt; so?\nhttps://example.com" in page.content.decode()
    assert (page.context["open_threads"], page.context["open"].talk) == (1, 1)
    assert list(comment.mentions.all()) == [ari]
    assert Activity.objects.filter(verb="commented in").count() == 1


def test_person_can_be_asked_by_choice(client: Client, ari: User) -> None:
    client.post(SAY, said(ask=ari.pk))
    comment = Comment.objects.get()
    assert (comment.text, list(comment.mentions.all())) == ("@Ari Is this so?", [ari])


def test_only_who_can_open_the_framework_can_be_named(client: Client, sam: User, kim: User, ari: User) -> None:
    refused = client.post(SAY, said("@Sam, read this"))
    assert refused.status_code == 422
    assert refused.context["writing"].form.errors["text"] == [
        "Nobody who can open this framework is called “Sam”. You can name @Ari, @Dana."
    ]
    assert "@Sam, read this</textarea>" in refused.content.decode()
    assert client.post(SAY, said(ask=kim.pk)).status_code == 422
    assert Comment.objects.count() == 0


def test_action_never_asks_who_cannot_open_the_framework(line: Framework, dana: User, ari: User, sam: User) -> None:
    comment = add_comment(actor=dana, framework=line, on="m16", text="@all", named=[ari.pk, sam.pk])
    assert list(comment.mentions.all()) == [ari]
    with pytest.raises(PermissionDenied):
        add_comment(actor=sam, framework=line, on="m16", text="Hello", named=[])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n ", "Write what you want to say."),
        ("x" * 2001, "The comment has 2001 characters; at most 2000 fit. Shorten it."),
        ("bell \x07", "Character 6 is an invisible control character (U+0007). Remove it."),
    ],
)
def test_bad_comment_is_told_at_its_field_and_kept(text: str, told: str, client: Client) -> None:
    answer = client.post(SAY, said(text), headers=PANEL)
    form = answer.context["writing"].form
    assert (answer.status_code, form.errors["text"], form["text"].value()) == (422, [told], text)
    assert answer.content.decode().lstrip().startswith('<section class="panel"')


@pytest.mark.parametrize("text", ["مرحبا بكم", "🚀 漢字", "a\u202eb", "one\r\ntwo"])
def test_any_script_is_kept(text: str, client: Client) -> None:
    client.post(SAY, said(text))
    assert Comment.objects.get().text == text.replace("\r\n", "\n")


def test_what_a_browser_kept_is_put_back_and_not_said_yet(client: Client, ari: User) -> None:
    page = client.post(SAY, said("Half a thought", ask=ari.pk, back="1"))
    content = page.content.decode()
    assert (page.status_code, Comment.objects.count()) == (200, 0)
    assert "Half a thought</textarea>" in content
    assert f'<option value="{ari.pk}" selected>' in content


@pytest.mark.parametrize(("path", "place"), [(SAY, MESSAGE), (f"{CELL}comments/", CELL)])
def test_address_of_a_refused_form_leads_to_what_is_said(path: str, place: str, client: Client) -> None:
    assert client.get(path)["Location"] == f"{place}?tab=comments"


def test_answer_stands_below_and_opens_a_resolved_thread(
    client: Client, dana: User, ari: User, sign_in: Callable[[User], Client]
) -> None:
    client.post(SAY, said("@Ari?"))
    thread = Comment.objects.get()
    client.post(f"{BASE}comments/{thread.pk}/resolve/")
    assert client.get(MESSAGE).context["open_threads"] == 0
    sign_in(ari).post(f"{BASE}comments/{thread.pk}/answer/", said("Yes, @Dana."))
    talk = client.get(f"{MESSAGE}?tab=comments").context["talk"]
    assert [[answer.comment.by for answer in one.answers] for one in talk.message.open] == [[ari]]
    assert (thread.mentions.count(), list(thread.replies.get().mentions.all())) == (0, [dana])


def test_bad_answer_stays_in_its_thread(client: Client) -> None:
    client.post(SAY, said())
    thread = Comment.objects.get()
    page = client.post(f"{BASE}comments/{thread.pk}/answer/", said("@nobody knows"))
    assert (page.status_code, page.context["writing"].kind, page.context["writing"].pk) == (422, "answer", thread.pk)


def test_resolved_thread_can_be_opened_again(client: Client, dana: User) -> None:
    client.post(SAY, said())
    thread = Comment.objects.get()
    url = f"{BASE}comments/{thread.pk}/resolve/"
    client.post(url)
    thread.refresh_from_db()
    assert (thread.resolved_by, bool(thread.resolved_at)) == (dana, True)
    client.post(url, {"reopen": 1})
    thread.refresh_from_db()
    assert (thread.resolved_by, thread.resolved_at) == (None, None)


def test_correction_asks_only_whom_it_names_anew(client: Client, dana: User, ari: User) -> None:
    client.post(SAY, said("@Ari, is this so?"))
    comment = Comment.objects.get()
    comment.mentions.clear()  # Ari has seen it
    url = f"{BASE}comments/{comment.pk}/"
    assert "@Ari, is this so?</textarea>" in client.get(url).content.decode()
    client.post(url, said("@Ari and @Dana, is this really so?"))
    comment.refresh_from_db()
    assert (list(comment.mentions.all()), bool(comment.edited_at)) == ([dana], True)
    assert client.post(url, said("")).status_code == 422


def test_only_ones_own_words_can_be_changed(client: Client, ari: User, sign_in: Callable[[User], Client]) -> None:
    client.post(SAY, said())
    other, url = sign_in(ari), f"{BASE}comments/{Comment.objects.get().pk}/"
    assert [other.get(url).status_code, other.post(url, said("Mine")).status_code] == [403, 403]
    assert other.post(f"{url}delete/").status_code == 403
    assert Comment.objects.get().text == "Is this so?"


def test_deleted_remark_leaves_its_answers(client: Client, ari: User, sign_in: Callable[[User], Client]) -> None:
    client.post(SAY, said("A secret"))
    head, other = Comment.objects.get(), sign_in(ari)
    other.post(f"{BASE}comments/{head.pk}/answer/", said("An answer"))
    client.post(f"{BASE}comments/{head.pk}/delete/")
    content = client.get(f"{MESSAGE}?tab=comments").content.decode()
    assert "This comment was deleted." in content
    assert ("A secret" in content, "An answer" in content) == (False, True)
    assert client.get(f"{BASE}comments/{head.pk}/").status_code == 403  # nothing is left to correct
    other.post(f"{BASE}comments/{head.replies.get().pk}/delete/")
    assert Comment.objects.count() == 0
    assert not Activity.objects.filter(subject_label__contains="secret").exists()


def test_comment_of_an_empty_cell_stays_when_a_message_comes(client: Client, line: Framework, dana: User) -> None:
    where = client.post(f"{CELL}comments/", said("Who writes this?"))["Location"]
    comment = Comment.objects.get()
    assert where == f"{CELL}?tab=comments&at={comment.pk}"
    assert client.get(where).context["open"].talk == 1
    value = message_value(line.messages.get(key="m16")).model_copy(update={"stage": "s7", "role": "ci", "wins": ()})
    create_message(actor=dana, framework=line, value=value.model_copy(update={"concept": None}), key="here")
    page = client.get(where, follow=True)
    assert page.redirect_chain == [(f"{BASE}messages/here/?tab=comments&at={comment.pk}", 302)]
    assert [one.head.comment for one in page.context["talk"].cell.open] == [comment]
    assert client.post(f"{CELL}comments/", said("")).context["message"].key == "here"


def test_bad_comment_on_an_empty_cell_is_told_there(client: Client) -> None:
    page = client.post(f"{CELL}comments/", said("@Bob"))
    assert (page.status_code, page.context["writing"].kind) == (422, "new")
    assert "@Bob</textarea>" in page.content.decode()


def test_comments_follow_a_message_that_moves_and_that_comes_back(client: Client, line: Framework, dana: User) -> None:
    client.post(SAY, said())
    client.post(f"{MESSAGE}move/", {"version": 1, "stage": "s5", "role": "ci"})
    page = client.get(f"{MESSAGE}?tab=comments")
    assert (len(page.context["talk"].message.open), page.context["open"].talk) == (1, 1)
    row = line.messages.get(key="m16")
    value = message_value(row)
    revision = delete_message(actor=dana, message=row, expected_version=row.version)
    other = create_message(actor=dana, framework=line, value=value.model_copy(update={"headline": "m16"}))
    assert other.key == "m16-2"  # what was said about the deleted message does not fall to another one
    restore_revision(actor=dana, revision=revision)
    assert len(client.get(f"{MESSAGE}?tab=comments").context["talk"].message.open) == 1


def test_panel_answer_carries_the_cell(client: Client) -> None:
    content = client.post(SAY, said(), headers=PANEL, follow=True).content.decode()
    assert content.lstrip().startswith('<section class="panel"')
    assert 'id="td-s4-rel" hx-swap-oob="true"' in content
    assert '<span class="cell__talk">' in content


@pytest.mark.parametrize("size", [1, 40])
def test_queries_do_not_grow_with_what_is_said(
    size: int, client: Client, line: Framework, dana: User, ari: User, django_assert_num_queries: CountQueries
) -> None:
    fill(line, 80)
    stage, role = line.journey.stages.all()[0], line.roles.all()[0]
    for number in range(size):
        on = Place(stage, role) if number % 3 == 0 else f"bulk-{number % 2}"
        add_comment(actor=dana, framework=line, on=on, text="@Ari?", named=[ari.pk])
    with django_assert_num_queries(41):
        client.get(f"{BASE}messages/bulk-0/?tab=comments")


def test_what_is_not_here_is_not_found(client: Client, line: Framework) -> None:
    acts = ["", "answer/", "delete/", "resolve/", "seen/"]
    assert [client.post(f"{BASE}comments/99/{act}").status_code for act in acts] == [404] * 5
    assert client.post(f"{BASE}messages/none/comments/", said()).status_code == 404
