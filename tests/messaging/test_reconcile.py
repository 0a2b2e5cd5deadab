"""A file over a draft: what differs is written through the actions, everything else is not touched."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import CellNote, FrameworkDocument, ProofPoint, Slot
from messaging.models import CellNote as CellNoteRow
from messaging.models import Comment, Framework, MessageRevision, ValueMessage
from messaging.reading import DocumentError
from people.models import Activity, User


def _bring(document: FrameworkDocument, actor: User | None = None) -> FrameworkDocument:
    framework = import_framework(actor, document, replace=True)
    return assemble(Framework.objects.select_related("journey").get(pk=framework.pk))


def _with(document: FrameworkDocument, part: str, place: int, **changes: Any) -> FrameworkDocument:
    items = list(getattr(document, part))
    items[place] = items[place].model_copy(update=changes)
    return document.model_copy(update={part: tuple(items)})


def _rows() -> dict[str, tuple[int, int]]:
    return {row.key: (row.pk, row.version) for row in ValueMessage.objects.all()}


def test_same_file_again_touches_nothing(line: Framework, line_document: FrameworkDocument) -> None:
    before, log = _rows(), Activity.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert _bring(line_document) == line_document
    assert _rows() == before
    assert [entry.verb for entry in Activity.objects.all()[: Activity.objects.count() - log]] == ["imported"]
    assert Framework.objects.get().version == 1
    assert len(queries) < 90


def test_changed_message_keeps_its_row_and_its_history(
    line: Framework, line_document: FrameworkDocument, dana: User
) -> None:
    before = _rows()
    Comment.objects.create(framework=line, message_key="m01", text="Shorter?", by=dana)
    key, said = line_document.messages[0].key, line_document.messages[0].headline
    assert _bring(_with(line_document, "messages", 0, headline="Anew."), dana).messages[0].headline == "Anew."
    after = _rows()
    assert after.pop(key) == (before[key][0], 2)
    assert after == {other: row for other, row in before.items() if other != key}
    revision = MessageRevision.objects.get()
    assert (revision.document["headline"], revision.message_id) == (said, before[key][0])
    assert Comment.objects.get().message_key == "m01"
    assert ValueMessage.objects.get(key=key).changed_by == dana


def test_message_that_the_file_leaves_out_can_be_brought_back(
    line: Framework, line_document: FrameworkDocument
) -> None:
    left = line_document.model_copy(update={"messages": line_document.messages[1:]})
    assert _bring(left).messages == left.messages
    assert MessageRevision.objects.get(message=None).document["key"] == line_document.messages[0].key


def test_message_with_a_new_key_is_new_and_messages_of_a_cell_take_the_files_order(
    line: Framework, line_document: FrameworkDocument
) -> None:
    new = line_document.messages[0].model_copy(update={"key": "brand-new", "headline": "First of all."})
    document = line_document.model_copy(update={"messages": (new, *line_document.messages)})
    assert _bring(document).messages == document.messages


def test_notes_of_cells_name_who_closes_the_gap(line: Framework, line_document: FrameworkDocument, dana: User) -> None:
    gap = next(place for place, note in enumerate(line_document.cell_notes) if note.is_gap)
    changed = _with(line_document, "cell_notes", gap, reason="Another reason.", owner=dana.email)
    assert _bring(changed).cell_notes == changed.cell_notes
    assert set(CellNoteRow.objects.filter(is_gap=True).values_list("owner", flat=True)) == {dana.pk}


def test_library_entry_is_changed_in_place_and_a_new_one_gets_the_files_key(
    line: Framework, line_document: FrameworkDocument
) -> None:
    pk = line.proofs.get(key=line_document.proofs[0].key).pk
    changed = _with(line_document, "proofs", 0, provider="Research")
    changed = changed.model_copy(update={"proofs": (*changed.proofs, ProofPoint(key="p_new", text="It works."))})
    assert _bring(changed).proofs == changed.proofs
    proof = line.proofs.get(provider="Research")
    assert (proof.pk, proof.version) == (pk, 2)


def test_slot_that_only_the_file_has_may_be_used_by_its_messages(
    line: Framework, line_document: FrameworkDocument
) -> None:
    changed = _with(line_document, "messages", 0, headline="Save {{money}}")
    changed = changed.model_copy(update={"slots": (Slot(name="money"), *changed.slots)})
    assert _bring(changed) == changed


def test_role_that_goes_takes_what_is_said_to_it_along(line: Framework, line_document: FrameworkDocument) -> None:
    gone = line_document.roles[-1].key
    fits = {
        part: tuple(
            item.model_copy(update={"roles": tuple(key for key in item.roles if key != gone)})
            for item in getattr(line_document, part)
        )
        for part in ("questions", "objections")
    }
    without = {
        part: tuple(i for i in getattr(line_document, part) if i.role != gone) for part in ("messages", "cell_notes")
    }
    document = line_document.model_copy(update={**fits, **without, "roles": line_document.roles[:-1]})
    assert _bring(document).messages == document.messages
    assert gone not in line.roles.values_list("key", flat=True)
    assert _bring(line_document) == line_document


def test_message_with_the_concept_of_another_role_is_told(line: Framework, line_document: FrameworkDocument) -> None:
    place = next(n for n, message in enumerate(line_document.messages) if message.role == line_document.roles[1].key)
    wrong = _with(line_document, "messages", place, concept=line_document.roles[0].concepts[0].key)
    with pytest.raises(DocumentError) as caught:
        _bring(wrong)
    assert [problem.pointer for problem in caught.value.problems] == [f"/messages/{place}"]


def test_other_journey_takes_messages_along_by_the_key_of_their_stage(
    line: Framework, line_document: FrameworkDocument
) -> None:
    journey = line_document.journey.model_copy(update={"key": "other-way", "name": "Another way"})
    document = line_document.model_copy(update={"journey": journey})
    before = _rows()
    assert _bring(document) == document
    assert _rows() == before


@given(st.data())
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_any_changes_arrive(line: Framework, line_document: FrameworkDocument, data: st.DataObject) -> None:
    document = _shaken(line_document, data)
    assert _bring(document) == document
    assert _bring(line_document) == line_document


def _shaken(document: FrameworkDocument, data: st.DataObject) -> FrameworkDocument:
    """Return the document with messages left out, rewritten and moved, notes dropped, questions reordered."""
    picked = data.draw(st.lists(st.sampled_from(document.messages), unique=True, min_size=1))
    messages = [message.model_copy(update={"so_what": data.draw(st.sampled_from(["", "So."]))}) for message in picked]
    stages = [stage.key for stage in document.journey.stages]
    messages[0] = messages[0].model_copy(update={"stage": data.draw(st.sampled_from(stages))})
    roles = [role.key for role in document.roles]
    messages.sort(key=lambda message: (stages.index(message.stage), roles.index(message.role)))
    note = CellNote(stage=stages[0], role=roles[0], reason=data.draw(st.sampled_from(["A.", "B."])))
    questions = [question.model_copy(update={"roles": question.roles[::-1]}) for question in document.questions]
    return document.model_copy(
        update={
            "messages": tuple(messages),
            "cell_notes": (note,),
            "questions": tuple(data.draw(st.permutations(questions))),
        }
    )


@pytest.mark.parametrize("key", ["a--b", "ends-", "x" * 60, "role"])
def test_keys_of_new_entries_and_messages_are_the_files(
    line: Framework, line_document: FrameworkDocument, key: str
) -> None:
    message = line_document.messages[0].model_copy(update={"key": key})
    new = {"proofs": (*line_document.proofs, ProofPoint(key=key, text="New.")), "messages": (message,)}
    document = line_document.model_copy(update=new)
    assert _bring(document) == document
