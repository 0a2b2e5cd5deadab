"""One act on several messages: it happens to all of them, or to none, and is one step to undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from journeys.models import Stage
from messaging.actions.compose import StaleMessageError, insert_copy, overwrite, put_into_cell, remove
from messaging.actions.steps import Change, keep_step
from messaging.models import Framework, ValueMessage
from messaging.permissions import require_author
from messaging.queries.message import message_value
from people.models import User
from stakeholders.models import BuyerRole

Rows = Sequence[ValueMessage]


@transaction.atomic
def move_messages(*, actor: User, framework: Framework, rows: Rows, stage: Stage, role: BuyerRole) -> int:
    """Move the messages to the end of the cell, in their order; return how many were not there already."""
    require_author(actor)
    changes = [change for row in rows for change in put_into_cell(actor, row, row.version, stage, role)]
    return _kept(actor, framework, "moved", changes)


@transaction.atomic
def copy_messages(*, actor: User, framework: Framework, rows: Rows, stage: Stage, role: BuyerRole) -> int:
    """Write each message once more at the end of the cell."""
    require_author(actor)
    return _kept(actor, framework, "copied", [insert_copy(actor, row, stage, role)[1] for row in rows])


@transaction.atomic
def delete_messages(*, actor: User, framework: Framework, rows: Rows, versions: Mapping[str, int]) -> int:
    """Delete the messages, unless somebody changed one since the person saw it in the version named."""
    require_author(actor)
    for row in rows:
        if versions.get(row.key) not in (row.version, 0, None):
            raise StaleMessageError(row)
    return _kept(actor, framework, "deleted", [remove(actor, row, row.version, verb="deleted")[1] for row in rows])


@transaction.atomic
def assign_messages(*, actor: User, framework: Framework, rows: Rows, owner: User | None) -> int:
    """Give the messages an owner, or none."""
    return _set(actor, framework, rows, "assigned", owner=owner.email if owner else None)


@transaction.atomic
def date_messages(*, actor: User, framework: Framework, rows: Rows, review_by: dt.date | None) -> int:
    """Set the day on which the messages are to be looked at again, or take it away."""
    return _set(actor, framework, rows, "dated", review_by=review_by)


def _set(actor: User, framework: Framework, rows: Rows, verb: str, **changes: Any) -> int:
    require_author(actor)
    values = [(row, message_value(row).model_copy(update=changes)) for row in rows]
    done = [change for row, value in values for change in overwrite(actor, row, row.version, value, verb=verb)]
    return _kept(actor, framework, verb, done)


def _kept(actor: User, framework: Framework, verb: str, changes: list[Change]) -> int:
    keep_step(actor, framework, verb, changes)
    return len(changes)
