"""New library entries and slots written from within a message, and single fields put back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from messaging.actions.put_back import put_back
from messaging.actions.rows import add_slot
from messaging.models import Framework, MessageRevision, ValueMessage
from messaging.queries.message import message_value
from people.models import Activity, User
from tests.messaging.test_message_view import BASE, URL, posted

ADD = f"{BASE}cells/s4/rel/add/"
HTMX = {"HX-Request": "true", "HX-Target": "taken-questions"}
QUESTION = {"text": "What did you keep?", "kind": "new_information"}


@pytest.fixture
def client(dana: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(dana)


@pytest.fixture
def row(line: Framework) -> ValueMessage:
    return line.messages.get(key="m16")


def test_form_begins_with_the_role_and_stage_of_the_cell(row: ValueMessage, client: Client) -> None:
    form = client.get(f"{ADD}questions/?message=m16").context["form"]
    assert ([role.key for role in form.initial["roles"]], form.initial["stages"]) == (["rel"], [row.stage])


def test_plain_form_writes_the_entry_and_links_it(row: ValueMessage, client: Client) -> None:
    before = message_value(row)
    response = client.post(f"{ADD}questions/?message=m16", QUESTION)
    assert (response.status_code, response["Location"]) == (302, URL)
    after = message_value(ValueMessage.objects.get(pk=row.pk))
    assert after == before.model_copy(update={"questions": (*before.questions, "what-did-you-keep")})
    assert [entry.verb for entry in Activity.objects.order_by("-pk")[:2]] == ["saved", "added to the library"]


def test_htmx_gets_the_ticked_entry_and_the_message_stays_as_it_is(row: ValueMessage, client: Client) -> None:
    response = client.post(f"{ADD}questions/?message=m16", QUESTION, headers=HTMX)
    content = response.content.decode()
    assert 'name="questions" value="what-did-you-keep" checked' in content
    assert response["HX-Trigger-After-Swap"] == '{"added": {}}'
    assert ValueMessage.objects.get(pk=row.pk).version == 1


def test_what_is_wrong_is_told_in_the_dialog(row: ValueMessage, client: Client) -> None:
    response = client.post(f"{ADD}questions/?message=m16", {**QUESTION, "text": ""}, headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (422, "#add")
    assert list(response.context["form"].errors) == ["text"]


def test_entry_for_a_message_that_is_not_written_yet_leads_back_to_its_form(line: Framework, client: Client) -> None:
    response = client.post(f"{BASE}cells/s7/ci/add/proofs/?message=", {"text": "Four of ten.", "audience": "anyone"})
    assert response["Location"] == f"{BASE}cells/s7/ci/new/"
    assert line.proofs.filter(text="Four of ten.").exists()


def test_slot_is_offered_at_once(row: ValueMessage, line: Framework, client: Client) -> None:
    form = client.get(f"{ADD}slots/?message=m16&name=gaps").context["form"]
    assert form["name"].value() == "gaps"
    content = client.post(
        f"{ADD}slots/?message=m16", {"name": "gaps", "label": "Open shifts", "example": "14"}, headers=HTMX
    ).content.decode()
    assert '<li role="option" id="offer-gaps" data-slot="gaps">' in content
    line.refresh_from_db()
    assert line.slots[-1] == {"name": "gaps", "label": "Open shifts", "example": "14"}


def test_slot_of_a_name_that_is_taken_is_refused(line: Framework, client: Client, dana: User) -> None:
    taken = line.slots[0]["name"]
    response = client.post(f"{ADD}slots/?message=m16", {"name": taken, "label": "Again"}, headers=HTMX)
    assert response.context["form"].errors["name"] == [
        "This framework has a slot of that name. Use it, or choose another name."
    ]
    with pytest.raises(ValidationError):
        add_slot(dana, line, {"name": taken, "label": "", "example": ""})


@pytest.mark.parametrize("part", ["capabilities", "nothing"])
def test_part_that_is_not_written_here_is_not_found(part: str, line: Framework, client: Client) -> None:
    assert client.get(f"{ADD}{part}/").status_code == 404


def test_one_field_is_put_back_and_the_rest_stays(row: ValueMessage, client: Client) -> None:
    before = message_value(row)
    client.post(URL, posted(row, headline="Another sign", so_what="Another so what", questions=[]))
    revision = MessageRevision.objects.get()
    for field, version in (("headline", 2), ("questions", 3)):
        client.post(f"{BASE}versions/{revision.pk}/put-back/", {"field": field, "version": version})
    after = message_value(ValueMessage.objects.get(pk=row.pk))
    assert after == before.model_copy(update={"so_what": "Another so what"})
    assert [entry.verb for entry in Activity.objects.order_by("-pk")[:2]] == ["put back a part of"] * 2


@pytest.mark.parametrize(("data", "status"), [({"version": 1}, 409), ({"version": 2, "field": "role"}, 422)])
def test_putting_back_says_why_it_did_nothing(
    data: dict[str, object], status: int, row: ValueMessage, client: Client
) -> None:
    client.post(URL, posted(row, headline="Another sign"))
    revision = MessageRevision.objects.get()
    response = client.post(f"{BASE}versions/{revision.pk}/put-back/", {"field": "headline", **data})
    assert response.status_code == status
    assert list(response.context["form"].errors) == ["/"]
    assert ValueMessage.objects.get(pk=row.pk).headline == "Another sign"


def test_what_was_put_back_may_refer_to_something_that_is_gone(row: ValueMessage, dana: User, client: Client) -> None:
    client.post(URL, posted(row, questions=[]))
    row.framework.questions.filter(key="q12").delete()
    revision = MessageRevision.objects.get()
    with pytest.raises(ValidationError, match="have no “q12” any more"):
        put_back(
            actor=dana,
            message=ValueMessage.objects.get(pk=row.pk),
            revision=revision,
            field="questions",
            expected_version=2,
        )


def test_history_compares_an_earlier_text_with_now(row: ValueMessage, client: Client) -> None:
    client.post(URL, posted(row, headline="Another sign", questions=[]))
    revision = MessageRevision.objects.get()
    earlier = client.get(f"{URL}?tab=history&against={revision.pk}").context["earlier"]
    assert [change.field for change in earlier.changes] == ["headline", "questions"]
    question = row.framework.questions.get(key="q12").text
    assert earlier.changes[1].parts[0][1][0].text == question
    assert client.get(f"{URL}?tab=history&against=99999").context["earlier"] is None


def test_words_kept_in_a_tab_for_a_new_message_are_shown_not_written(line: Framework, client: Client) -> None:
    count = line.messages.count()
    response = client.post(f"{BASE}cells/s7/ci/new/", {"back": "1", "kind": "adoption", "headline": "Kept in the tab"})
    assert (response.status_code, response.context["form"].typed["headline"]) == (200, "Kept in the tab")
    assert line.messages.count() == count


def test_times_are_told_by_the_clock_of_the_reader(row: ValueMessage, client: Client) -> None:
    ValueMessage.objects.filter(pk=row.pk).update(changed_at="2026-01-15T23:30:00Z")
    assert "15 January" in client.get(URL).content.decode()
    client.cookies["clock"] = "Asia/Tokyo"
    assert "16 January" in client.get(URL).content.decode()
    client.cookies["clock"] = "../etc/passwd"
    assert "15 January" in client.get(URL).content.decode()


def test_time_to_say_goes_by_the_language(row: ValueMessage, client: Client) -> None:
    row.talk_track = ["You lose {{hours_lost}} hours a week."] * 5
    row.save(update_fields=["talk_track"])
    english = client.get(URL).context["form"].seconds
    assert english == 13  # thirty words, a slot is one
    Framework.objects.update(language="de")
    assert client.get(URL).context["form"].seconds != english
