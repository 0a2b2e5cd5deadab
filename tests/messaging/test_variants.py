"""Variants: begun from a release, overridden, taking and keeping what the base says by then."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from messaging.actions.cells import clear_cell_note, note_cell
from messaging.actions.compose import StaleMessageError, create_message, delete_message
from messaging.actions.framework import archive_framework, duplicate_framework
from messaging.actions.import_framework import import_framework
from messaging.actions.inherit import BaseMovedError, create_variant, detach, keep
from messaging.actions.library import InUseError, StaleError, add_item, delete_item, save_item
from messaging.actions.roles import remove_role
from messaging.actions.take import NotTakenError, take, take_all
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, content_hash
from messaging.inheritance import Basis, Inheritance, Ref, Standing, State
from messaging.models import Framework, ProofPoint
from messaging.queries.inheritance import Behind, behind, read_lineage
from messaging.queries.message import message_value
from messaging.reading import DocumentError
from people.models import Activity, User
from stakeholders.models import BuyerRole
from tests.messaging.variants import fresh, release_anew, say

M07, M16 = Ref("messages", "m07"), Ref("messages", "m16")


@pytest.fixture
def variant(live_line: Framework, dana: User) -> Framework:
    """A German variant of the example, as it begins."""
    return create_variant(actor=dana, base=live_line, title="Die Linie läuft", language="de", region="DACH")


def standing(variant: Framework) -> Inheritance:
    lineage = read_lineage(variant, assemble(variant))
    assert lineage
    return lineage.inheritance


def move_on(line: Framework, key: str = "m07", **changes: Any) -> None:
    say(line, key, **(changes or {"headline": "The base says it better now"}))
    release_anew(line)


# --- beginning --------------------------------------------------------------------------------------


def test_variant_begins_as_the_release_says(variant: Framework, live_line: Framework, dana: User) -> None:
    there = assemble(variant)
    assert (variant.slug, variant.language, variant.region, variant.base) == (
        "die-linie-lauft",
        "de",
        "DACH",
        live_line,
    )
    assert (variant.owner, variant.journey) == (dana, live_line.journey)
    assert standing(variant).refs(State.INHERITED) == list(standing(variant).standings)
    original = assemble(live_line)
    same = {"slug": live_line.slug, "title": live_line.title, "language": "en", "market": original.market}
    messages = tuple(message.model_copy(update={"owner": None}) for message in original.messages)
    assert content_hash(there.model_copy(update=same)) == content_hash(
        original.model_copy(update={"messages": messages})
    )


def test_variant_begins_from_the_release_not_from_the_draft(live_line: Framework, dana: User) -> None:
    say(live_line, "m07", headline="Not yet released")
    variant = create_variant(actor=dana, base=live_line, title="V", language="en")
    assert variant.messages.get(key="m07").headline != "Not yet released"


def test_variant_of_a_base_without_a_release_is_refused(line: Framework, dana: User) -> None:
    with pytest.raises(ValidationError, match="no release yet"):
        create_variant(actor=dana, base=line, title="V", language="de")


def test_variant_by_a_seller_is_refused(live_line: Framework, sam: User) -> None:
    with pytest.raises(PermissionDenied):
        create_variant(actor=sam, base=live_line, title="V", language="de")


def test_variant_of_a_release_that_the_catalogue_has_outlived_is_refused(live_line: Framework, dana: User) -> None:
    stage = live_line.journey.stages.get(key="s9")
    live_line.messages.filter(stage=stage).delete()
    stage.delete()
    with pytest.raises(DocumentError, match="no stage “s9”"):
        create_variant(actor=dana, base=live_line, title="V", language="de")
    assert not Framework.objects.filter(title="V").exists()


def test_variant_needs_two_people_where_its_base_does(live_line: Framework, dana: User) -> None:
    live_line.needs_approval = True
    live_line.save()
    assert create_variant(actor=dana, base=live_line, title="V", language="de").needs_approval is True


# --- standing ---------------------------------------------------------------------------------------


def test_own_words_override_and_the_draft_of_the_base_moves_nothing(variant: Framework, live_line: Framework) -> None:
    say(variant, "m07", headline="Zu früh und zu spät")
    say(live_line, "m16", headline="A draft of the base")
    assert standing(variant).of(*M07) == Standing(State.OVERRIDDEN)
    assert standing(variant).behind == []


def test_owner_and_review_date_override_nothing(variant: Framework, dana: User) -> None:
    say(variant, "m07", owner=dana.email, review_by=None)
    assert standing(variant).of(*M07) == Standing(State.INHERITED)


def test_base_that_moved_on_leaves_the_draft_of_the_variant_alone(variant: Framework, live_line: Framework) -> None:
    before = content_hash(assemble(variant))
    say(variant, "m16", headline="Eigener Satz")
    say(live_line, "m16", headline="Moved, too")
    move_on(live_line)
    variant = fresh(variant)
    assert content_hash(assemble(variant)) != before  # only by the variant's own word
    assert standing(variant).behind == [M07, M16]
    assert standing(variant).untouched == [M07]
    assert behind([variant]) == {variant.pk: Behind(2, 0)}


def test_part_that_the_variant_deleted_is_left_out(variant: Framework, live_line: Framework, dana: User) -> None:
    delete_message(actor=dana, message=variant.messages.get(key="m07"), expected_version=1)
    move_on(live_line)
    variant = fresh(variant)
    assert standing(variant).of(*M07) == Standing(State.LEFT_OUT, Basis.MOVED)
    assert behind([variant]) == {variant.pk: Behind(0, 0)}


def test_base_without_a_release_in_use_asks_for_nothing(variant: Framework, live_line: Framework) -> None:
    Framework.objects.filter(pk=live_line.pk).update(live_release=None)
    variant = fresh(variant)
    assert (standing(variant).behind, standing(variant).new) == ([], [])
    assert behind([variant]) == {variant.pk: Behind()}


# --- taking -----------------------------------------------------------------------------------------


def test_take_writes_the_base_over_and_keeps_owner_and_date(
    variant: Framework, live_line: Framework, dana: User
) -> None:
    mine = say(variant, "m07", headline="Meins", owner=dana.email)
    move_on(live_line)
    assert take(actor=dana, framework=variant, release=2, refs=[M07], seen={M07: mine.version}) == 1
    value = message_value(variant.messages.get(key="m07"))
    assert (value.headline, value.owner) == ("The base says it better now", dana.email)
    assert standing(fresh(variant)).of(*M07) == Standing(State.INHERITED)
    kept = variant.revisions.filter(message__key="m07", version=mine.version).get()
    assert kept.document["headline"] == "Meins"


def test_take_over_words_that_changed_meanwhile_is_refused(
    variant: Framework, live_line: Framework, dana: User
) -> None:
    seen = say(variant, "m07", headline="Meins").version
    say(variant, "m07", headline="Noch besser")
    move_on(live_line)
    with pytest.raises(StaleMessageError):
        take(actor=dana, framework=variant, release=2, refs=[M07], seen={M07: seen})
    assert variant.messages.get(key="m07").headline == "Noch besser"


@pytest.mark.parametrize("deed", [take, keep])
def test_decision_about_an_older_release_is_refused(
    variant: Framework, live_line: Framework, dana: User, deed: Any
) -> None:
    move_on(live_line)
    with pytest.raises(BaseMovedError):
        deed(actor=dana, framework=variant, release=1, refs=[M07])


def test_take_all_untouched_leaves_own_words_alone(variant: Framework, live_line: Framework, dana: User) -> None:
    say(variant, "m16", headline="Meins")
    say(live_line, "m16", headline="Moved")
    proof = live_line.proofs.get(key="p_bench")
    save_item(dana, live_line, proof, {"sample": "31 plants"}, expected_version=proof.version)
    move_on(live_line)
    assert take_all(actor=dana, framework=variant, release=2, which="untouched") == 2
    assert variant.messages.get(key="m16").headline == "Meins"
    assert variant.proofs.get(key="p_bench").sample == "31 plants"
    assert standing(fresh(variant)).behind == [M16]
    entry = Activity.objects.get(verb="took from its base")
    assert entry.detail == {"release": 2, "parts": ["proofs/p_bench", "messages/m07"]}


def test_take_a_moved_message_moves_it(variant: Framework, live_line: Framework, dana: User) -> None:
    value = message_value(live_line.messages.get(key="m07"))
    stage = "s3" if value.stage != "s3" else "s2"
    move_on(live_line, stage=stage)
    take(actor=dana, framework=variant, release=2, refs=[M07])
    assert variant.messages.get(key="m07").stage.key == stage
    assert standing(fresh(variant)).of(*M07) == Standing(State.INHERITED)


@pytest.fixture
def richer(variant: Framework, live_line: Framework, dana: User) -> Framework:
    """The variant, after its base has released a message with a new slot, objection and proof."""
    live_line.slots = [*live_line.slots, {"name": "line_count", "label": "Lines", "example": "4"}]
    live_line.save()
    proof = add_item(dana, live_line, ProofPoint, {"text": "Nine of ten."})
    objection = add_item(
        dana, live_line, live_line.objections.model, {"customer_says": "Too dear.", "proofs": [proof], "roles": []}
    )
    value = message_value(live_line.messages.get(key="m07"))
    new = value.model_copy(update={"headline": "All {{line_count}} lines", "objections": (objection.key,)})
    create_message(actor=dana, framework=live_line, value=new, key="extra")
    release_anew(live_line)
    return fresh(variant)


def test_take_new_brings_along_what_it_refers_to(richer: Framework, dana: User) -> None:
    assert behind([richer]) == {richer.pk: Behind(0, 3)}
    assert take(actor=dana, framework=richer, release=2, refs=[Ref("messages", "extra")]) == 3
    objection = richer.objections.get(customer_says="Too dear.")
    assert list(objection.proofs.values_list("text", flat=True)) == ["Nine of ten."]
    assert [row.key for row in richer.messages.get(key="extra").objections.all()] == [objection.key]
    assert "line_count" in [slot["name"] for slot in fresh(richer).slots]
    assert (standing(fresh(richer)).new, standing(fresh(richer)).behind) == ([], [])


def test_keep_new_leaves_it_out_until_taken_after_all(richer: Framework, dana: User) -> None:
    extra = Ref("messages", "extra")
    keep(actor=dana, framework=richer, release=2, refs=standing(richer).new)
    assert (standing(richer).new, standing(richer).of(*extra)) == ([], Standing(State.LEFT_OUT))
    take(actor=dana, framework=richer, release=2, refs=[extra])
    assert standing(fresh(richer)).left_out == []


def test_take_all_new(richer: Framework, dana: User) -> None:
    assert take_all(actor=dana, framework=richer, release=2, which="new") == 3


def test_take_new_brings_a_role_back(richer: Framework, dana: User) -> None:
    value = message_value(richer.base.messages.get(key="extra"))  # type: ignore[union-attr]
    role = BuyerRole.objects.get(key=value.role)
    for row in richer.messages.filter(role=role):
        delete_message(actor=dana, message=row, expected_version=row.version)
    remove_role(dana, richer, role)
    take(actor=dana, framework=richer, release=2, refs=[Ref("messages", "extra")])
    assert richer.roles.filter(key=value.role).exists()


def test_take_new_in_a_lost_stage_is_told(variant: Framework, live_line: Framework, dana: User) -> None:
    value = message_value(live_line.messages.filter(stage__key="s9")[0]).model_copy(update={"headline": "Late"})
    create_message(actor=dana, framework=live_line, value=value, key="late")
    release_anew(live_line)
    for framework in (live_line, variant):
        framework.messages.filter(stage__key="s9").delete()
    live_line.journey.stages.get(key="s9").delete()
    with pytest.raises(NotTakenError, match="“Late” stands in a stage that is no longer there"):
        take(actor=dana, framework=variant, release=2, refs=[Ref("messages", "late")])


def test_take_of_what_is_gone_deletes_it_here_too(variant: Framework, live_line: Framework, dana: User) -> None:
    row = live_line.messages.get(key="m07")
    delete_message(actor=dana, message=row, expected_version=row.version)
    release_anew(live_line)
    assert standing(fresh(variant)).of(*M07) == Standing(State.INHERITED, Basis.GONE)
    take(actor=dana, framework=variant, release=2, refs=[M07], seen={M07: 1})
    assert not variant.messages.filter(key="m07").exists()
    assert variant.revisions.filter(document__key="m07").exists()
    assert standing(fresh(variant)).of(*M07) is None


def test_take_of_a_gone_entry_that_is_in_use_is_refused(variant: Framework, live_line: Framework, dana: User) -> None:
    bench = Ref("proofs", "p_bench")
    for row in live_line.messages.filter(proofs__key="p_bench"):
        say(live_line, row.key, proofs=())
    for objection in live_line.objections.filter(proofs__key="p_bench"):
        objection.proofs.clear()
    delete_item(dana, live_line, live_line.proofs.get(key="p_bench"))
    release_anew(live_line)
    with pytest.raises(InUseError):
        take(actor=dana, framework=variant, release=2, refs=[bench], seen={bench: 1})


def test_take_an_entry_that_changed_meanwhile_is_refused(variant: Framework, live_line: Framework, dana: User) -> None:
    bench = Ref("proofs", "p_bench")
    save_item(dana, variant, variant.proofs.get(key="p_bench"), {"sample": "31 Werke"}, expected_version=1)
    save_item(dana, live_line, live_line.proofs.get(key="p_bench"), {"sample": "31 plants"}, expected_version=1)
    release_anew(live_line)
    with pytest.raises(StaleError):
        take(actor=dana, framework=variant, release=2, refs=[bench], seen={bench: 1})


def test_take_and_clear_the_reason_of_a_cell(variant: Framework, live_line: Framework, dana: User) -> None:
    note, gone = live_line.cell_notes.select_related("stage", "role")[:2]
    note_cell(actor=dana, framework=live_line, stage=note.stage, role=note.role, reason="Elsewhere.", is_gap=False)
    clear_cell_note(actor=dana, framework=live_line, stage=gone.stage, role=gone.role)
    release_anew(live_line)
    found = standing(fresh(variant))
    assert len(found.behind) == 2
    take(actor=dana, framework=variant, release=2, refs=found.behind)
    assert variant.cell_notes.get(stage=note.stage, role=note.role).reason == "Elsewhere."
    assert not variant.cell_notes.filter(stage=gone.stage, role=gone.role).exists()
    assert standing(fresh(variant)).behind == []


# --- keeping, parting, copying ----------------------------------------------------------------------


def test_keep_marks_the_base_as_seen_and_changes_no_word(variant: Framework, live_line: Framework, dana: User) -> None:
    mine = say(variant, "m07", headline="Meins")
    move_on(live_line)
    assert keep(actor=dana, framework=variant, release=2, refs=[M07]) == 1
    row = variant.messages.get(key="m07")
    assert (row.headline, row.version) == ("Meins", mine.version)
    assert standing(fresh(variant)).of(*M07) == Standing(State.OVERRIDDEN)
    move_on(live_line, headline="And once more")
    assert standing(fresh(variant)).of(*M07) == Standing(State.OVERRIDDEN, Basis.MOVED)


def test_keep_what_was_never_changed_makes_it_own_wording(variant: Framework, live_line: Framework, dana: User) -> None:
    move_on(live_line)
    keep(actor=dana, framework=variant, release=2)
    assert standing(fresh(variant)).of(*M07) == Standing(State.OVERRIDDEN)


def test_keep_what_is_gone_from_the_base_makes_it_own(variant: Framework, live_line: Framework, dana: User) -> None:
    row = live_line.messages.get(key="m07")
    delete_message(actor=dana, message=row, expected_version=row.version)
    release_anew(live_line)
    keep(actor=dana, framework=variant, release=2, refs=[M07])
    assert standing(fresh(variant)).of(*M07) == Standing(State.OWN)


def test_detach_keeps_every_word(variant: Framework, live_line: Framework, dana: User) -> None:
    before = assemble(variant)
    detach(actor=dana, framework=variant)
    variant = fresh(variant)
    assert (variant.base, variant.inherited_parts.count(), assemble(variant)) == (None, 0, before)


def test_duplicate_of_a_variant_is_a_variant_of_the_same_base(
    variant: Framework, live_line: Framework, dana: User
) -> None:
    say(variant, "m07", headline="Meins")
    copy = duplicate_framework(dana, variant, title="Für Österreich")
    assert copy.base == live_line
    assert standing(fresh(copy)) == standing(fresh(variant))


def test_variant_of_a_variant(variant: Framework, dana: User) -> None:
    release_anew(variant)
    grandchild = create_variant(actor=dana, base=fresh(variant), title="Für Österreich", language="de-AT")
    assert grandchild.base == variant


def test_archived_base_leaves_its_variants_and_names_them(variant: Framework, live_line: Framework, dana: User) -> None:
    archive_framework(dana, live_line, archived=True)
    assert Activity.objects.filter(verb="archived").get().detail == {"variants": [variant.slug]}
    assert fresh(variant).base == live_line


def test_import_over_a_variant_keeps_its_base(variant: Framework, line_document: FrameworkDocument, dana: User) -> None:
    import_framework(dana, line_document.model_copy(update={"slug": variant.slug}), replace=True)
    assert standing(fresh(variant)).behind == []
