"""The message panel: reading, saving, bad input, two people at once."""

from __future__ import annotations

import html
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from messaging.models import Framework, MessageRevision, ValueMessage
from messaging.queries.message import message_value
from people.models import User
from tests.messaging.bulk import fill

BASE = "/frameworks/keep-the-line-running/"
URL = f"{BASE}messages/m16/"
AUTOSAVE = {"HX-Request": "true", "HX-Target": "save-state"}
CountQueries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def client(dana: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(dana)


@pytest.fixture
def row(line: Framework) -> ValueMessage:
    return line.messages.get(key="m16")


def posted(row: ValueMessage, **changes: Any) -> dict[str, Any]:
    """Return what the form of the message posts, with changes."""
    value = message_value(row)
    same = value.model_dump(mode="json", exclude={"key", "stage", "role", "next_step"})
    step = value.next_step.model_dump()
    data = {**same, "best": step["best"], "minimum": step["minimum"], "version": row.version, **changes}
    return {name: "" if entry is None else entry for name, entry in data.items()}


def test_message_shows_every_part(row: ValueMessage, client: Client) -> None:
    form = client.get(URL).context["form"]
    assert form.value == message_value(row)


def test_unchanged_form_saves_nothing(row: ValueMessage, client: Client) -> None:
    response = client.post(URL, posted(row))
    assert (response.status_code, response["Location"]) == (302, URL)
    assert MessageRevision.objects.count() == 0


def test_too_many_sentences_are_all_kept(row: ValueMessage, client: Client) -> None:
    sentences = [f"Sentence {number}." for number in range(1, 31)]
    response = client.post(URL, posted(row, talk_track=sentences))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["/talk_track"]
    assert all(f">{sentence}</textarea>" in response.content.decode() for sentence in sentences)


def test_an_owner_that_is_no_address_is_told_in_words(row: ValueMessage, client: Client) -> None:
    response = client.post(URL, posted(row, owner="99999"))
    assert response.context["form"].errors == {"/owner": "There is no owner “99999”. Choose another one."}


def test_save_without_javascript_leads_back_to_the_message(row: ValueMessage, client: Client) -> None:
    client.post(URL, posted(row, headline="A shorter one"))
    row.refresh_from_db()
    assert (row.headline, row.version) == ("A shorter one", 2)


def test_autosave_answers_with_the_time_and_the_new_version(row: ValueMessage, client: Client) -> None:
    content = client.post(URL, posted(row, headline="Autosaved"), headers=AUTOSAVE).content.decode()
    assert "Saved <time" in content
    assert 'id="message-version" value="2" hx-swap-oob="true"' in content
    assert '<span class="cell__head" dir="auto">Autosaved</span>' in content
    assert "<main" not in content


def test_sentence_buttons_work_without_javascript(row: ValueMessage, client: Client) -> None:
    client.post(URL, posted(row, talk_track=["One.", "Two.", "Three."], arrange="up:2"))
    client.post(URL, posted(ValueMessage.objects.get(pk=row.pk), arrange="drop:0"))
    row.refresh_from_db()
    assert row.talk_track == ["Three.", "Two."]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("headline", "x" * 10_000, "The headline has 10,000 characters; at most 200 fit. Shorten it by 9,800."),
        ("headline", "  ", "Write a headline: one line that the customer would repeat."),
        ("so_what", "bell \x07", "Character 6 is an invisible control character (U+0007). Remove it."),
        ("best", "Send {{nope}}", "“{{nope}}” is not a slot of this framework."),
        ("review_by", "31.12.2027", "“31.12.2027” is not a date. Write it like 2027-03-31."),
        ("kind", "sonnet", "Choose what kind of message this is."),
    ],
)
def test_bad_input_is_told_at_the_field_and_kept(
    field: str, text: str, said: str, row: ValueMessage, client: Client
) -> None:
    response = client.post(URL, posted(row, **{field: text}))
    form = response.context["form"]
    assert response.status_code == 422
    assert form.typed[field] == text
    assert [error[: len(said)] for error in form.errors.values()] == [said]
    assert ValueMessage.objects.get(pk=row.pk).version == 1


def test_bad_sentence_is_told_at_the_sentence_as_typed(row: ValueMessage, client: Client) -> None:
    response = client.post(URL, posted(row, talk_track=["Fine.", "", "x" * 601]), headers=AUTOSAVE)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["/talk_track/2"]


@pytest.mark.parametrize("text", ["مرحبا بكم في المصنع", "🚀 Ein Satz mit 漢字", "a\u202eb", "  spaced   out  "])
def test_any_script_is_saved(text: str, row: ValueMessage, client: Client) -> None:
    client.post(URL, posted(row, headline=text))
    row.refresh_from_db()
    assert row.headline == text.strip()


def test_stale_autosave_asks_and_loses_nothing(row: ValueMessage, client: Client, ari: User, sign_in: Any) -> None:
    mine = posted(row, headline="Dana’s headline", best="Dana’s step")
    sign_in(ari).post(URL, posted(row, headline="Ari’s headline", so_what="Ari’s so what"))
    response = client.post(URL, mine, headers=AUTOSAVE)
    assert (response.status_code, response["HX-Retarget"]) == (409, "#main")
    clashes = {c.difference.name: c.difference for c in response.context["clashes"]}
    assert {name: entry.clash for name, entry in clashes.items()} == {"headline": True, "so_what": False, "best": False}
    assert clashes["headline"].mine == "Dana’s headline"
    assert response.context["mine"] in html.unescape(response.content.decode())


def _conflict(row: ValueMessage, client: Client, other: Client) -> dict[str, Any]:
    mine = posted(row, headline="Dana’s headline", best="Dana’s step")
    other.post(URL, posted(row, headline="Ari’s headline", so_what="Ari’s so what"))
    context = client.post(URL, mine).context
    return {"mine": context["mine"], "base": 1, "seen": 2}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"choice-headline": "mine"}, ("Dana’s headline", "Ari’s so what", "Dana’s step")),
        ({"choice-headline": "theirs"}, ("Ari’s headline", "Ari’s so what", "Dana’s step")),
        ({"choice-headline": "merge", "text-headline": "Ours"}, ("Ours", "Ari’s so what", "Dana’s step")),
        (
            {"all": "mine"},
            ("Dana’s headline", "The cost of a cheap signal is the hour of your best technician.", "Dana’s step"),
        ),
        (
            {"all": "theirs"},
            ("Ari’s headline", "Ari’s so what", "Both suppliers explain the same past failure from the same data."),
        ),
    ],
)
def test_conflict_is_settled_as_decided(
    choice: dict[str, str], expected: tuple[str, ...], row: ValueMessage, client: Client, ari: User, sign_in: Any
) -> None:
    hidden = _conflict(row, client, sign_in(ari))
    client.post(f"{URL}decide/", hidden | choice)
    row.refresh_from_db()
    assert (row.headline, row.so_what, row.best_next_step) == expected


def test_form_without_a_version_asks_for_everything(row: ValueMessage, client: Client) -> None:
    clashes = client.post(URL, posted(row, headline="Mine", version="")).context["clashes"]
    assert [c.difference.name for c in clashes if c.difference.clash] == ["headline"]


def test_third_save_during_the_decision_asks_again(row: ValueMessage, client: Client, ari: User, sign_in: Any) -> None:
    hidden = _conflict(row, client, sign_in(ari))
    again = ValueMessage.objects.get(pk=row.pk)
    sign_in(ari).post(URL, posted(again, headline="Ari, once more"))
    response = client.post(f"{URL}decide/", hidden | {"choice-headline": "mine"})
    assert response.status_code == 409
    assert [c.difference.theirs for c in response.context["clashes"] if c.difference.clash] == ["Ari, once more"]


@pytest.mark.parametrize("broken", [{"mine": "{"}, {"base": "x"}, {"seen": "99"}])
def test_broken_decision_is_refused(
    broken: dict[str, str], row: ValueMessage, client: Client, ari: User, sign_in: Any
) -> None:
    hidden = _conflict(row, client, sign_in(ari))
    assert client.post(f"{URL}decide/", hidden | broken).status_code == 400


def test_new_message_opens_beside_the_matrix(line: Framework, client: Client) -> None:
    url = f"{BASE}cells/s7/ci/new/"
    assert client.get(url).context["form"].typed["kind"] == "adoption"
    response = client.post(
        url, {"kind": "adoption", "headline": "Hand over the weekly meeting", "talk_track": ["One."]}
    )
    assert response["Location"] == f"{BASE}messages/hand-over-the-weekly-meeting/"
    assert message_value(line.messages.get(key="hand-over-the-weekly-meeting")).role == "ci"


def test_new_message_without_headline_keeps_the_rest(line: Framework, client: Client) -> None:
    response = client.post(f"{BASE}cells/s7/ci/new/", {"kind": "adoption", "headline": "", "talk_track": ["Kept."]})
    assert (response.status_code, response.context["form"].typed["talk_track"]) == (422, ["Kept."])


def test_finding_stands_at_its_sentence_and_in_its_cell(row: ValueMessage, client: Client) -> None:
    said = "Six words and then another forty: " + "and so on " * 14
    content = client.post(URL, posted(row, talk_track=["Short.", said.strip()]), headers=AUTOSAVE)
    form = content.context["form"]
    assert [finding.code for finding in form.findings["/talk_track/1"]] == ["LA301"]
    assert content.context["open"].tally.warn == form.tally.warn


def test_text_that_a_finding_offers_is_taken_without_javascript(row: ValueMessage, client: Client) -> None:
    client.post(URL, posted(row, fix="/talk_track/0 The offered sentence."))
    row.refresh_from_db()
    assert row.talk_track[0] == "The offered sentence."


def test_kinds_of_the_phase_are_offered_and_another_one_is_told(row: ValueMessage, client: Client) -> None:
    ValueMessage.objects.filter(pk=row.pk).update(kind="adoption")
    kinds = client.get(URL).context["kinds"]
    assert [kind.key for kind in kinds if not kind.fits] == ["adoption"]
    assert "context_insight" not in [kind.key for kind in kinds]


def test_awareness_offers_no_capabilities(line: Framework, client: Client) -> None:
    context = client.get(f"{BASE}messages/m05/").context
    assert (context["offers"], context["picks"]["capabilities"].others) == (False, [])


def test_library_items_that_fit_stand_first(row: ValueMessage, client: Client) -> None:
    picks = client.get(URL).context["picks"]
    assert [choice.key for choice in picks["questions"].taken] == ["q12"]
    assert all(choice.fits for choice in picks["results"].fitting)


def test_cell_with_a_message_leads_to_it(line: Framework, client: Client) -> None:
    assert client.get(f"{BASE}cells/s4/rel/")["Location"] == URL


def test_cell_keeps_a_reason_and_forgets_it(line: Framework, client: Client) -> None:
    url = f"{BASE}cells/s7/ci/"
    client.post(url, {"state": "empty", "reason": "The coach is told by the plant."})
    assert client.get(url).context["open"].cell.state == "empty"
    client.post(url, {"clear": "1"})
    assert client.get(url).context["open"].cell.state == "gap"


def test_cell_without_a_reason_says_what_to_do(line: Framework, client: Client) -> None:
    response = client.post(f"{BASE}cells/s7/ci/", {"state": "empty", "reason": " "})
    assert response.status_code == 422
    assert response.context["form"].errors["reason"] == ["Say why, so that nobody asks twice."]


def test_delete_asks_then_can_be_taken_back(row: ValueMessage, client: Client) -> None:
    before = message_value(row)
    assert client.get(f"{URL}delete/").context["message"] == row
    where = client.post(f"{URL}delete/", {"version": 1})["Location"]
    undo = client.get(where).context["deleted"]
    client.post(f"{BASE}versions/{undo.pk}/restore/")
    assert message_value(ValueMessage.objects.get(key="m16")) == before


@pytest.mark.parametrize("act", ["delete", "move"])
def test_acts_on_a_stale_message_show_it_again(act: str, row: ValueMessage, client: Client) -> None:
    response = client.post(f"{URL}{act}/", {"version": 9, "stage": "s5", "role": "ci"})
    assert response.status_code == 409
    assert list(response.context["form"].errors) == ["/"]


def test_move_leads_to_the_message_in_its_new_cell(row: ValueMessage, client: Client) -> None:
    client.post(f"{URL}move/", {"version": 1, "stage": "s5", "role": "ci"})
    context = client.get(URL).context
    assert (context["stage"].key, context["role"].key) == ("s5", "ci")


def test_history_tells_who_changed_what_and_goes_back(row: ValueMessage, client: Client) -> None:
    client.post(URL, posted(row, headline="Another sign"))
    newest, oldest = client.get(f"{URL}?tab=history").context["history"]
    assert (newest.words, oldest.words) == ("changed headline", "wrote this message")
    client.post(f"{BASE}versions/{newest.revision.pk}/restore/", {"version": 2})
    assert ValueMessage.objects.get(pk=row.pk).headline == row.headline


def test_history_joins_what_one_person_saved_in_one_sitting(
    row: ValueMessage, client: Client, ari: User, sign_in: Any
) -> None:
    for number, text in enumerate(["A", "A b", "A b c"], start=1):
        client.post(URL, posted(row, headline=text, version=number))
    sign_in(ari).post(URL, posted(row, talk_track=["Other words.", *row.talk_track[1:]], headline="A b c", version=4))
    ari_saved, dana_saved, _ = client.get(f"{URL}?tab=history").context["history"]
    assert [(e.by, e.words) for e in (ari_saved, dana_saved)] == [
        (ari, "changed talk track"),
        (User.objects.get(name="Dana"), "changed headline"),
    ]
    assert [name for change in ari_saved.changes for name, _ in change.parts] == ["sentence 1"]
    assert dana_saved.revision.version == 1


def test_history_tab_swaps_the_panel_only(row: ValueMessage, client: Client) -> None:
    response = client.get(f"{URL}?tab=history", headers={"HX-Request": "true", "HX-Target": "panel"})
    assert response.content.decode().lstrip().startswith('<section class="panel"')


@pytest.mark.parametrize("size", [10, 1000])
@pytest.mark.parametrize(("url", "queries"), [("messages/bulk-5/", 39), ("cells/s9/proc/", 34)])
def test_panel_queries_do_not_grow(
    size: int, url: str, queries: int, line: Framework, client: Client, django_assert_num_queries: CountQueries
) -> None:
    fill(line, size)
    line.messages.filter(stage__key="s9", role__key="proc").delete()
    with django_assert_num_queries(queries):
        client.get(BASE + url)


@pytest.mark.parametrize("who", ["sam", "olly"])
def test_messages_are_closed_to_others(who: str, line: Framework, request: pytest.FixtureRequest, sign_in: Any) -> None:
    other = sign_in(request.getfixturevalue(who))
    paths = [URL, f"{URL}move/", f"{URL}delete/", f"{URL}reorder/", f"{URL}decide/", f"{BASE}cells/s1/coo/"]
    assert {other.get(path).status_code for path in paths} == {403}
    assert {other.post(path).status_code for path in paths} == {403}


def test_words_for_a_deleted_message_come_back_as_a_new_one(row: ValueMessage, client: Client) -> None:
    typed = posted(row, headline="Words that took an hour", cell=f"{row.stage.key}/{row.role.key}")
    row.delete()
    gone = client.post(URL, typed)
    assert gone.status_code == 409
    assert gone.context["form"].typed["headline"] == "Words that took an hour"
    assert "Somebody deleted this message while you were writing." in gone.content.decode()
    client.post(gone.context["action"], typed)
    assert ValueMessage.objects.filter(headline="Words that took an hour", stage=row.stage, role=row.role).exists()


def test_new_message_with_a_choice_that_is_gone_by_now_keeps_the_words(row: ValueMessage, client: Client) -> None:
    answer = client.post(f"{BASE}cells/s4/coo/new/", posted(row, headline="Kept", concept="gone-by-now"))
    assert answer.status_code == 422
    assert answer.context["form"].typed["headline"] == "Kept"
    assert "has no concept “gone-by-now” any more" in answer.context["form"].errors["/"]


def test_autosave_of_a_deleted_message_is_not_found(row: ValueMessage, client: Client) -> None:
    typed = posted(row, cell="s4/coo")
    row.delete()
    assert client.post(URL, typed, headers=AUTOSAVE).status_code == 404


def test_what_does_not_exist_is_not_found(line: Framework, client: Client) -> None:
    paths = ["messages/none/", "cells/s1/nobody/", "cells/nowhere/ci/new/", "versions/99/restore/"]
    assert [client.post(BASE + path).status_code for path in paths] == [404] * 4
