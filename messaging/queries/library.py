"""Reading a framework's library: entries with what uses them, in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Model, Prefetch, Q, QuerySet, Value

from messaging.document import slots_in
from messaging.library import PARTS, ROW_PARTS, Part
from messaging.models import Framework, Objection, ProofPoint, ValueMessage
from people.models import Activity


def entries(framework: Framework, part: Part, search: str = "") -> QuerySet[Any]:
    """Return the part's entries in order, those that hold every searched word, each with its messages."""
    rows = part.model.objects.filter(framework=framework)
    for word in search.split():
        found = Q()
        for name in part.search:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return with_uses(rows, part)


def with_uses(rows: QuerySet[Any], part: Part) -> QuerySet[Any]:
    messages = ValueMessage.objects.select_related("stage", "role").order_by("stage__order", "order")
    return rows.prefetch_related(Prefetch("messages", queryset=messages), *part.prefetch)


def uses(item: Model) -> list[tuple[str, str]]:
    """Return what draws on the entry, as (kind, words): it cannot go while anything does."""
    found = [("message", message.headline) for message in ValueMessage.objects.filter(**{_link(item): item})]
    if isinstance(item, ProofPoint):
        found += [("objection", row.customer_says) for row in Objection.objects.filter(proofs=item)]
    return found


def _link(item: Model) -> str:
    return next(
        field.name for field in ValueMessage._meta.get_fields() if getattr(field, "related_model", None) is type(item)
    )


def sizes(framework: Framework) -> list[tuple[str, str, int]]:
    """Return (slug, title, how many) of every part; the counts come in one query."""
    counted = [_count(framework, part) for part in PARTS.values()]
    counts = dict(counted[0].union(*counted[1:], all=True))
    rows = [(slug, part.title, counts.get(slug, 0)) for slug, part in PARTS.items()]
    return [*rows, *((slug, part.title, len(getattr(framework, part.field))) for slug, part in ROW_PARTS.items())]


def _count(framework: Framework, part: Part) -> QuerySet[Any, Any]:
    rows = part.model.objects.filter(framework=framework).order_by()
    tagged: QuerySet[Any, Any] = rows.values(slug=Value(part.slug, output_field=CharField()))
    counted: QuerySet[Any, Any] = tagged.annotate(count=Count("pk")).values_list("slug", "count")
    return counted


def last_saved_by(framework: Framework, key: str) -> str:
    """Return the name of who last wrote the library entry with that key, or "" when the log does not say."""
    log = Activity.objects.filter(subject_type="messaging.framework", subject_id=str(framework.pk), detail__item=key)
    entry = log.select_related("actor").first()
    return str(entry.actor) if entry and entry.actor else ""


def slot_uses(framework: Framework) -> list[tuple[str, str]]:
    """Return (slot, headline) of every slot that a message writes or asks for."""
    columns = ("headline", "talk_track", "so_what", "concedes", "best_next_step", "minimum_next_step")
    found = []
    for slots, *texts in framework.messages.values_list("slots", *columns):
        flat = [line for text in texts for line in (text if isinstance(text, list) else [text])]
        found += [(name, texts[0]) for name in dict.fromkeys([*slots, *slots_in(*flat)])]
    return found
