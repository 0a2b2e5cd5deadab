"""The library's screens, with htmx and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from messaging.models import Alternative, Capability, Framework, Objection, ProofPoint, Question
from people.models import Activity, User

HTMX = {"HX-Request": "true"}
SignIn = Callable[[User], Client]


@pytest.fixture
def lead(sign_in: SignIn, dana: User) -> Client:
    return sign_in(dana)


def _url(name: str, framework: Framework, part: str, *key: str) -> str:
    return reverse(name, args=[framework.slug, part, *key])


def _question(**changes: Any) -> dict[str, Any]:
    return {"text": "What happened on Friday?", "kind": "new_information", "listen_for": "A named machine."} | changes


@pytest.mark.parametrize(
    ("part", "count"),
    [("proofs", 11), ("questions", 26), ("objections", 14), ("capabilities", 7), ("alternatives", 4)],
)
def test_library_lists_every_entry(lead: Client, line: Framework, part: str, count: int) -> None:
    page = lead.get(_url("library", line, part)).content.decode()
    assert page.count('class="entry"') == count


def test_library_search_finds_entries_with_every_word(lead: Client, line: Framework) -> None:
    page = lead.get(_url("library", line, "proofs"), {"q": "COMPARISON calendar"}).content.decode()
    assert page.count('class="entry"') == 1
    assert "four of ten parts replaced by the calendar" in page


def test_library_search_without_a_hit_says_so(lead: Client, line: Framework) -> None:
    page = lead.get(_url("library", line, "proofs"), {"q": "blockchain"}).content.decode()
    assert "Nothing here says “blockchain”" in page


def test_library_fragment_is_the_list_alone(lead: Client, line: Framework) -> None:
    page = lead.get(_url("library", line, "proofs"), headers=HTMX).content.decode()
    assert page.startswith('<section id="library"')


def test_library_says_which_messages_use_an_entry(lead: Client, line: Framework) -> None:
    page = lead.get(_url("library", line, "proofs")).content.decode()
    assert "Used by 6 messages" in page
    assert "Late orders and the few machines behind them" in page


@pytest.mark.parametrize("part", ["proofs", "questions", "objections", "capabilities", "alternatives"])
def test_library_queries_do_not_grow(lead: Client, line: Framework, part: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            lead.get(_url("library", line, part))
        return len(queries)

    few = count()
    Capability.objects.bulk_create(Capability(framework=line, key=f"x{i}", name=f"X {i}", order=99) for i in range(30))
    Question.objects.bulk_create(
        Question(framework=line, key=f"x{i}", kind="attitude", text=f"X {i}", order=99) for i in range(30)
    )
    ProofPoint.objects.bulk_create(ProofPoint(framework=line, key=f"x{i}", text=f"X {i}", order=99) for i in range(30))
    Objection.objects.bulk_create(
        Objection(framework=line, key=f"x{i}", customer_says=f"X {i}", order=99) for i in range(30)
    )
    Alternative.objects.bulk_create(
        Alternative(framework=line, key=f"x{i}", name=f"X {i}", kind="in_house", strength="S", order=99)
        for i in range(30)
    )
    assert count() == few <= 12


def test_library_of_unknown_part_or_framework_is_not_found(lead: Client, line: Framework) -> None:
    assert lead.get(f"/frameworks/{line.slug}/library/poems/").status_code == 404
    assert lead.get("/frameworks/nowhere/library/proofs/").status_code == 404


@pytest.mark.parametrize("person", ["sam", "kim", "ada", "olly"])
def test_library_is_for_leads(request: pytest.FixtureRequest, sign_in: SignIn, line: Framework, person: str) -> None:
    client = sign_in(request.getfixturevalue(person))
    for url in (_url("library", line, "proofs"), _url("library_item", line, "proofs", "p_bench")):
        assert (client.get(url).status_code, client.post(url, {}).status_code) == (403, 403)


def test_add_entry_puts_it_last_and_logs_it(lead: Client, line: Framework, dana: User) -> None:
    answer = lead.post(_url("library_new", line, "questions"), _question(stages=[line.journey.stages.all()[0].pk]))
    question = Question.objects.get(key="what-happened-on-friday")
    assert answer.headers["Location"] == f"{_url('library', line, 'questions')}#item-what-happened-on-friday"
    assert list(line.questions.all())[-1] == question
    assert [stage.key for stage in question.stages.all()] == ["s1"]
    entry = Activity.objects.first()
    assert entry is not None
    assert (entry.actor, entry.verb, entry.detail["item"]) == (dana, "added to the library", question.key)


def test_add_entry_by_htmx_answers_with_the_list_and_the_focus(lead: Client, line: Framework) -> None:
    answer = lead.post(_url("library_new", line, "questions"), _question(), headers=HTMX)
    page = answer.content.decode()
    assert page.startswith('<section id="library"')
    assert page.count("autofocus") == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": "x" * 10_000}, "Ensure this value has at most 500 characters (it has 10000)."),
        ({"text": "a\x07b"}, "Character 2 is an invisible control character (U+0007). Remove it."),
        ({"text": ""}, "This field is required."),
    ],
)
def test_add_entry_with_bad_text_keeps_what_was_typed(
    lead: Client, line: Framework, changes: dict[str, str], error: str
) -> None:
    answer = lead.post(_url("library_new", line, "questions"), _question(**changes), headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#form-new")
    assert error in page
    assert "A named machine." in page
    assert changes["text"] in page


def test_add_entry_keeps_any_script_and_plain_line_ends(lead: Client, line: Framework) -> None:
    lead.post(_url("library_new", line, "questions"), _question(text="ماذا حدث؟ 🏭\r\nUnd dann?"))
    assert list(line.questions.all())[-1].text == "ماذا حدث؟ 🏭\nUnd dann?"


def test_add_entry_cannot_refer_to_another_framework(lead: Client, line: Framework) -> None:
    answer = lead.post(_url("library_new", line, "questions"), _question(stages=["999999"]))
    assert answer.status_code == 422


def test_edit_entry_without_javascript(lead: Client, line: Framework) -> None:
    url = _url("library_item", line, "questions", "q01")
    assert 'name="version" value="1"' in lead.get(url).content.decode()
    answer = lead.post(url, _question(version=1))
    question = Question.objects.get(key="q01")
    assert answer.status_code == 302
    assert (question.text, question.version) == ("What happened on Friday?", 2)


def test_edit_entry_over_a_newer_version_shows_both(lead: Client, line: Framework, sign_in: SignIn, ari: User) -> None:
    url = _url("library_item", line, "questions", "q01")
    sign_in(ari).post(url, _question(version=1, text="Theirs?"))
    answer = lead.post(url, _question(version=1, text="Mine?"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<b>Ari saved this question while you were writing.</b>" in page
    assert ">\nMine?</textarea>" in page
    assert '<span class="eyebrow">Ari</span> Theirs?' in page
    assert 'name="version" value="2"' in page
    assert Question.objects.get(key="q01").text == "Theirs?"
    assert lead.post(url, _question(version=2, text="Mine?")).status_code == 302
    assert Question.objects.get(key="q01").text == "Mine?"


def test_edit_entry_with_a_nonsense_version_is_a_conflict(lead: Client, line: Framework) -> None:
    answer = lead.post(_url("library_item", line, "questions", "q01"), _question(version="١"))
    assert answer.status_code == 409


def test_delete_entry_in_use_says_what_uses_it(lead: Client, line: Framework) -> None:
    answer = lead.post(_url("library_delete", line, "proofs", "p_bench"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This proof is still in use, so it stays." in page
    assert "Late orders and the few machines behind them" in page
    assert "We are hitting our numbers" in page
    assert ProofPoint.objects.filter(key="p_bench").exists()


def test_delete_entry_that_nothing_uses(lead: Client, line: Framework) -> None:
    lead.post(_url("library_new", line, "questions"), _question())
    answer = lead.post(_url("library_delete", line, "questions", "what-happened-on-friday"), headers=HTMX)
    assert "The question is deleted." in answer.content.decode()
    assert not Question.objects.filter(key="what-happened-on-friday").exists()


def test_move_entry_down_and_past_the_edge(lead: Client, line: Framework) -> None:
    def keys() -> list[str]:
        return list(line.alternatives.values_list("key", flat=True))

    lead.post(_url("library_move", line, "alternatives", "a_status"), {"direction": "down"})
    assert keys() == ["a_ordwyn", "a_status", "a_hollis", "a_inhouse"]
    lead.post(_url("library_move", line, "alternatives", "a_ordwyn"), {"direction": "up"})
    assert keys() == ["a_ordwyn", "a_status", "a_hollis", "a_inhouse"]


def test_proof_that_expires_before_it_was_verified(lead: Client, line: Framework) -> None:
    values = {"text": "T", "audience": "anyone", "verified_on": "2026-02-01", "expires_on": "2026-01-01"}
    answer = lead.post(_url("library_new", line, "proofs"), values)
    assert "This is before the day the proof was verified." in answer.content.decode()


@pytest.mark.parametrize("part", ["proofs", "questions", "objections", "capabilities", "alternatives"])
def test_library_finds_entries_by_who_provides_them(lead: Client, line: Framework, part: str) -> None:
    item = getattr(line, part).first()
    type(item).objects.filter(pk=item.pk).update(provider="Field research & co")
    page = lead.get(_url("library", line, part), {"q": "field research"}).content.decode()
    assert page.count('class="entry"') == 1
    assert f'href="{_url("library", line, part)}?q=Field%20research%20%26%20co"' in page
    form = lead.get(_url("library_item", line, part, item.key)).content.decode()
    assert 'value="Field research &amp; co"' in form
