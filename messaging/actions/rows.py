"""Keeping the short lists on a framework: watched terms, slots, phrase guide, glossary."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from messaging.actions.library import InUseError, StaleError
from messaging.document import canonical
from messaging.library import ROW_PARTS, RowPart
from messaging.models import Framework
from messaging.permissions import require_author
from messaging.queries.library import slot_uses
from people.activity import record
from people.models import User


def fingerprint(rows: list[Any]) -> str:
    """Return a short name of the list as it stands: two authors of different lists never conflict."""
    return hashlib.sha256(canonical(rows).encode()).hexdigest()[:16]


@transaction.atomic
def save_rows(actor: User, framework: Framework, part: RowPart, rows: list[Any], *, expected: str) -> None:
    """Write the list, unless somebody else has changed it since, or it drops a slot that a message uses."""
    require_author(actor)
    now = Framework.objects.select_for_update().get(pk=framework.pk)
    current: list[Any] = getattr(now, part.field)
    if fingerprint(current) != expected:
        raise StaleError(now)
    if part.field == "slots":
        _keep_used(now, {row["name"] for row in current} - {row["name"] for row in rows})
    if rows == current:
        return
    setattr(now, part.field, rows)
    now.save(update_fields=[part.field])
    record(actor, "changed in the library", now, part=part.title.lower(), rows=len(rows))


@transaction.atomic
def add_slot(actor: User, framework: Framework, row: dict[str, Any]) -> None:
    """Write one slot at the end of the list, or raise ValidationError when there is one of that name."""
    require_author(actor)
    now = Framework.objects.select_for_update().get(pk=framework.pk)
    if row["name"] in {slot["name"] for slot in now.slots}:
        raise ValidationError("This framework has a slot of that name. Use it, or choose another name.")
    save_rows(actor, now, ROW_PARTS["slots"], [*now.slots, row], expected=fingerprint(now.slots))


def _keep_used(framework: Framework, dropped: set[str]) -> None:
    used = [(name, headline) for name, headline in slot_uses(framework) if name in dropped]
    if used:
        raise InUseError(used)
