"""Document → a draft that is here: what differs is written through the actions, everything else is left alone.

So versions, history, comments and whoever is writing just now survive an import, and a draft that says what the file
says is not touched at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from journeys.models import Journey
from messaging import document as d
from messaging.actions.catalogue import Catalogue
from messaging.actions.cells import clear_cell_note, note_cell
from messaging.actions.compose import insert, overwrite, remove
from messaging.actions.library import add_item, delete_item, save_item
from messaging.actions.steps import Change, keep_step
from messaging.assembly import assemble
from messaging.models import (
    Alternative,
    Capability,
    Framework,
    FrameworkRole,
    Objection,
    ProofPoint,
    Question,
    ValueMessage,
)
from messaging.queries.people import people_by_email
from messaging.reading import DocumentError
from messaging.references import Problem
from people.activity import record
from people.models import User
from stakeholders.models import BuyerRole

Values = dict[str, Any]


def own_columns(document: d.FrameworkDocument, journey: Journey) -> Values:
    """Return the framework's own columns for the document."""
    offer, market = document.offer, document.market
    return {
        "title": document.title,
        "summary": document.summary,
        "language": document.language,
        "disclaimer": document.disclaimer,
        "review_by": document.review_by,
        "industry": market.industry,
        "segment": market.segment,
        "region": market.region,
        "situations": list(market.situations),
        "offer_name": offer.name,
        "offer_kind": offer.kind,
        "vendor": offer.vendor,
        "vendor_line": offer.vendor_line,
        "watched_terms": list(offer.watched_terms),
        "slots": [slot.model_dump(mode="json") for slot in document.slots],
        "phrase_guide": [phrase.model_dump(mode="json") for phrase in document.phrase_guide],
        "glossary": [term.model_dump(mode="json") for term in document.glossary],
        "journey": journey,
    }


def reconcile(actor: User | None, framework: Framework, document: d.FrameworkDocument, catalogue: Catalogue) -> None:
    """Bring the draft to the document. The caller holds the transaction and the framework's row.

    What messages refer to comes before them, what nothing refers to any more goes after them.
    """
    draft = _Draft(actor, framework, document, catalogue)
    draft.own()
    draft.take_roles()
    draft.library()
    draft.messages()
    draft.cells()
    draft.let_go()


class _Draft:
    """One draft on its way to a document."""

    def __init__(
        self, actor: User | None, framework: Framework, document: d.FrameworkDocument, catalogue: Catalogue
    ) -> None:
        self.actor, self.framework, self.document, self.catalogue = actor, framework, document, catalogue
        self.stages = {stage.key: stage for stage in catalogue.journey.stages.all()}
        if framework.journey_id != catalogue.journey.pk:
            self._change_journey()
        self.before = assemble(framework)
        self.parts: dict[str, dict[str, Any]] = {}

    def _change_journey(self) -> None:
        """Move what stands in a stage to the stage of the same key in the other journey."""
        self.framework.journey = self.catalogue.journey
        self.framework.save(update_fields=["journey"])
        for rows in (self.framework.messages, self.framework.cell_notes, self.framework.comments):
            for key, stage in self.stages.items():
                rows.filter(stage__key=key).update(stage=stage)
        fitting: list[Any] = [*self.framework.questions.all(), *self.framework.objections.all()]
        for item in fitting:
            item.stages.set([self.stages[key] for key in _keys(item.stages.all()) if key in self.stages])

    def own(self) -> None:
        """Write the framework's own columns and its results."""
        wanted = own_columns(self.document, self.catalogue.journey)
        changed = [name for name, value in wanted.items() if getattr(self.framework, name) != value]
        for name in changed:
            setattr(self.framework, name, wanted[name])
        if changed:
            self.framework.version += 1
            self.framework.save(update_fields=[*changed, "version"])
            record(self.actor, "changed the settings", self.framework, version=self.framework.version, fields=changed)
        if _keys(self.before.results) != _keys(self.document.results):
            through = Framework.results.through
            through.objects.filter(framework=self.framework).delete()
            through.objects.bulk_create(
                through(framework_id=self.framework.pk, desiredresult_id=self.catalogue.results[result.key].pk)
                for result in self.document.results
            )

    def take_roles(self) -> None:
        """Have the document's roles in its order; those that go stay until nothing speaks to them."""
        places = {place.role_id: place for place in self.framework.role_places.all()}
        for order, role in enumerate(self.document.roles):
            row = self.catalogue.roles[role.key]
            place = places.get(row.pk) or FrameworkRole(framework=self.framework, role=row, order=order)
            if place.pk is None or place.order != order:
                place.order = order
                place.save()
        if _keys(self.before.roles) != _keys(self.document.roles):
            record(self.actor, "changed the roles", self.framework, roles=_keys(self.document.roles))

    # --- what messages draw on

    def library(self) -> None:
        before, after, links = self.before, self.document, self.catalogue
        self._part(Capability, before.offer.capabilities, after.offer.capabilities)
        self._part(Alternative, before.offer.alternatives, after.offer.alternatives)
        self._part(ProofPoint, before.proofs, after.proofs, lambda item: {"result": links.results.get(item.result)})
        self._part(Question, before.questions, after.questions, self._fits)
        proofs = self.parts["proofpoint"]
        self._part(
            Objection,
            before.objections,
            after.objections,
            lambda item: {**self._fits(item), "proofs": [proofs[key] for key in item.proofs]},
        )

    def _fits(self, item: Any) -> Values:
        return {
            "roles": [self.catalogue.roles[key] for key in item.roles],
            "stages": [self.stages[key] for key in item.stages],
        }

    def _part(
        self,
        model: Any,
        before: Sequence[Any],
        after: Sequence[Any],
        links: Callable[[Any], Values] = lambda _: {},
    ) -> None:
        """Write the entries of one part that are new or say something else, and their order."""
        rows = {row.key: row for row in model.objects.filter(framework=self.framework)}
        known = {item.key: item for item in before}
        for item in after:
            if known.get(item.key) == item:
                continue
            linked = links(item)
            values = {name: value for name, value in item if name != "key" and name not in linked} | linked
            if item.key in rows:
                row = rows[item.key]
                rows[item.key] = save_item(self.actor, self.framework, row, values, expected_version=row.version)
            else:
                rows[item.key] = add_item(self.actor, self.framework, model, values, key=item.key)
        self.parts[model._meta.model_name] = rows
        _order(model, [rows[item.key] for item in after])

    # --- messages and cells

    def messages(self) -> None:
        known = {message.key: message for message in self.before.messages}
        rows = {row.key: row for row in self.framework.messages.all()}
        wanted = self._with_known_owners()
        steps: list[Change] = []
        for key in rows.keys() - {message.key for message in wanted}:
            steps.append(remove(self.actor, rows[key], rows[key].version, verb="deleted")[1])
        for place, message in enumerate(wanted):
            if known.get(message.key) != message:
                rows[message.key], changes = self._written(place, rows.get(message.key), message)
                steps += changes
        keep_step(self.actor, self.framework, "imported", steps)
        cells: dict[tuple[str, str], list[ValueMessage]] = {}
        for message in wanted:
            cells.setdefault((message.stage, message.role), []).append(rows[message.key])
        _order(ValueMessage, *cells.values())

    def _with_known_owners(self) -> list[d.ValueMessage]:
        """Return the messages with owners as they are known here; a stranger owns nothing."""
        people = people_by_email(self.document)
        owners = {message.owner: people.get((message.owner or "").lower()) for message in self.document.messages}
        emails = {named: person.email if person else None for named, person in owners.items()}
        return [message.model_copy(update={"owner": emails[message.owner]}) for message in self.document.messages]

    def _written(
        self, place: int, row: ValueMessage | None, value: d.ValueMessage
    ) -> tuple[ValueMessage, list[Change]]:
        try:
            if row is None:
                row, change = insert(self.actor, self.framework, value, verb="wrote")
                return row, [change]
            return row, overwrite(self.actor, row, row.version, value, verb="saved")
        except ValidationError as error:
            raise DocumentError([Problem(f"/messages/{place}", " ".join(error.messages))]) from None

    def cells(self) -> None:
        people = people_by_email(self.document)
        known = {(note.stage, note.role): note for note in self.before.cell_notes}
        wanted = {(note.stage, note.role): note for note in self.document.cell_notes}
        roles: dict[str, BuyerRole] = {role.key: role for role in self.framework.roles.all()}
        for stage, role in known.keys() - wanted.keys():
            clear_cell_note(actor=self.actor, framework=self.framework, stage=self.stages[stage], role=roles[role])
        for (stage, role), note in wanted.items():
            if known.get((stage, role)) != note:
                note_cell(
                    actor=self.actor,
                    framework=self.framework,
                    stage=self.stages[stage],
                    role=roles[role],
                    reason=note.reason,
                    is_gap=note.is_gap,
                    owner=owner.pk if (owner := people.get((note.owner or "").lower())) else None,
                )

    def let_go(self) -> None:
        """Take out the roles and library entries that the document does not have."""
        document = self.document
        self.framework.role_places.exclude(role__key__in=_keys(document.roles)).delete()
        self.framework.cell_notes.exclude(role__key__in=_keys(document.roles)).delete()
        # Objections go before the proofs they show.
        for model, items in (
            (Objection, document.objections),
            (Question, document.questions),
            (ProofPoint, document.proofs),
            (Alternative, document.offer.alternatives),
            (Capability, document.offer.capabilities),
        ):
            for row in model._default_manager.filter(framework=self.framework).exclude(key__in=_keys(items)):
                delete_item(self.actor, self.framework, row)


def _keys(items: Iterable[Any]) -> list[str]:
    return [item.key for item in items]


def _order(model: Any, *groups: Sequence[Any]) -> None:
    """Number the rows of each group in its order, those that are numbered otherwise."""
    moved = []
    for rows in groups:
        for place, row in enumerate(rows):
            if row.order != place:
                row.order = place
                moved.append(row)
    model.objects.bulk_update(moved, ["order"])
