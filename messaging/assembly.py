"""Rows → document, in twelve queries whatever the size. (Document → rows is `actions/import_framework.py`.)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value

from journeys.models import Stage, StageRole
from messaging import document as d
from messaging.models import Framework, Objection, ProofPoint, Question, ValueMessage
from messaging.queries.results import results_for
from stakeholders.models import BuyerRole, Concept, Win

Links = dict[tuple[str, int], list[str]]  # (what, owner row) → keys of the rows it points at


def assemble(framework: Framework) -> d.FrameworkDocument:
    """Return the framework's draft as a document, its messages in matrix order: stage, role, place in the cell.

    The framework's own row is taken as given; load its journey with it (`select_related`).
    """
    links = _links(framework)
    stages = list(framework.journey.stages.all())
    roles = [place.role for place in framework.role_places.select_related("role")]
    return d.FrameworkDocument(
        schema_version=d.SCHEMA,
        slug=framework.slug,
        title=framework.title,
        summary=framework.summary,
        language=framework.language,
        disclaimer=framework.disclaimer,
        review_by=framework.review_by,
        market=d.Market(
            industry=framework.industry,
            segment=framework.segment,
            region=framework.region,
            situations=tuple(framework.situations),
        ),
        offer=_offer(framework),
        journey=_journey(framework, stages, links),
        results=_results(framework),
        roles=_roles(stages, roles, links),
        proofs=tuple(_proof(row) for row in framework.proofs.annotate(result_key=F("result__key"))),
        questions=tuple(_question(row, links) for row in framework.questions.all()),
        objections=tuple(_objection(row, links) for row in framework.objections.all()),
        slots=tuple(d.Slot(**slot) for slot in framework.slots),
        phrase_guide=tuple(d.Phrase(**phrase) for phrase in framework.phrase_guide),
        glossary=tuple(d.GlossaryTerm(**term) for term in framework.glossary),
        messages=_messages(framework, stages, roles, links),
        cell_notes=_cell_notes(framework, stages, roles),
    )


def _copy(part: type[Any], row: Model, **extra: Any) -> Any:
    """Return a document part with the row's fields of the same names."""
    same = {name: getattr(row, name) for name in part.model_fields if name not in extra}
    return part(**{k: tuple(v) if isinstance(v, list) else v for k, v in same.items()}, **extra)


def _pairs(what: str, rows: QuerySet[Any], owner: str, key: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Return (what, through row, owner row, target key) of one many-to-many table."""
    tag = Value(what, output_field=CharField())
    return rows.order_by().values_list(tag, F("pk"), F(owner), F(key))


def _links(framework: Framework) -> Links:
    """Return every many-to-many link of the framework in one query, in the order the links were made."""
    message = {"valuemessage__framework": framework}
    question, objection = {"question__framework": framework}, {"objection__framework": framework}
    role = {"buyerrole__framework_places__framework": framework}
    m, q, o, r = ValueMessage, Question, Objection, BuyerRole
    tables = [
        _pairs("results", m.results.through.objects.filter(**message), "valuemessage", "desiredresult__key"),
        _pairs("wins", m.wins.through.objects.filter(**message), "valuemessage", "win__key"),
        _pairs(
            "capabilities",
            m.capabilities.through.objects.filter(**message),
            "valuemessage",
            "capability__key",
        ),
        _pairs("proofs", m.proofs.through.objects.filter(**message), "valuemessage", "proofpoint__key"),
        _pairs("questions", m.questions.through.objects.filter(**message), "valuemessage", "question__key"),
        _pairs("objections", m.objections.through.objects.filter(**message), "valuemessage", "objection__key"),
        _pairs("question roles", q.roles.through.objects.filter(**question), "question", "buyerrole__key"),
        _pairs("question stages", q.stages.through.objects.filter(**question), "question", "stage__key"),
        _pairs("objection roles", o.roles.through.objects.filter(**objection), "objection", "buyerrole__key"),
        _pairs("objection stages", o.stages.through.objects.filter(**objection), "objection", "stage__key"),
        _pairs("objection proofs", o.proofs.through.objects.filter(**objection), "objection", "proofpoint__key"),
        _pairs(
            "role results",
            r.desired_results.through.objects.filter(**role),
            "buyerrole",
            "desiredresult__key",
        ),
        _pairs("role metrics", r.metrics.through.objects.filter(**role), "buyerrole", "desiredresult__key"),
        _pairs(
            "returns",
            Stage.may_return_to.through.objects.filter(from_stage__journey=framework.journey_id),
            "from_stage",
            "to_stage__key",
        ),
        _pairs("active", StageRole.objects.filter(stage__journey=framework.journey_id), "role", "stage__key"),
    ]
    links: Links = defaultdict(list)
    for what, _, owner, key in sorted(tables[0].union(*tables[1:], all=True), key=lambda row: (row[0], row[1])):
        links[what, owner].append(key)
    return links


def _offer(framework: Framework) -> d.Offer:
    return d.Offer(
        name=framework.offer_name,
        kind=framework.offer_kind,
        vendor=framework.vendor,
        vendor_line=framework.vendor_line,
        watched_terms=tuple(framework.watched_terms),
        capabilities=tuple(_copy(d.Capability, row) for row in framework.capabilities.all()),
        alternatives=tuple(_copy(d.Alternative, row) for row in framework.alternatives.all()),
    )


def _journey(framework: Framework, stages: list[Stage], links: Links) -> d.Journey:
    order = {stage.key: stage.order for stage in stages}
    return d.Journey(
        key=framework.journey.key,
        name=framework.journey.name,
        description=framework.journey.description,
        stages=tuple(
            _copy(d.Stage, stage, may_return_to=_in_order(links["returns", stage.pk], order)) for stage in stages
        ),
    )


def _in_order(keys: Iterable[str], order: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted((key for key in keys if key in order), key=lambda key: order[key]))


def _results(framework: Framework) -> tuple[d.DesiredResult, ...]:
    return tuple(_copy(d.DesiredResult, row) for row in results_for(framework))


def _roles(stages: list[Stage], roles: list[BuyerRole], links: Links) -> tuple[d.Role, ...]:
    order = {stage.key: stage.order for stage in stages}
    concepts, wins = _concepts_and_wins(roles)
    return tuple(
        _copy(
            d.Role,
            role,
            active_stages=_in_order(links["active", role.pk], order),
            desired_results=tuple(links["role results", role.pk]),
            metrics=tuple(links["role metrics", role.pk]),
            concepts=tuple(concepts[role.pk]),
            wins=tuple(wins[role.pk]),
        )
        for role in roles
    )


def _concepts_and_wins(roles: list[BuyerRole]) -> tuple[dict[int, list[d.Concept]], dict[int, list[d.Win]]]:
    columns = ("role_id", "order", "pk", "key", "text")
    rows = (
        Concept.objects.filter(role__in=roles)
        .order_by()
        .values_list(F("kind"), *columns)
        .union(
            Win.objects.filter(role__in=roles).order_by().values_list(Value("", output_field=CharField()), *columns),
            all=True,
        )
    )
    concepts: dict[int, list[d.Concept]] = defaultdict(list)
    wins: dict[int, list[d.Win]] = defaultdict(list)
    for kind, role, _, _, key, text in sorted(rows, key=lambda row: row[1:4]):
        if kind:
            concepts[role].append(d.Concept(key=key, kind=kind, text=text))
        else:
            wins[role].append(d.Win(key=key, text=text))
    return concepts, wins


def _proof(row: ProofPoint) -> d.ProofPoint:
    return _copy(d.ProofPoint, row, result=row.result_key)  # type: ignore[attr-defined, no-any-return]  # annotated


def _question(row: Question, links: Links) -> d.Question:
    question: d.Question = _copy(
        d.Question,
        row,
        roles=tuple(links["question roles", row.pk]),
        stages=tuple(links["question stages", row.pk]),
    )
    return question


def _objection(row: Objection, links: Links) -> d.Objection:
    objection: d.Objection = _copy(
        d.Objection,
        row,
        roles=tuple(links["objection roles", row.pk]),
        stages=tuple(links["objection stages", row.pk]),
        proofs=tuple(links["objection proofs", row.pk]),
    )
    return objection


def _messages(
    framework: Framework, stages: list[Stage], roles: list[BuyerRole], links: Links
) -> tuple[d.ValueMessage, ...]:
    stage_keys = {stage.pk: stage.key for stage in stages}
    role_keys = {role.pk: role.key for role in roles}
    stage_place = {stage.pk: place for place, stage in enumerate(stages)}
    role_place = {role.pk: place for place, role in enumerate(roles)}
    columns = ("pk", "stage_id", "role_id", "order", "talk_track", "slots", *MESSAGE_COLUMNS)
    ordered = sorted(
        (
            row
            for row in framework.messages.order_by().values_list(*columns)
            if row[1] in stage_place and row[2] in role_place
        ),
        key=lambda row: (stage_place[row[1]], role_place[row[2]], row[3], row[0]),
    )
    return tuple(
        _message(
            (stage_keys[stage], role_keys[role], tuple(talk_track), tuple(slots), *plain),
            tuple(tuple(links.get((part, pk), ())) for part in MESSAGE_LINKS),
        )
        for pk, stage, role, _, talk_track, slots, *plain in ordered
    )


MESSAGE_PLAIN = ("key", "kind", "headline", "so_what", "concedes", "review_by")
MESSAGE_COLUMNS = (
    *("concept__key", "alternative__key", "owner__email", "best_next_step", "minimum_next_step"),
    *MESSAGE_PLAIN,
)
MESSAGE_LINKS = ("results", "wins", "capabilities", "proofs", "questions", "objections")


@lru_cache(maxsize=4096)
def _message(columns: tuple[Any, ...], links: tuple[tuple[str, ...], ...]) -> d.ValueMessage:
    """Return the message with these values; the same values are the same object, which is quick to make and compare."""
    stage, role, talk_track, slots, concept, alternative, owner, best, minimum, *plain = columns
    return d.ValueMessage(
        stage=stage,
        role=role,
        talk_track=talk_track,
        slots=slots,
        concept=concept,
        alternative=alternative,
        owner=owner,
        next_step=d.NextStep(best=best, minimum=minimum),
        **dict(zip(MESSAGE_PLAIN, plain, strict=True)),
        **dict(zip(MESSAGE_LINKS, links, strict=True)),
    )


def _cell_notes(framework: Framework, stages: list[Stage], roles: list[BuyerRole]) -> tuple[d.CellNote, ...]:
    stage_place = {stage.pk: (place, stage.key) for place, stage in enumerate(stages)}
    role_place = {role.pk: (place, role.key) for place, role in enumerate(roles)}
    notes = [
        (stage_place[note.stage_id], role_place[note.role_id], note)
        for note in framework.cell_notes.select_related("owner")
        if note.stage_id in stage_place and note.role_id in role_place
    ]
    return tuple(
        d.CellNote(
            stage=stage[1],
            role=role[1],
            reason=note.reason,
            is_gap=note.is_gap,
            owner=note.owner.email if note.owner else None,
        )
        for stage, role, note in sorted(notes, key=lambda entry: (entry[0][0], entry[1][0]))
    )
