"""Copying a message into another framework: what is there, what comes along, what stays behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from messaging.actions.copy_between import copy_between
from messaging.actions.framework import create_framework, duplicate_framework
from messaging.assembly import assemble
from messaging.copying import CopyPlan, Thing, plan_copy
from messaging.document import FrameworkDocument, ProofPoint, Slot, ValueMessage
from messaging.models import Framework
from people.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def other(line: Framework, dana: User) -> Framework:
    """A framework on another journey with one role of its own and one it shares."""
    return create_framework(
        dana,
        title="Warm meals on time",
        offer_name="Tafelrund",
        journey="template:considered-purchase",
        roles=["managing-director", "coo"],
    )


def _empty(document: FrameworkDocument) -> FrameworkDocument:
    parts = ("proofs", "questions", "objections", "slots", "messages", "cell_notes")
    offer = document.offer.model_copy(update={"capabilities": (), "alternatives": ()})
    return document.model_copy(update={**dict.fromkeys(parts, ()), "offer": offer})


def _rich(document: FrameworkDocument) -> ValueMessage:
    return next(m for m in document.messages if m.questions and m.proofs and m.objections and m.concept and m.wins)


def _plan(source: FrameworkDocument, target: FrameworkDocument, role: str = "") -> CopyPlan:
    message = _rich(source)
    return plan_copy(source, message, target, message.stage, role or message.role)


def test_everything_is_there_in_a_framework_that_says_the_same(line_document: FrameworkDocument) -> None:
    plan = _plan(line_document, line_document)
    assert (plan.along, plan.left) == ([], [])
    assert plan.value == _rich(line_document)


def test_library_entries_come_along_with_what_they_draw_on(line_document: FrameworkDocument) -> None:
    message = _rich(line_document)
    plan = _plan(line_document, _empty(line_document))
    brought = {(part, item.key) for part, item in plan.brought}
    shown = {key for item in line_document.objections if item.key in message.objections for key in item.proofs}
    assert {key for part, key in brought if part == "proofs"} == {*message.proofs, *shown}
    assert {key for part, key in brought if part == "questions"} == set(message.questions)
    places = [part for part, _ in plan.brought]
    assert "proofs" not in places[places.index("objections") :] if "objections" in places else True


def test_key_that_means_something_else_there_is_made_free(line_document: FrameworkDocument) -> None:
    key = _rich(line_document).proofs[0]
    target = _empty(line_document).model_copy(update={"proofs": (ProofPoint(key=key, text="Something else."),)})
    plan = _plan(line_document, target)
    assert plan.value.proofs[0] == f"{key}-2"
    assert ("proofs", f"{key}-2") in {(part, item.key) for part, item in plan.brought}


def test_same_words_under_another_key_are_the_same_entry(line_document: FrameworkDocument) -> None:
    proof = next(p for p in line_document.proofs if p.key == _rich(line_document).proofs[0])
    same = proof.model_copy(update={"key": "other", "text": proof.text.upper()})
    plan = _plan(line_document, _empty(line_document).model_copy(update={"proofs": (same,)}))
    assert plan.value.proofs[0] == "other"
    assert Thing("proof", proof.text) in plan.there


def test_concept_and_wins_of_another_role_stay_behind(line_document: FrameworkDocument) -> None:
    message = _rich(line_document)
    role = next(role.key for role in line_document.roles if role.key != message.role)
    plan = _plan(line_document, line_document, role)
    assert (plan.value.concept, plan.value.wins) == (None, ())
    assert {thing.what for thing in plan.left} == {"concept", "win"}


def test_slot_comes_along(line_document: FrameworkDocument) -> None:
    message = _rich(line_document).model_copy(update={"headline": "Save {{money}}"})
    source = line_document.model_copy(update={"slots": (Slot(name="money", label="How much?"), *line_document.slots)})
    plan = plan_copy(source, message, _empty(line_document), message.stage, message.role)
    assert Slot(name="money", label="How much?") in plan.slots


@pytest.mark.django_db
def test_copy_writes_all_of_it_at_once(
    line: Framework, other: Framework, line_document: FrameworkDocument, dana: User
) -> None:
    row = line.messages.get(key=_rich(line_document).key)
    stage, role = other.journey.stages.all()[1], other.roles.get(key="managing-director")
    copy, plan = copy_between(actor=dana, message=row, target=other, stage=stage, role=role)
    document = assemble(Framework.objects.select_related("journey").get(pk=other.pk))
    said = next(message for message in document.messages if message.key == copy.key)
    assert (said.headline, said.talk_track, said.stage) == (row.headline, tuple(row.talk_track), stage.key)
    assert len(document.proofs) == len({key for part, item in plan.brought if part == "proofs" for key in [item.key]})
    assert FrameworkDocument.model_validate_json(document.model_dump_json(by_alias=True)) == document
    again, second = copy_between(actor=dana, message=row, target=other, stage=stage, role=role)
    assert second.along == []
    assert again.key != copy.key


def test_every_message_of_a_copy_finds_everything_there(line: Framework, dana: User) -> None:
    copy = duplicate_framework(dana, line, title="Twin")
    for row in line.messages.select_related("stage", "role", "framework__journey")[:5]:
        plan = copy_between(actor=dana, message=row, target=copy, stage=row.stage, role=row.role)[1]
        assert (plan.along, plan.left) == ([], [])


# --- the panel --------------------------------------------------------------------------------------


def test_panel_offers_the_cell_that_fits_and_says_what_comes_along(
    sign_in: SignIn, dana: User, line: Framework, other: Framework
) -> None:
    row = line.messages.filter(role__key="coo")[0]
    answer = sign_in(dana).get(f"/frameworks/{line.slug}/messages/{row.key}/copy/")
    page = answer.content.decode()
    assert answer.context["to_role"] == "coo"
    assert answer.context["to_stage"] == "notice"  # by its name: the keys differ
    assert "Comes along" in page
    assert f'value="{other.slug}" selected' in page


def test_panel_copies_and_tells(sign_in: SignIn, dana: User, line: Framework, other: Framework) -> None:
    row = line.messages.filter(role__key="coo")[0]
    client = sign_in(dana)
    values = {"to": other.slug, "stage": "compare", "role": "managing-director"}
    answer = client.post(f"/frameworks/{line.slug}/messages/{row.key}/copy/", values)
    copy = other.messages.get()
    assert answer.headers["Location"] == f"/frameworks/{other.slug}/messages/{copy.key}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "The message is copied to “Warm meals on time”." in page
    assert "Stayed behind: 1 concept" in page


def test_panel_without_another_framework_says_so(sign_in: SignIn, dana: User, line: Framework) -> None:
    page = sign_in(dana).get(f"/frameworks/{line.slug}/messages/m01/copy/").content.decode()
    assert "There is no other framework yet." in page


def test_copy_into_a_cell_that_is_not_there_is_not_found(
    sign_in: SignIn, dana: User, line: Framework, other: Framework
) -> None:
    values = {"to": other.slug, "stage": "nowhere", "role": "coo"}
    assert sign_in(dana).post(f"/frameworks/{line.slug}/messages/m01/copy/", values).status_code == 404
    assert not other.messages.exists()
