"""Keeping a framework's library: proofs, questions, objections, capabilities, alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from messaging.models import Framework
from messaging.permissions import require_author
from messaging.queries.library import uses
from people.activity import record
from people.models import User
from ui.keys import free_key


class StaleError(Exception):
    """Somebody else saved the row since the author read it; `row` is how it stands now (None: deleted)."""

    def __init__(self, row: Any) -> None:
        self.row = row
        super().__init__("Somebody else saved this while you were writing.")


class InUseError(Exception):
    """The row cannot go: something draws on it. `uses` names what, as (kind, words)."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        self.uses = found
        super().__init__(f"Still used by {len(found)}.")


Values = Mapping[str, Any]  # field name → value; a list of rows for a many-to-many field


@transaction.atomic
def add_item(actor: User | None, framework: Framework, model: Any, values: Values, *, key: str = "") -> Any:
    """Write a new entry at the end of its part; without `key` its key is made from its words."""
    require_author(actor)
    rows = model.objects.filter(framework=framework)
    last = rows.aggregate(last=Max("order"))["last"]
    item = model(framework=framework, order=0 if last is None else last + 1)
    columns = _set(item, values)
    taken = set(rows.values_list("key", flat=True))
    item.key = key if key and key not in taken else free_key(key or str(item)[:40], taken)
    item.save()
    _link_rows(item, values, columns)
    _log(actor, "added to the library", framework, item)
    return item


@transaction.atomic
def save_item(actor: User | None, framework: Framework, item: Any, values: Values, *, expected_version: int) -> Any:
    """Write the values over the entry, unless somebody else has saved it since `expected_version`."""
    require_author(actor)
    now: Any = type(item).objects.select_for_update().filter(pk=item.pk, framework=framework).first()
    if now is None or now.version != expected_version:
        raise StaleError(now)
    columns = _set(now, values)
    now.version = expected_version + 1
    now.save(update_fields=[*columns, "version"])
    _link_rows(now, values, columns)
    _log(actor, "changed in the library", framework, now, version=now.version)
    return now


def _set(item: Any, values: Values) -> list[str]:
    """Set the entry's own columns from the values and return their names."""
    links = {field.name for field in item._meta.many_to_many}
    columns = [name for name in values if name not in links]
    for name in columns:
        setattr(item, name, values[name])
    return columns


def _link_rows(item: Any, values: Values, columns: list[str]) -> None:
    """Link what the values name; a list also says in which order."""
    for name in values.keys() - set(columns):
        getattr(item, name).set(values[name])
        if isinstance(values[name], list):
            _link_in_order(item, item._meta.get_field(name), [row.pk for row in values[name]])


def _link_in_order(item: Any, field: Any, wanted: list[int]) -> None:
    """Write the links of one field anew when they were made in another order."""
    through, owner, target = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    links = through._default_manager.filter(**{owner: item}).order_by("pk")
    if list(links.values_list(target, flat=True)) != wanted:
        links.delete()
        through._default_manager.bulk_create(through(**{owner: item, f"{target}_id": pk}) for pk in wanted)


@transaction.atomic
def delete_item(actor: User | None, framework: Framework, item: Any) -> None:
    """Delete the entry, unless something draws on it."""
    require_author(actor)
    type(item).objects.select_for_update().filter(pk=item.pk).first()
    found = uses(item)
    if found:
        raise InUseError(found)
    _log(actor, "deleted from the library", framework, item)
    item.delete()


@transaction.atomic
def move_item(actor: User, framework: Framework, item: Any, *, step: int) -> None:
    """Move the entry up (-1) or down (+1); at the edge nothing happens."""
    require_author(actor)
    rows: list[Any] = list(type(item).objects.select_for_update().filter(framework=framework))
    place = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    target = min(max(place + step, 0), len(rows) - 1)
    if target == place:
        return
    rows.insert(target, rows.pop(place))
    for number, row in enumerate(rows):
        row.order = number
    type(item).objects.bulk_update(rows, ["order"])
    _log(actor, "reordered the library", framework, item)


def _log(actor: User | None, verb: str, framework: Framework, item: Any, **detail: Any) -> None:
    record(actor, verb, framework, part=item._meta.verbose_name, item=item.key, words=str(item)[:120], **detail)
