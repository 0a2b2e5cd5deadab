"""Document → rows: a new framework, or a new draft in an existing one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from journeys.models import Journey
from messaging import document as d
from messaging.actions.catalogue import Catalogue, keep_catalogue
from messaging.models import (
    Alternative,
    Capability,
    CellNote,
    Framework,
    FrameworkRole,
    Objection,
    ProofPoint,
    Question,
    ValueMessage,
)
from messaging.permissions import require_author
from messaging.reading import DocumentError
from messaging.references import Problem
from people.activity import record
from people.models import User

LIBRARY: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Capability, ("key", "name", "does", "differentiator")),
    (Alternative, ("key", "name", "kind", "strength", "shortfall")),
)
PROOF_FIELDS = ("key", "kind", "text", "sample", "source", "verified_on", "expires_on", "audience", "product_free")
MESSAGE_FIELDS = ("key", "kind", "headline", "so_what", "concedes", "review_by")


@transaction.atomic
def import_framework(
    actor: User | None, document: d.FrameworkDocument, *, replace: bool = False, update_catalogue: bool = False
) -> Framework:
    """Write the document as a framework's draft and return the framework.

    `replace` allows an existing slug, whose draft is written anew (its releases stay). `update_catalogue` lets
    shared roles, results and journeys take the file's wording where they differ; otherwise theirs stays.
    Raises DocumentError when the slug is taken or the kept catalogue lacks something that the file refers to.
    """
    if actor is not None:
        require_author(actor)
    framework = Framework.objects.select_for_update().filter(slug=document.slug).first()
    if framework and not replace:
        raise DocumentError(
            [
                Problem(
                    "/slug",
                    f"There is a framework “{document.slug}” already. Choose another slug or replace its draft.",
                )
            ]
        )
    catalogue = keep_catalogue(document, update=update_catalogue)
    framework = _framework(framework or Framework(slug=document.slug, owner=actor), document, catalogue.journey)
    _clear(framework)
    _roles_and_results(framework, document, catalogue)
    _Writer(framework, document, catalogue).write()
    record(actor, "imported", framework, content_hash=d.content_hash(document), replaced=replace)
    return framework


def people_by_email(document: d.FrameworkDocument) -> dict[str, User]:
    """Return the people here whom the document names as owners, by lower-case e-mail address."""
    return {user.email: user for user in User.objects.filter(email__in=_owners(document))}


def strangers(document: d.FrameworkDocument) -> list[str]:
    """Return the owners that the document names and nobody here has: what they own comes without an owner."""
    return sorted(_owners(document) - people_by_email(document).keys())


def _owners(document: d.FrameworkDocument) -> set[str]:
    """Return the lower-case addresses of who owns a message or has to close a gap."""
    owners = (*(row.owner for row in document.messages), *(note.owner for note in document.cell_notes))
    return {owner.lower() for owner in owners if owner}


def _framework(framework: Framework, document: d.FrameworkDocument, journey: Journey) -> Framework:
    offer, market = document.offer, document.market
    values: dict[str, Any] = {
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
    for name, value in values.items():
        setattr(framework, name, value)
    framework.version += 1 if framework.pk else 0
    framework.save()
    return framework


def _clear(framework: Framework) -> None:
    """Remove the draft's rows, messages first: they protect what they refer to."""
    framework.messages.all().delete()
    for name in ("objections", "questions", "proofs", "alternatives", "capabilities", "cell_notes", "role_places"):
        getattr(framework, name).all().delete()
    framework.results.clear()


def _roles_and_results(framework: Framework, document: d.FrameworkDocument, catalogue: Catalogue) -> None:
    FrameworkRole.objects.bulk_create(
        FrameworkRole(framework=framework, role=catalogue.roles[role.key], order=place)
        for place, role in enumerate(document.roles)
    )
    _link(
        Framework.results.through,
        "framework",
        "desiredresult",
        [(framework.pk, catalogue.results[result.key].pk) for result in document.results],
    )


def _link(through: type[Model], owner: str, target: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Write many-to-many rows in the given order."""
    through._default_manager.bulk_create(
        through(**{f"{owner}_id": left, f"{target}_id": right}) for left, right in pairs
    )


class _Writer:
    """Writes the rows of one framework in bulk; holds the key → row maps that links need."""

    def __init__(self, framework: Framework, document: d.FrameworkDocument, catalogue: Catalogue) -> None:
        self.framework, self.document, self.catalogue = framework, document, catalogue
        self.stages = {stage.key: stage for stage in catalogue.journey.stages.all()}

    def write(self) -> None:
        offer = self.document.offer
        self.capabilities = self._library(Capability, offer.capabilities, LIBRARY[0][1])
        self.alternatives = self._library(Alternative, offer.alternatives, LIBRARY[1][1])
        self._proofs()
        self._questions()
        self._objections()
        owners = people_by_email(self.document)
        self._messages(owners)
        CellNote.objects.bulk_create(
            CellNote(
                framework=self.framework,
                stage=self.stages[note.stage],
                role=self.catalogue.roles[note.role],
                reason=note.reason,
                is_gap=note.is_gap,
                owner=owners.get((note.owner or "").lower()),
            )
            for note in self.document.cell_notes
        )

    def _library(self, model: Any, items: Iterable[d.Part], fields: tuple[str, ...], **extra: Any) -> dict[str, Any]:
        rows = [
            model(framework=self.framework, order=place, **{name: getattr(item, name) for name in fields})
            for place, item in enumerate(items)
        ]
        model.objects.bulk_create(rows)
        return {row.key: row for row in rows}

    def _proofs(self) -> None:
        rows = [
            ProofPoint(
                framework=self.framework,
                order=place,
                result=self.catalogue.results[proof.result] if proof.result else None,
                **{name: getattr(proof, name) for name in PROOF_FIELDS},
            )
            for place, proof in enumerate(self.document.proofs)
        ]
        ProofPoint.objects.bulk_create(rows)
        self.proofs = {row.key: row for row in rows}

    def _questions(self) -> None:
        items = self.document.questions
        self.questions = self._library(Question, items, ("key", "kind", "text", "listen_for"))
        self._fit(Question, "question", items, self.questions)

    def _objections(self) -> None:
        items = self.document.objections
        fields = ("key", "customer_says", "concern", "response", "follow_up")
        self.objections = self._library(Objection, items, fields)
        self._fit(Objection, "objection", items, self.objections)
        _link(
            Objection.proofs.through,
            "objection",
            "proofpoint",
            [(self.objections[item.key].pk, self.proofs[key].pk) for item in items for key in item.proofs],
        )

    def _fit(self, model: Any, name: str, items: Iterable[Any], rows: dict[str, Any]) -> None:
        """Link library items to the roles and stages they fit."""
        _link(
            model.roles.through,
            name,
            "buyerrole",
            [(rows[item.key].pk, self.catalogue.roles[key].pk) for item in items for key in item.roles],
        )
        _link(
            model.stages.through,
            name,
            "stage",
            [(rows[item.key].pk, self.stages[key].pk) for item in items for key in item.stages],
        )

    def _messages(self, owners: dict[str, User]) -> None:
        places: dict[tuple[str, str], int] = {}
        rows = []
        for message in self.document.messages:
            cell = (message.stage, message.role)
            places[cell] = places.get(cell, -1) + 1
            rows.append(self._message(message, places[cell], owners))
        ValueMessage.objects.bulk_create(rows)
        self._message_links({row.key: row.pk for row in rows})

    def _message(self, message: d.ValueMessage, order: int, owners: dict[str, User]) -> ValueMessage:
        return ValueMessage(
            framework=self.framework,
            order=order,
            stage=self.stages[message.stage],
            role=self.catalogue.roles[message.role],
            talk_track=list(message.talk_track),
            concept=self.catalogue.concepts[message.concept] if message.concept else None,
            alternative=self.alternatives[message.alternative] if message.alternative else None,
            best_next_step=message.next_step.best,
            minimum_next_step=message.next_step.minimum,
            slots=list(message.slots),
            owner=owners.get((message.owner or "").lower()),
            **{name: getattr(message, name) for name in MESSAGE_FIELDS},
        )

    def _message_links(self, rows: dict[str, int]) -> None:
        targets: dict[str, tuple[dict[str, Any], str]] = {
            "results": (self.catalogue.results, "desiredresult"),
            "wins": (self.catalogue.wins, "win"),
            "capabilities": (self.capabilities, "capability"),
            "proofs": (self.proofs, "proofpoint"),
            "questions": (self.questions, "question"),
            "objections": (self.objections, "objection"),
        }
        for part, (known, target) in targets.items():
            _link(
                getattr(ValueMessage, part).through,
                "valuemessage",
                target,
                [
                    (rows[message.key], known[key].pk)
                    for message in self.document.messages
                    for key in getattr(message, part)
                ],
            )
