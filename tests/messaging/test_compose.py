"""Writing messages: every action, both ways round."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from messaging.actions.cells import clear_cell_note, note_cell
from messaging.actions.compose import (
    StaleMessageError,
    create_message,
    delete_message,
    move_message,
    reorder_message,
    restore_revision,
    save_message,
)
from messaging.actions.framework import duplicate_framework
from messaging.assembly import assemble
from messaging.document import ValueMessage
from messaging.models import Framework, MessageRevision
from messaging.models import ValueMessage as Row
from messaging.queries.message import message_value
from people.models import Activity, User


@pytest.fixture
def message(line: Framework) -> Row:
    return line.messages.select_related("framework").get(key="m16")


def _changed(row: Row, **changes: object) -> ValueMessage:
    return message_value(row).model_copy(update=changes)


def test_message_value_equals_the_assembled_one(message: Row) -> None:
    assembled = next(m for m in assemble(message.framework).messages if m.key == "m16")
    assert message_value(message) == assembled


def test_save_writes_every_part_and_keeps_the_old(message: Row, dana: User) -> None:
    before = message_value(message)
    after = before.model_copy(
        update={
            "headline": "Another headline",
            "talk_track": ("One.", "Two."),
            "results": before.results[1:],
            "questions": ("q12", "q01"),
            "concept": None,
            "owner": dana.email,
        }
    )
    saved = save_message(actor=dana, message=message, expected_version=1, value=after)
    assert message_value(saved) == after
    kept = MessageRevision.objects.get(message=saved)
    assert (kept.version, ValueMessage.model_validate(kept.document)) == (1, before)
    assert saved.version == Row.objects.get(pk=message.pk).version == 2


def test_save_tells_the_log_which_fields(message: Row, dana: User) -> None:
    save_message(actor=dana, message=message, expected_version=1, value=_changed(message, so_what="So what"))
    entry = Activity.objects.filter(verb="saved").get()
    assert (entry.actor, entry.detail) == (dana, {"fields": ["so_what"], "version": 2})


def test_save_of_nothing_new_writes_nothing(message: Row, dana: User) -> None:
    save_message(actor=dana, message=message, expected_version=1, value=message_value(message))
    assert (Row.objects.get(pk=message.pk).version, MessageRevision.objects.count()) == (1, 0)


def test_save_of_a_stale_version_is_refused(message: Row, dana: User, ari: User) -> None:
    mine = Row.objects.select_related("framework").get(pk=message.pk)
    save_message(actor=ari, message=message, expected_version=1, value=_changed(message, headline="Ari's"))
    with pytest.raises(StaleMessageError) as caught:
        save_message(actor=dana, message=mine, expected_version=1, value=_changed(mine, headline="Dana's"))
    assert caught.value.current is not None
    assert (caught.value.current.headline, MessageRevision.objects.count()) == ("Ari's", 1)


def test_save_refuses_an_unknown_slot(message: Row, dana: User) -> None:
    with pytest.raises(ValidationError, match="is not a slot of this framework"):
        save_message(actor=dana, message=message, expected_version=1, value=_changed(message, so_what="{{nope}}"))


def test_save_refuses_a_result_of_another_framework(message: Row, dana: User) -> None:
    with pytest.raises(ValidationError, match="no “gone” any more"):
        save_message(actor=dana, message=message, expected_version=1, value=_changed(message, results=("gone",)))


def test_save_by_a_seller_is_refused(message: Row, sam: User) -> None:
    with pytest.raises(PermissionDenied):
        save_message(actor=sam, message=message, expected_version=1, value=_changed(message, headline="Mine"))


def test_create_puts_the_message_last_in_its_cell(message: Row, dana: User) -> None:
    made = create_message(
        actor=dana, framework=message.framework, value=_changed(message, headline="A fresh start", key="ignored")
    )
    assert (made.key, made.order) == ("a-fresh-start", 1)
    assert message_value(made) == _changed(message, headline="A fresh start", key="a-fresh-start")


def test_move_leaves_what_belongs_to_the_old_role(message: Row, dana: User, line: Framework) -> None:
    stage = line.journey.stages.get(key="s5")
    role = line.roles.get(key="ci")
    moved = message_value(move_message(actor=dana, message=message, expected_version=1, stage=stage, role=role))
    assert (moved.stage, moved.role, moved.concept, moved.wins) == ("s5", "ci", None, ())
    assert moved.results == ("r_pmp", "r_follow")


def test_reorder_swaps_neighbours_and_stops_at_the_edge(line: Framework, dana: User) -> None:
    cell = line.messages.filter(stage__key="s4", role__key="plant").order_by("order")
    first, second = cell
    reorder_message(actor=dana, message=first, step=1)
    reorder_message(actor=dana, message=first, step=1)
    assert list(cell.all()) == [second, first]


def test_delete_can_be_undone(message: Row, dana: User) -> None:
    before = message_value(message)
    revision = delete_message(actor=dana, message=message, expected_version=1)
    assert not Row.objects.filter(key="m16").exists()
    assert message_value(restore_revision(actor=dana, revision=revision)) == before


def test_delete_of_a_stale_version_is_refused(message: Row, dana: User) -> None:
    with pytest.raises(StaleMessageError):
        delete_message(actor=dana, message=message, expected_version=7)
    assert Row.objects.filter(key="m16").exists()
    assert MessageRevision.objects.count() == 0


def test_restore_leaves_out_what_is_gone(message: Row, dana: User, line: Framework) -> None:
    revision = delete_message(actor=dana, message=message, expected_version=1)
    line.questions.filter(key="q12").delete()
    restored = restore_revision(actor=dana, revision=revision)
    assert message_value(restored).questions == ()


def test_note_and_clear_a_cell(line: Framework, dana: User) -> None:
    stage, role = line.journey.stages.get(key="s7"), line.roles.get(key="ci")
    note_cell(actor=dana, framework=line, stage=stage, role=role, reason="Told by the coach.", is_gap=False)
    assert line.cell_notes.get(stage=stage, role=role).reason == "Told by the coach."
    clear_cell_note(actor=dana, framework=line, stage=stage, role=role)
    assert not line.cell_notes.filter(stage=stage, role=role).exists()


def test_messages_of_a_shared_role_are_listed_once(line: Framework, dana: User) -> None:
    duplicate_framework(dana, line, title="The same roles")
    assert len(line.messages.all()) == line.messages.count() == 41
