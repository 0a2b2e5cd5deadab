"""The library's short lists: watched terms, slots, phrase guide, glossary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from messaging.actions.rows import fingerprint
from messaging.models import Framework
from people.models import User


@pytest.fixture
def lead(sign_in: Callable[[User], Client], dana: User) -> Client:
    return sign_in(dana)


def _url(framework: Framework, part: str) -> str:
    return reverse("library", args=[framework.slug, part])


def _posted(current: list[Any], rows: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Return the rows as a browser posts them, below the fingerprint of the list they were read from."""
    posted: dict[str, Any] = {
        "expected": fingerprint(current),
        "form-TOTAL_FORMS": len(rows),
        "form-INITIAL_FORMS": len(current),
    }
    for number, row in enumerate(rows):
        posted |= {f"form-{number}-{name}": value for name, value in row.items()}
    return posted | changes


def _slots(framework: Framework) -> list[dict[str, str]]:
    slots: list[dict[str, str]] = framework.slots
    return slots


@pytest.mark.parametrize("part", ["terms", "slots", "phrases", "glossary"])
def test_rows_saved_as_shown_change_nothing(lead: Client, line: Framework, part: str) -> None:
    field = {"terms": "watched_terms", "slots": "slots", "phrases": "phrase_guide", "glossary": "glossary"}[part]
    before = getattr(line, field)
    if part == "terms":
        posted = {"expected": fingerprint(before), "lines": "\r\n".join(before)}
    else:
        rows = [{k: ", ".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in before]
        posted = _posted(before, rows)
    assert lead.get(_url(line, part)).status_code == 200
    assert lead.post(_url(line, part), posted).status_code == 302
    line.refresh_from_db()
    assert getattr(line, field) == before


def test_rows_add_change_and_remove(lead: Client, line: Framework) -> None:
    before = line.glossary
    rows = [{**row, "synonyms": ""} for row in before]
    rows[0]["DELETE"] = "on"
    rows.append({"term": "Stop", "means": "A machine that stands.", "synonyms": "halt, standstill"})
    rows.append({"term": "", "means": "", "synonyms": ""})
    lead.post(_url(line, "glossary"), _posted(before, rows))
    line.refresh_from_db()
    assert line.glossary == [
        *before[1:],
        {"term": "Stop", "means": "A machine that stands.", "synonyms": ["halt", "standstill"]},
    ]


@pytest.mark.parametrize(
    ("row", "place", "expected"), [(0, "3", [1, 2, 0]), (2, "1", [2, 0, 1]), (0, "", [1, 2, 0]), (1, "2", [0, 1, 2])]
)
def test_rows_move_to_the_place_that_is_written(
    lead: Client, line: Framework, row: int, place: str, expected: list[int]
) -> None:
    Framework.objects.filter(pk=line.pk).update(phrase_guide=line.phrase_guide[:3])
    line.refresh_from_db()
    before = line.phrase_guide
    rows = [{**phrase, "ORDER": str(number)} for number, phrase in enumerate(before, start=1)]
    rows[row]["ORDER"] = place
    lead.post(_url(line, "phrases"), _posted(before, rows))
    line.refresh_from_db()
    assert line.phrase_guide == [before[number] for number in expected]


def test_rows_place_that_is_no_number_is_told_there(lead: Client, line: Framework) -> None:
    rows: list[dict[str, Any]] = [dict(row) for row in _slots(line)]
    rows[0]["ORDER"] = "first"
    answer = lead.post(_url(line, "slots"), _posted(line.slots, rows))
    assert answer.status_code == 422
    assert "Write a whole number: 1 is the first place." in answer.content.decode()


def test_rows_slot_in_use_cannot_go(lead: Client, line: Framework) -> None:
    rows: list[dict[str, Any]] = [dict(row) for row in _slots(line)]
    rows[0]["DELETE"] = "on"
    answer = lead.post(_url(line, "slots"), _posted(line.slots, rows))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<code>company</code> in “Late orders and the few machines behind them”" in page
    line.refresh_from_db()
    assert line.slots[0]["name"] == "company"


def test_rows_slot_renamed_while_in_use_is_told_too(lead: Client, line: Framework) -> None:
    rows = [dict(row) for row in _slots(line)]
    rows[0]["name"] = "firm"
    assert lead.post(_url(line, "slots"), _posted(line.slots, rows)).status_code == 409


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Plant Name", "Use lower-case letters, digits and “_”, starting with a letter, at most 40."),
        ("company", "This stands in the list already. Keep one of the two."),
        ("", "This field is required."),
    ],
)
def test_rows_bad_slot_name_keeps_the_row(lead: Client, line: Framework, name: str, error: str) -> None:
    rows = [*(dict(row) for row in _slots(line)), {"name": name, "label": "Kept words", "example": ""}]
    answer = lead.post(_url(line, "slots"), _posted(line.slots, rows))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error in page
    assert "Kept words" in page


def test_rows_changed_by_somebody_else_are_not_overwritten(lead: Client, line: Framework) -> None:
    posted = {"expected": fingerprint(line.watched_terms), "lines": "Mine"}
    line.watched_terms = ["Theirs"]
    line.save(update_fields=["watched_terms"])
    answer = lead.post(_url(line, "terms"), posted)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ">\nMine</textarea>" in page
    assert "<li>Theirs</li>" in page
    line.refresh_from_db()
    assert line.watched_terms == ["Theirs"]


def test_rows_of_different_lists_never_conflict(lead: Client, line: Framework) -> None:
    posted = {"expected": fingerprint(line.watched_terms), "lines": "Mine"}
    line.glossary = []
    line.save(update_fields=["glossary"])
    assert lead.post(_url(line, "terms"), posted).status_code == 302


def test_rows_term_too_long_names_the_line(lead: Client, line: Framework) -> None:
    posted = {"expected": fingerprint(line.watched_terms), "lines": "Short\n" + "x" * 161}
    answer = lead.post(_url(line, "terms"), posted)
    assert "Line 2 has 161 characters; a term has at most 160." in answer.content.decode()


def test_rows_without_their_management_form_are_refused_kindly(lead: Client, line: Framework) -> None:
    answer = lead.post(_url(line, "slots"), {"expected": fingerprint(line.slots)})
    assert answer.status_code == 422
