"""Undo and redo: each act really taken back, or refused with the reason and nothing changed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from messaging import document as d
from messaging.actions.compose import (
    copy_message,
    create_message,
    delete_message,
    move_message,
    reorder_message,
    restore_revision,
    save_message,
)
from messaging.actions.steps import KEPT
from messaging.actions.undo import UndoRefusedError, redo, undo
from messaging.models import Framework, Step, ValueMessage
from messaging.queries.history import SITTING
from messaging.queries.message import message_value
from messaging.queries.steps import read_steps
from people.models import Activity, User

State = dict[str, tuple[int, d.ValueMessage]]


def row(line: Framework, key: str = "m16") -> ValueMessage:
    return line.messages.select_related("framework", "stage", "role").get(key=key)


def state(line: Framework) -> State:
    """Return everything that undo has to restore: places and values, links included."""
    return {message.key: (message.order, message_value(message)) for message in line.messages.all()}


def edit(actor: User, line: Framework, key: str = "m16", **changes: object) -> ValueMessage:
    message = row(line, key)
    value = message_value(message).model_copy(update=changes)
    return save_message(actor=actor, message=message, expected_version=message.version, value=value)


def move(actor: User, line: Framework, key: str = "m16", to: str = "s6/coo") -> ValueMessage:
    message = row(line, key)
    stage, role = to.split("/")
    return move_message(
        actor=actor,
        message=message,
        expected_version=message.version,
        stage=line.journey.stages.get(key=stage),
        role=line.roles.get(key=role),
    )


def delete(actor: User, line: Framework, key: str = "m16") -> None:
    delete_message(actor=actor, message=row(line, key), expected_version=row(line, key).version)


def _create(actor: User, line: Framework) -> None:
    create_message(actor=actor, framework=line, value=message_value(row(line)).model_copy(update={"headline": "New"}))


def _copy(actor: User, line: Framework) -> None:
    copy_message(
        actor=actor, message=row(line), stage=line.journey.stages.get(key="s2"), role=line.roles.get(key="coo")
    )


def _reorder(actor: User, line: Framework) -> None:
    first = line.messages.filter(stage__key="s4", role__key="plant").order_by("order")[0]
    reorder_message(actor=actor, message=first, step=1)


ACTS = {
    "wrote": _create,
    "edited": lambda actor, line: edit(actor, line, headline="Other", questions=("q12", "q01"), concept=None),
    "moved": move,
    "copied": _copy,
    "reordered": _reorder,
    "deleted": delete,
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_can_be_undone_and_done_again(name: str, line: Framework, dana: User) -> None:
    before = state(line)
    ACTS[name](dana, line)
    after = state(line)
    assert Step.objects.get().verb == name
    undo(actor=dana, framework=line)
    assert state(line) == before
    redo(actor=dana, framework=line)
    assert state(line) == after
    undo(actor=dana, framework=line)
    assert state(line) == before


def test_acts_are_undone_one_by_one_and_done_again_in_order(line: Framework, dana: User) -> None:
    states = [state(line)]
    for act in (move, _reorder, delete):
        act(dana, line)
        states.append(state(line))
    for expected in reversed(states[:-1]):
        undo(actor=dana, framework=line)
        assert state(line) == expected
    for expected in states[1:]:
        redo(actor=dana, framework=line)
        assert state(line) == expected


def test_edits_of_one_sitting_are_one_step(line: Framework, dana: User) -> None:
    before = state(line)
    for text in ("T", "Ty", "Typed"):
        edit(dana, line, headline=text)
    assert [step.words for step in Step.objects.all()] == ["edited “Typed”"]
    undo(actor=dana, framework=line)
    assert state(line) == before


def test_edits_of_two_sittings_are_two_steps(line: Framework, dana: User) -> None:
    edit(dana, line, headline="First")
    Step.objects.update(at=timezone.now() - SITTING)
    edit(dana, line, headline="Second")
    undo(actor=dana, framework=line)
    assert row(line).headline == "First"


def test_an_edit_taken_back_by_hand_leaves_no_step(line: Framework, dana: User) -> None:
    headline = row(line).headline
    edit(dana, line, headline="Typed")
    edit(dana, line, headline=headline)
    assert not Step.objects.exists()


def test_a_change_of_somebody_else_between_makes_two_steps(line: Framework, dana: User, ari: User) -> None:
    edit(dana, line, headline="Dana's")
    edit(ari, line, so_what="Ari's")
    edit(dana, line, headline="Dana's second")
    undo(actor=dana, framework=line)
    assert (row(line).headline, row(line).so_what) == ("Dana's", "Ari's")


@pytest.mark.parametrize(
    ("theirs", "sentence"),
    [
        (
            lambda ari, line: edit(ari, line, headline="Ari’s words"),
            "Not undone: Ari changed “Ari’s words” after you moved “The ten worst assets first”.",
        ),
        (
            delete,
            "Not undone: Ari deleted “The ten worst assets first” after you moved “The ten worst assets first”.",
        ),
    ],
)
def test_undo_is_refused_after_somebody_elses_change(
    theirs: object, sentence: str, line: Framework, dana: User, ari: User
) -> None:
    edit(ari, line, headline="The ten worst assets first")
    move(dana, line)
    theirs(ari, line)  # type: ignore[operator]
    before = state(line)
    with pytest.raises(UndoRefusedError, match=f"^{re.escape(sentence)}$"):
        undo(actor=dana, framework=line)
    assert state(line) == before
    assert read_steps(dana, line).undo is not None


def test_undo_keeps_the_place_that_somebody_else_gave_the_message(line: Framework, dana: User, ari: User) -> None:
    first = line.messages.filter(stage__key="s4", role__key="plant").order_by("order")[0]
    headline = first.headline
    edit(dana, line, first.key, headline="Dana's")
    reorder_message(actor=ari, message=row(line, first.key), step=1)
    undo(actor=dana, framework=line)
    assert (row(line, first.key).headline, row(line, first.key).order) == (headline, 1)


def test_people_undo_their_own_acts_only(line: Framework, dana: User, ari: User) -> None:
    edit(dana, line, headline="Dana's")
    with pytest.raises(UndoRefusedError, match="There is nothing of yours to undo here"):
        undo(actor=ari, framework=line)
    assert row(line).headline == "Dana's"


def test_a_step_seen_too_long_ago_is_not_taken_back(line: Framework, dana: User) -> None:
    move(dana, line)
    seen = Step.objects.get()
    delete(dana, line)
    with pytest.raises(UndoRefusedError, match="You did something else since: you deleted “"):
        undo(actor=dana, framework=line, expected=seen.pk)
    assert not line.messages.filter(key="m16").exists()


def test_a_new_act_forgets_what_was_undone(line: Framework, dana: User) -> None:
    edit(dana, line, headline="First")
    undo(actor=dana, framework=line)
    edit(dana, line, headline="Second")
    assert read_steps(dana, line).redo is None
    with pytest.raises(UndoRefusedError, match="nothing of yours to do again"):
        redo(actor=dana, framework=line)


def test_undo_of_a_deletion_brings_the_whole_history_back(line: Framework, dana: User) -> None:
    edit(dana, line, headline="Second")
    edit(dana, line, headline="Third")
    delete(dana, line)
    undo(actor=dana, framework=line)
    message = row(line)
    assert message.version == 4
    assert [revision.version for revision in message.revisions.order_by("version")] == [1, 2, 3]
    edit(dana, line, headline="Fourth")
    assert row(line).version == 5


def test_restore_brings_the_whole_history_back(line: Framework, dana: User) -> None:
    edit(dana, line, headline="Second")
    revision = delete_message(actor=dana, message=row(line), expected_version=2)
    restored = restore_revision(actor=dana, revision=revision)
    assert (restored.key, restored.version, restored.revisions.count()) == ("m16", 3, 2)
    undo(actor=dana, framework=line)
    assert not line.messages.filter(key="m16").exists()


def test_a_new_message_never_takes_the_key_of_a_deleted_one(line: Framework, dana: User) -> None:
    _create(dana, line)
    delete(dana, line, "new")
    _create(dana, line)
    assert line.messages.filter(key="new-2").exists()
    undo(actor=dana, framework=line)
    undo(actor=dana, framework=line)
    assert row(line, "new").headline == "New"


def test_undo_leaves_out_what_is_gone_and_says_so(line: Framework, dana: User) -> None:
    delete(dana, line)
    line.questions.filter(key="q12").delete()
    assert undo(actor=dana, framework=line).less
    assert message_value(row(line)).questions == ()
    redo(actor=dana, framework=line)
    assert not line.messages.filter(key="m16").exists()


def test_undo_of_a_taken_away_link_that_is_gone_changes_nothing(line: Framework, dana: User) -> None:
    edit(dana, line, questions=())
    line.questions.filter(key="q12").delete()
    assert undo(actor=dana, framework=line).less
    assert message_value(row(line)).questions == ()


def test_undo_into_a_stage_that_is_gone_is_refused(line: Framework, dana: User) -> None:
    stage = line.journey.stages.create(key="s10", phase="adopt", order=10, name="Extra", goal="More")
    create_message(actor=dana, framework=line, value=message_value(row(line)).model_copy(update={"stage": "s10"}))
    made = line.messages.get(stage=stage)
    delete(dana, line, made.key)
    stage.delete()
    with pytest.raises(UndoRefusedError, match="Not undone: This framework has no stage"):
        undo(actor=dana, framework=line)


def test_undo_is_told_to_the_log_and_keeps_a_version(line: Framework, dana: User) -> None:
    edit(dana, line, headline="Second")
    undo(actor=dana, framework=line)
    assert Activity.objects.filter(verb="undid").get().detail == {"fields": ["headline"], "version": 3}
    assert row(line).revisions.get(version=2).document["headline"] == "Second"


def test_steps_are_bounded(line: Framework, dana: User) -> None:
    old = timezone.now() - dt.timedelta(days=1)
    for number in range(KEPT + 2):
        line.steps.create(by=dana, verb="moved", words=f"moved {number}", at=old)
    move(dana, line)
    assert line.steps.filter(by=dana).count() == KEPT


def test_undo_by_a_seller_is_refused(line: Framework, sam: User) -> None:
    with pytest.raises(PermissionDenied):
        undo(actor=sam, framework=line)
