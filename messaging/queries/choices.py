"""What an author may choose for a message in one cell: what fits the stage and the role stands first. Ten queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from journeys.models import Stage
from journeys.phases import MessageKind, Phase, allowed_kinds
from messaging.models import Framework, Objection, ProofPoint, Question
from messaging.terms import Audience
from people.queries import authors
from stakeholders.models import BuyerRole


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its key, what it says, what else helps to choose it, and whether it fits this cell."""

    key: str
    label: str
    detail: str = ""
    fits: bool = True


@dataclass(frozen=True)
class Choices:
    kinds: list[Choice]
    concepts: list[Choice]
    results: list[Choice]
    wins: list[Choice]
    capabilities: list[Choice]
    alternatives: list[Choice]
    proofs: list[Choice]
    questions: list[Choice]
    objections: list[Choice]
    slots: list[Choice]
    owners: list[Choice]


Labels = Mapping[str, Mapping[str, str]]  # field → key → what a person reads
PLURAL = {"concept": "concepts", "alternative": "alternatives", "owner": "owners", "kind": "kinds"}


def choice_labels(choices: Choices) -> Labels:
    """Return the words for the keys that each field of a message may hold."""
    lists = {name: getattr(choices, name) for name in Choices.__dataclass_fields__}
    known = {name: {choice.key: choice.label for choice in found} for name, found in lists.items()}
    return known | {one: known[many] for one, many in PLURAL.items()}


def in_words(value: object, labels: Mapping[str, str]) -> str:
    """Return a field's value as a person reads it: headlines and names instead of keys."""
    if isinstance(value, tuple):
        return " · ".join(labels.get(key, "something that is gone") for key in value)
    return labels.get(str(value), str(value)) if value else ""


@dataclass(frozen=True)
class PickList:
    """The choices of one part: those taken, those that fit, and all others."""

    name: str
    taken: list[Choice]
    fitting: list[Choice]
    others: list[Choice]


def pick_list(name: str, choices: Iterable[Choice], taken: Iterable[str]) -> PickList:
    """Return the part's choices with the taken ones in the message's own order."""
    known = {choice.key: choice for choice in choices}
    chosen = [known[key] for key in taken if key in known]
    free = [choice for choice in known.values() if choice not in chosen]
    return PickList(name, chosen, [c for c in free if c.fits], [c for c in free if not c.fits])


def read_choices(framework: Framework, stage: Stage, role: BuyerRole) -> Choices:
    """Return everything the libraries and the role offer."""
    aware = stage.phase == Phase.AWARE
    return Choices(
        kinds=[Choice(kind.value, kind.label) for kind in allowed_kinds(Phase(stage.phase))],
        concepts=[Choice(row.key, row.text, row.get_kind_display().lower()) for row in role.concepts.all()],
        results=_results(framework, role),
        wins=[Choice(row.key, row.text) for row in role.wins.all()],
        capabilities=[
            Choice(row.key, row.name, "differentiator" if row.differentiator else "", fits=not aware)
            for row in framework.capabilities.all()
        ],
        alternatives=[Choice(row.key, row.name, row.strength) for row in framework.alternatives.all()],
        proofs=[_proof(row, aware) for row in framework.proofs.all()],
        questions=[_question(row) for row in _fitting(framework.questions.all(), stage, role)],
        objections=[_objection(row) for row in _fitting(framework.objections.all(), stage, role)],
        slots=[
            Choice(slot["name"], slot.get("label") or slot["name"], slot.get("example", "")) for slot in framework.slots
        ],
        owners=lead_choices(),
    )


def kind_choices(choices: Choices, current: str) -> list[Choice]:
    """Return the kinds that the phase allows, and the message's own kind when it is another one."""
    if not current or current in {choice.key for choice in choices.kinds} or current not in set(MessageKind):
        return choices.kinds
    return [*choices.kinds, Choice(current, MessageKind(current).label, fits=False)]


def _results(framework: Framework, role: BuyerRole) -> list[Choice]:
    wanted = role.desired_results.through.objects.filter(buyerrole=role, desiredresult=OuterRef("pk"))
    measured = role.metrics.through.objects.filter(buyerrole=role, desiredresult=OuterRef("pk"))
    rows = framework.results.annotate(wanted=Exists(wanted), measured=Exists(measured)).order_by("name")
    return [Choice(row.key, row.name, row.unit, fits=row.wanted or row.measured) for row in rows]


def _fitting(rows: QuerySet[Any], stage: Stage, role: BuyerRole) -> QuerySet[Any]:
    """Return the rows marked with whether they fit: named for the role and the stage, or for anybody there."""
    model = rows.model
    owner = model._meta.model_name
    named = {
        "role": model.roles.through.objects.filter(**{owner: OuterRef("pk")}),
        "stage": model.stages.through.objects.filter(**{owner: OuterRef("pk")}),
    }
    fits = (Exists(named["role"].filter(buyerrole=role)) | ~Exists(named["role"])) & (
        Exists(named["stage"].filter(stage=stage)) | ~Exists(named["stage"])
    )
    marked: QuerySet[Any] = rows.annotate(fits=Case(When(fits, then=Value(True)), default=Value(False)))
    return marked


def _proof(row: ProofPoint, aware: bool) -> Choice:
    told = [row.source, row.sample, Audience(row.audience).label]
    if row.expires_on:
        told.append(f"good until {row.expires_on.day} {row.expires_on:%B %Y}")
    return Choice(row.key, row.text, ". ".join(filter(None, told)), fits=row.product_free or not aware)


def _question(row: Question) -> Choice:
    listen = f" Listen for: {row.listen_for}" if row.listen_for else ""
    return Choice(row.key, row.text, f"{row.get_kind_display().lower()}.{listen}", row.fits)  # type: ignore[attr-defined]


def _objection(row: Objection) -> Choice:
    concern = f"Behind it: {row.concern}" if row.concern else row.response[:160]
    return Choice(row.key, f"“{row.customer_says.strip('“”')}”", concern, row.fits)  # type: ignore[attr-defined]


def lead_choices() -> list[Choice]:
    """Return who may look after a message."""
    return [Choice(user.email, user.name) for user in authors()]
