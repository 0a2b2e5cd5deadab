"""Which sheets a framework has, and which of them a change concerns."""

from __future__ import annotations

from collections.abc import Callable

from messaging.document import FrameworkDocument
from sheets.plan import SheetSpec, plan
from sheets.terms import SheetKind

Place = tuple[str, str, str]


def _keys(document: FrameworkDocument, look: str = "look") -> dict[Place, str]:
    return {_place(spec): spec.content_key for spec in plan(document, look)}


def _place(spec: SheetSpec) -> Place:
    return (spec.kind.value, spec.stage_key, spec.role_key)


def _changed(before: FrameworkDocument, after: FrameworkDocument) -> set[Place]:
    old, new = _keys(before), _keys(after)
    return {place for place in old | new if old.get(place) != new.get(place)}


def _with_message(document: FrameworkDocument, number: int, **changes: object) -> FrameworkDocument:
    messages = list(document.messages)
    messages[number] = messages[number].model_copy(update=changes)
    return document.model_copy(update={"messages": tuple(messages)})


def test_plan_of_example_has_a_sheet_for_all_that_is_said(line_document: FrameworkDocument) -> None:
    kinds = [spec.kind for spec in plan(line_document, "look")]
    cells = {(message.stage, message.role) for message in line_document.messages}
    assert {kind: kinds.count(kind) for kind in SheetKind} == {
        SheetKind.STAGE: 9,
        SheetKind.MESSAGE: len(cells),
        SheetKind.ROLE: 8,
        SheetKind.BOOK: 1,
    }


def test_plan_twice_gives_the_same_keys(line_document: FrameworkDocument) -> None:
    assert plan(line_document, "look") == plan(line_document, "look")


def test_plan_gives_each_sheet_its_own_key(line_document: FrameworkDocument) -> None:
    specs = plan(line_document, "look")
    assert len({spec.content_key for spec in specs}) == len(specs)


def test_message_edited_changes_only_the_sheets_that_show_it(line_document: FrameworkDocument) -> None:
    message = line_document.messages[0]
    after = _with_message(line_document, 0, headline="Another headline")
    assert _changed(line_document, after) == {
        ("stage", message.stage, ""),
        ("message", message.stage, message.role),
        ("role", "", message.role),
        ("book", "", ""),
    }


def test_what_no_sheet_shows_changes_no_key(line_document: FrameworkDocument) -> None:
    notes = tuple(note.model_copy(update={"reason": "Another reason"}) for note in line_document.cell_notes)
    after = _with_message(line_document, 0, owner="dana@example.com").model_copy(update={"cell_notes": notes})
    assert _changed(line_document, after) == set()


def test_question_edited_changes_only_the_sheets_that_ask_it(line_document: FrameworkDocument) -> None:
    question = line_document.questions[0]
    edited = question.model_copy(update={"text": "What changed since spring?"})
    after = line_document.model_copy(update={"questions": (edited, *line_document.questions[1:])})
    asking = [message for message in line_document.messages if question.key in message.questions]
    assert _changed(line_document, after) == {
        *(("stage", message.stage, "") for message in asking),
        *(("message", message.stage, message.role) for message in asking),
        *(("role", "", message.role) for message in asking),
        ("book", "", ""),
    }


def test_message_withdrawn_takes_its_sheet_away(line_document: FrameworkDocument) -> None:
    lone = next(m for m in line_document.messages if _count(line_document, m.stage, m.role) == 1)
    after = line_document.model_copy(update={"messages": tuple(m for m in line_document.messages if m != lone)})
    assert ("message", lone.stage, lone.role) not in _keys(after)


def test_new_look_changes_every_key(line_document: FrameworkDocument) -> None:
    old, new = _keys(line_document, "old"), _keys(line_document, "new")
    assert [place for place in old if old[place] == new[place]] == []


def _count(document: FrameworkDocument, stage: str, role: str) -> int:
    return sum((message.stage, message.role) == (stage, role) for message in document.messages)


def _shown(document: FrameworkDocument, pick: Callable[[SheetSpec], bool]) -> list[SheetSpec]:
    return [spec for spec in plan(document, "look") if pick(spec)]


def test_message_sheet_is_named_by_stage_and_role(line_document: FrameworkDocument) -> None:
    (sheet,) = _shown(line_document, lambda spec: (spec.stage_key, spec.role_key) == ("s3", "coo"))
    assert sheet.title == "Choose a direction, Chief operating officer / VP operations"


def test_who_provides_an_entry_stands_on_no_sheet(line_document: FrameworkDocument) -> None:
    provided = {
        part: tuple(item.model_copy(update={"provider": "An agency"}) for item in getattr(line_document, part))
        for part in ("proofs", "questions", "objections")
    }
    assert _changed(line_document, line_document.model_copy(update=provided)) == set()
