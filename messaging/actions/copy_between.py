"""Copying a message into another framework, with what it needs there."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from journeys.models import Stage
from messaging.actions.compose import create_message
from messaging.actions.library import add_item
from messaging.assembly import assemble
from messaging.copying import CopyPlan, plan_copy
from messaging.library import PARTS
from messaging.models import Framework, ValueMessage
from messaging.permissions import require_author
from messaging.queries.message import message_value
from people.activity import record
from people.models import User
from stakeholders.models import BuyerRole, DesiredResult


@transaction.atomic
def copy_between(
    *, actor: User, message: ValueMessage, target: Framework, stage: Stage, role: BuyerRole
) -> tuple[ValueMessage, CopyPlan]:
    """Copy the message into a cell of another framework and return it with what came along and what stayed behind."""
    require_author(actor)
    now = Framework.objects.select_for_update(of=("self",)).select_related("journey").get(pk=target.pk)
    plan = plan_copy(assemble(message.framework), message_value(message), assemble(now), stage.key, role.key)
    if plan.slots:
        now.slots = [*now.slots, *(slot.model_dump(mode="json") for slot in plan.slots)]
        now.save(update_fields=["slots"])
        record(actor, "added slots to", now, slots=[slot.name for slot in plan.slots])
    for part, item in plan.brought:
        add_item(actor, now, PARTS[part].model, _values(now, item), key=item.key)
    now.results.add(*DesiredResult.objects.filter(key__in=plan.value.results))
    copy = create_message(actor=actor, framework=now, value=plan.value, verb="copied")
    record(actor, "copied from", copy, source=message.framework.slug, message=message.key, brought=len(plan.along))
    return copy, plan


def _values(target: Framework, item: Any) -> dict[str, Any]:
    """Return the entry's values with the rows there that it points at, in its order."""
    values: dict[str, Any] = {name: value for name, value in item if name != "key"}
    rows: dict[str, Any] = {
        "roles": target.roles.all(),
        "stages": target.journey.stages.all(),
        "proofs": target.proofs.all(),
    }
    for name in values.keys() & rows.keys():
        known = {row.key: row for row in rows[name]}
        values[name] = [known[key] for key in values[name]]
    if values.get("result"):
        values["result"] = DesiredResult.objects.get(key=values["result"])
    return values
