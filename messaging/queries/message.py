"""One message as a value, and what an author may choose for it. A constant number of queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Value

from messaging import document as d
from messaging.models import MessageRevision, ValueMessage
from messaging.references import unknown_slot

LINKS = {
    "results": "desiredresult",
    "wins": "win",
    "capabilities": "capability",
    "proofs": "proofpoint",
    "questions": "question",
    "objections": "objection",
}


def message_value(message: ValueMessage) -> d.ValueMessage:
    """Return the row with everything it refers to, by key, in two queries."""
    links = _linked_keys(message)
    row = ValueMessage.objects.values(
        "stage__key", "role__key", "concept__key", "alternative__key", "owner__email", *_PLAIN, *_STEPS
    ).get(pk=message.pk)
    return d.ValueMessage(
        stage=row["stage__key"],
        role=row["role__key"],
        concept=row["concept__key"],
        alternative=row["alternative__key"],
        owner=row["owner__email"],
        next_step=d.NextStep(best=row["best_next_step"], minimum=row["minimum_next_step"]),
        **{name: row[name] for name in _PLAIN},
        **{part: tuple(links[part]) for part in LINKS},
    )


_PLAIN = ("key", "kind", "headline", "talk_track", "so_what", "concedes", "slots", "review_by")
_STEPS = ("best_next_step", "minimum_next_step")


def _linked_keys(message: ValueMessage) -> dict[str, list[str]]:
    tables = [
        getattr(ValueMessage, part)
        .through.objects.filter(valuemessage=message)
        .order_by()
        .values_list(Value(part, output_field=CharField()), F("pk"), F(f"{column}__key"))
        for part, column in LINKS.items()
    ]
    found: dict[str, list[str]] = defaultdict(list)
    for part, _, key in sorted(tables[0].union(*tables[1:], all=True)):
        found[part].append(key)
    return found


def version_value(message: ValueMessage, version: int) -> d.ValueMessage | None:
    """Return what the message said in that version, or None when nobody kept it."""
    if version == message.version:
        return message_value(message)
    kept = MessageRevision.objects.filter(message=message, version=version).first()
    return d.ValueMessage.model_validate(kept.document) if kept else None


def changed_fields(before: d.ValueMessage, after: d.ValueMessage) -> list[str]:
    """Return the names of the fields that differ."""
    return [name for name in d.ValueMessage.model_fields if getattr(before, name) != getattr(after, name)]


def slot_problems(value: d.ValueMessage, known: Iterable[str]) -> dict[str, str]:
    """Return a sentence for each text with a slot the framework does not have, by JSON pointer."""
    names = set(known)
    return {
        pointer: unknown_slot(name, names)
        for pointer, text in value.texts().items()
        for name in d.slots_in(text)
        if name not in names
    }


def as_json(value: d.ValueMessage) -> dict[str, Any]:
    return value.model_dump(mode="json")
