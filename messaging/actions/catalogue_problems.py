"""Why a document and the shared catalogue cannot go together, found before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from journeys.models import Journey, StageRole
from messaging import document as d
from messaging.references import Problem
from stakeholders.models import BuyerRole, Concept, Win


def catalogue_problems(document: d.FrameworkDocument, *, update: bool) -> list[Problem]:
    """Return key clashes between roles, and (when shared rows are kept) what the kept rows lack for this file."""
    problems = [*_clashes(document)]
    return problems if update else [*problems, *_lacking(document)]


def _clashes(document: d.FrameworkDocument) -> Iterator[Problem]:
    """Yield concepts and wins whose key another role of the catalogue uses: each key belongs to one role."""
    groups = (("concept", Concept), ("win", Win))
    for kind, model in groups:
        items = [
            (f"/roles/{i}/{kind}s/{j}/key", role, item.key)
            for i, role in enumerate(document.roles)
            for j, item in enumerate(getattr(role, f"{kind}s"))
        ]
        rows = model.objects.filter(key__in=[key for _, _, key in items]).select_related("role")
        owners = {row.key: row.role for row in rows}
        for pointer, role, key in items:
            owner = owners.get(key)
            if owner is not None and owner.key != role.key:
                yield Problem(
                    pointer,
                    f"“{key}” is already a {kind} of {owner.title} here. Give it another key in the file, "
                    f"for example “{role.key}-{key}”.",
                )


def _lacking(document: d.FrameworkDocument) -> Iterator[Problem]:
    """Yield what the file refers to that an existing journey or role does not have and would not be given."""
    stages = _kept_stages(document)
    concepts, wins = _kept_parts(document, Concept, "concepts"), _kept_parts(document, Win, "wins")
    settled = _active_already(document)
    for i, role in enumerate(document.roles):
        if role.key not in settled:
            yield from _missing("stage", f"/roles/{i}/active_stages/#", role.active_stages, stages)
    for part in ("questions", "objections"):
        for i, item in enumerate(getattr(document, part)):
            yield from _missing("stage", f"/{part}/{i}/stages/#", item.stages, stages)
    for i, message in enumerate(document.messages):
        yield from _missing("stage", f"/messages/{i}/stage", [message.stage], stages)
        yield from _missing("concept", f"/messages/{i}/concept", [message.concept], concepts)
        yield from _missing("win", f"/messages/{i}/wins/#", message.wins, wins)
    for i, note in enumerate(document.cell_notes):
        yield from _missing("stage", f"/cell_notes/{i}/stage", [note.stage], stages)


def _kept_stages(document: d.FrameworkDocument) -> set[str]:
    journey = Journey.objects.filter(key=document.journey.key).first()
    if journey is None:
        return {stage.key for stage in document.journey.stages}
    return set(journey.stages.values_list("key", flat=True))


def _kept_parts(document: d.FrameworkDocument, model: type[Concept] | type[Win], name: str) -> set[str]:
    """Return the keys that will be there: those of new roles from the file, those of existing roles from the rows."""
    existing = set(
        BuyerRole.objects.filter(key__in=[role.key for role in document.roles]).values_list("key", flat=True)
    )
    kept = set(model.objects.filter(role__key__in=existing).values_list("key", flat=True))
    return kept | {part.key for role in document.roles if role.key not in existing for part in getattr(role, name)}


def _active_already(document: d.FrameworkDocument) -> set[str]:
    """Return the roles of which the kept journey knows already where they are active."""
    known = StageRole.objects.filter(stage__journey__key=document.journey.key)
    return set(known.values_list("role__key", flat=True))


def _missing(kind: str, pointer: str, keys: Iterable[str | None], known: set[str]) -> Iterator[Problem]:
    for index, key in enumerate(keys):
        if key is not None and key not in known:
            yield Problem(
                pointer.replace("#", str(index)),
                f"The shared catalogue here has no {kind} “{key}”. Import again and take the file’s catalogue.",
            )
