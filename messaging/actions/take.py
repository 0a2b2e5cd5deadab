"""Taking what a base says now into a variant, with whatever it refers to that the variant lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from django.db import transaction

from journeys.models import Stage
from messaging import document as d
from messaging.actions.cells import clear_cell_note, note_cell
from messaging.actions.compose import create_message, delete_message, save_message, what_still_exists
from messaging.actions.inherit import forget, open_lineage, see
from messaging.actions.library import StaleError, add_item, delete_item, save_item
from messaging.actions.roles import take_roles
from messaging.actions.rows import fingerprint, save_rows
from messaging.inheritance import Ref, with_needs
from messaging.library import PARTS, ROW_PARTS
from messaging.models import Framework
from messaging.queries.inheritance import Lineage, versions
from messaging.queries.message import message_value
from people.activity import record
from people.models import User
from stakeholders.models import BuyerRole, DesiredResult

Several = Literal["untouched", "new"]


class NotTakenError(Exception):
    """The catalogue has lost what a part of the base needs; the sentence says what and what helps."""


@transaction.atomic
def take(
    *, actor: User, framework: Framework, release: int, refs: Sequence[Ref], seen: Mapping[Ref, int] | None = None
) -> int:
    """Write the base's present words over these parts of the variant and return how many were written.

    `seen` has the version that the author looked at of each part with words of the variant's own: written over a newer
    one they would be lost unread, so StaleMessageError or StaleError is raised. What is gone from the base goes.
    """
    lineage = open_lineage(actor, framework, release)
    return _Taking(actor, lineage, seen or {}).take([r for r in refs if r in lineage.inheritance.standings])


@transaction.atomic
def take_all(*, actor: User, framework: Framework, release: int, which: Several) -> int:
    """Take all parts that were never overridden and whose base moved on, or all that are new in the base."""
    lineage = open_lineage(actor, framework, release)
    found = lineage.inheritance
    return _Taking(actor, lineage, {}).take(found.untouched if which == "untouched" else found.new)


class _Taking:
    """One taking: the variant, what the base says, and which versions the author has seen."""

    def __init__(self, actor: User, lineage: Lineage, seen: Mapping[Ref, int]) -> None:
        self.actor, self.framework, self.lineage, self.seen = actor, lineage.framework, lineage, seen
        self.said = lineage.said()
        self.versions = versions([self.framework.pk])[self.framework.pk]

    def take(self, refs: Sequence[Ref]) -> int:
        wanted = with_needs(refs, self.said, self.versions)
        there = [ref for ref in wanted if ref in self.said]
        gone = [ref for ref in reversed(wanted) if ref not in self.said]
        self._prepare([self.said[ref] for ref in there])
        for ref in there:
            self._write(ref, self.said[ref])
        for ref in gone:
            self._delete(ref)
        if self.lineage.release:
            see(self.framework, self.lineage.release, there)
        forget(self.framework, gone)
        if wanted:
            names = list(map("/".join, wanted))
            record(self.actor, "took from its base", self.framework, release=self.lineage.number, parts=names)
        return len(wanted)

    def _prepare(self, values: Iterable[Any]) -> None:
        """Have the roles, results and slots that these parts of the base need."""
        values = list(values)
        placed = [value for value in values if isinstance(value, d.ValueMessage | d.CellNote)]
        self._check_places(placed)
        have = {role.key for role in self.lineage.own.roles}
        take_roles(self.framework, [key for key in dict.fromkeys(value.role for value in placed) if key not in have])
        keys = {key for value in values for key in (*getattr(value, "results", ()), getattr(value, "result", None))}
        self.framework.results.add(*DesiredResult.objects.filter(key__in=keys - {None}))
        self._slots([value for value in values if isinstance(value, d.ValueMessage)])

    def _check_places(self, placed: Iterable[d.ValueMessage | d.CellNote]) -> None:
        stages = {stage.key for stage in self.lineage.own.journey.stages}
        roles = {value.role for value in placed}
        here = set(BuyerRole.objects.filter(key__in=roles).values_list("key", flat=True)) if roles else set()
        for value in placed:
            if value.stage not in stages or value.role not in here:
                lost = "stage" if value.stage not in stages else "role"
                title = value.headline if isinstance(value, d.ValueMessage) else value.reason
                raise NotTakenError(
                    f"“{title}” stands in a {lost} that is no longer there. Leave it out, or publish the base again."
                )

    def _slots(self, messages: Sequence[d.ValueMessage]) -> None:
        """Add the slots that the messages use and the variant does not know."""
        rows: list[Any] = self.framework.slots
        texts = [text for message in messages for text in message.texts().values()]
        used = {*d.slots_in(*texts), *(name for message in messages for name in message.slots)}
        missing = used - {row["name"] for row in rows}
        told = self.lineage.document.slots if self.lineage.document else ()
        more = [slot.model_dump(mode="json") for slot in told if slot.name in missing]
        if more:
            save_rows(self.actor, self.framework, ROW_PARTS["slots"], [*rows, *more], expected=fingerprint(rows))
            self.framework.slots = [*rows, *more]

    def _write(self, ref: Ref, value: Any) -> None:
        if ref.part == "messages":
            self._message(ref, value)
        elif ref.part == "cell_notes":
            stage, role = self._cell(ref)
            note_cell(
                actor=self.actor,
                framework=self.framework,
                stage=stage,
                role=role,
                reason=value.reason,
                is_gap=value.is_gap,
            )
        else:
            self._entry(ref, value)

    def _message(self, ref: Ref, value: d.ValueMessage) -> None:
        row = self.framework.messages.filter(key=ref.key).first()
        value = what_still_exists(self.framework, value)
        if row is None:
            alone = value.model_copy(update={"owner": None})
            create_message(actor=self.actor, framework=self.framework, value=alone, key=ref.key, verb="took")
            return
        mine = message_value(row)
        value = value.model_copy(update={"owner": mine.owner, "review_by": mine.review_by})
        save_message(actor=self.actor, message=row, expected_version=self._expected(ref), value=value, verb="took")

    def _entry(self, ref: Ref, value: Any) -> None:
        model = PARTS[ref.part].model
        row = model.objects.filter(framework=self.framework, key=ref.key).first()
        if row is None:
            values = self._values(value) | self._filed(value)
            add_item(self.actor, self.framework, model, values, key=ref.key)
        else:
            version = self._expected(ref)
            save_item(self.actor, self.framework, row, self._values(value), expected_version=version)

    def _values(self, value: Any) -> dict[str, Any]:
        """Return what the entry says as its row keeps it; where it is filed stays the variant's."""
        left = {"key", "roles", "stages", "proofs", "result"}
        values = {name: getattr(value, name) for name in type(value).model_fields if name not in left}
        if isinstance(value, d.Objection):
            values["proofs"] = list(self.framework.proofs.filter(key__in=value.proofs))
        if isinstance(value, d.ProofPoint):
            values["result"] = DesiredResult.objects.filter(key=value.result).first()
        return values

    def _filed(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, d.Question | d.Objection):
            return {}
        stages = Stage.objects.filter(journey=self.framework.journey_id, key__in=value.stages)
        return {"roles": list(self.framework.roles.filter(key__in=value.roles)), "stages": list(stages)}

    def _delete(self, ref: Ref) -> None:
        if ref not in self.versions:
            return
        if ref.part == "messages":
            row = self.framework.messages.get(key=ref.key)
            delete_message(actor=self.actor, message=row, expected_version=self._expected(ref))
        elif ref.part == "cell_notes":
            stage, role = self._cell(ref)
            clear_cell_note(actor=self.actor, framework=self.framework, stage=stage, role=role)
        else:
            item = PARTS[ref.part].model.objects.get(framework=self.framework, key=ref.key)
            if item.version != self._expected(ref):
                raise StaleError(item)
            delete_item(self.actor, self.framework, item)

    def _expected(self, ref: Ref) -> int:
        """Return the version to write over: the present one where no words of the variant's own can be lost."""
        standing = self.lineage.inheritance.standings[ref]
        return self.versions[ref] if standing.untouched else self.seen.get(ref, 0)

    def _cell(self, ref: Ref) -> tuple[Stage, BuyerRole]:
        stage, _, role = ref.key.partition("/")
        return (
            Stage.objects.get(journey=self.framework.journey_id, key=stage),
            BuyerRole.objects.get(key=role),
        )
