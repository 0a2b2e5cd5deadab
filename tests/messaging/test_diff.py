"""What changed between two documents, in words."""

from __future__ import annotations

from typing import Any

from messaging.diff import Change, ChangeKind, Subject, diff
from messaging.document import FrameworkDocument, NextStep
from messaging.wording import Kind


def _changed(document: FrameworkDocument, part: str, index: int, **values: Any) -> FrameworkDocument:
    items = list(getattr(document, part))
    items[index] = items[index].model_copy(update=values)
    return document.model_copy(update={part: tuple(items)})


def _only(before: FrameworkDocument, after: FrameworkDocument) -> Change:
    (change,) = diff(before, after).changes
    return change


def test_diff_of_the_same_document_is_empty(line_document: FrameworkDocument) -> None:
    changes = diff(line_document, line_document)
    assert (bool(changes), changes.summary()) == (False, "nothing changed")


def test_diff_of_a_first_release_tells_every_message(line_document: FrameworkDocument) -> None:
    assert diff(None, line_document).summary() == "41 new"


def test_diff_of_an_edited_message_marks_the_words(line_document: FrameworkDocument) -> None:
    before = _changed(line_document, "messages", 0, so_what="A goal without a plan is a hope.")
    after = _changed(before, "messages", 0, so_what="A goal without a view is a hope.")
    change = _only(before, after)
    assert (change.kind, change.subject, change.place and change.place.number) == (
        ChangeKind.EDIT,
        Subject.MESSAGE,
        1,
    )
    assert [(piece.kind, piece.text) for piece in change.fields[0].pieces if piece.kind is not Kind.SAME] == [
        (Kind.GONE, "plan"),
        (Kind.NEW, "view"),
    ]


def test_diff_of_references_tells_names_not_keys(line_document: FrameworkDocument) -> None:
    after = _changed(line_document, "messages", 0, proofs=("p_timing",))
    field = _only(line_document, after).fields[0]
    assert field.name == "Show"
    assert field.after.startswith("In the same comparison, four of ten parts")


def test_diff_of_a_moved_message_tells_both_places(line_document: FrameworkDocument) -> None:
    message = line_document.messages[0]
    after = _changed(line_document, "messages", 0, stage="s2")
    change = _only(line_document, after)
    assert (message.stage, change.kind) == ("s1", ChangeKind.MOVED)
    assert [(field.name, field.before, field.after) for field in change.fields] == [("Stage", "Notice", "Understand")]


def test_diff_of_new_order_in_a_cell_tells_the_order(line_document: FrameworkDocument) -> None:
    cells = [(message.stage, message.role) for message in line_document.messages]
    first = next(i for i, cell in enumerate(cells) if cells.count(cell) == 2)
    messages = list(line_document.messages)
    messages[first], messages[first + 1] = messages[first + 1], messages[first]
    change = _only(line_document, line_document.model_copy(update={"messages": tuple(messages)}))
    assert (change.kind, change.subject, change.fields[0].name) == (ChangeKind.MOVED, Subject.CELL, "Order")


def test_diff_of_a_withdrawn_message_keeps_its_headline(line_document: FrameworkDocument) -> None:
    gone = line_document.messages[-1]
    change = _only(line_document, line_document.model_copy(update={"messages": line_document.messages[:-1]}))
    assert (change.kind, change.title) == (ChangeKind.GONE, gone.headline)


def test_diff_of_next_steps_tells_both(line_document: FrameworkDocument) -> None:
    after = _changed(line_document, "messages", 0, next_step=NextStep(best="They call.", minimum="They read."))
    assert _only(line_document, after).fields[0].after == "At best: They call. At least: They read."


def test_diff_of_library_roles_journey_and_cells_names_each(line_document: FrameworkDocument) -> None:
    after = _changed(line_document, "proofs", 0, sample="30 plants")
    after = _changed(after, "roles", 0, title="Managing director")
    after = _changed(after, "cell_notes", 0, reason="Nothing to add here.")
    stages = (line_document.journey.stages[0].model_copy(update={"goal": "See it."}), *line_document.journey.stages[1:])
    after = after.model_copy(update={"journey": line_document.journey.model_copy(update={"stages": stages})})
    assert [(change.what, change.kind.label) for change in diff(line_document, after).changes] == [
        ("Empty on purpose", "Changed"),
        ("Stage", "Changed"),
        ("Role", "Changed"),
        ("Proof", "Changed"),
    ]


def test_diff_tells_no_owner(line_document: FrameworkDocument) -> None:
    assert not diff(line_document, _changed(line_document, "messages", 0, owner="dana@example.com"))
    assert not diff(line_document, _changed(line_document, "cell_notes", 0, owner="dana@example.com"))
