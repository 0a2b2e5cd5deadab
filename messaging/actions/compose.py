"""Writing messages: create, copy, save, move, reorder, delete and bring back. The only writer of their rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from journeys.models import Stage
from messaging import document as d
from messaging.actions.steps import EDITED, Change, Side, keep_step
from messaging.models import Framework, MessageRevision, ValueMessage
from messaging.permissions import require_author
from messaging.queries.message import LINKS, as_json, changed_fields, message_value, slot_problems
from people.activity import record
from people.models import User
from stakeholders.models import BuyerRole, Concept, DesiredResult, Win
from ui.keys import free_key


class StaleMessageError(Exception):
    """Somebody else has saved, moved or deleted the message since the author read it."""

    def __init__(self, current: ValueMessage | None) -> None:
        self.current = current
        super().__init__("Somebody else changed this message while you were writing.")


@transaction.atomic
def create_message(
    *, actor: User | None, framework: Framework, value: d.ValueMessage, key: str = "", verb: str = "wrote"
) -> ValueMessage:
    """Write a new message at the end of its cell; without `key` its key is made from the headline."""
    require_author(actor)
    message, change = insert(
        actor, framework, value.model_copy(update={"key": unused_key(framework, key or value.headline)}), verb=verb
    )
    keep_step(actor, framework, verb, [change])
    return message


@transaction.atomic
def copy_message(*, actor: User, message: ValueMessage, stage: Stage, role: BuyerRole) -> ValueMessage:
    """Write the same once more at the end of a cell; concept and wins of another role stay behind."""
    require_author(actor)
    row, change = insert_copy(actor, message, stage, role)
    keep_step(actor, message.framework, "copied", [change])
    return row


@transaction.atomic
def save_message(
    *,
    actor: User | None,
    message: ValueMessage,
    expected_version: int,
    value: d.ValueMessage,
    verb: str = "saved",
    before: d.ValueMessage | None = None,
) -> ValueMessage:
    """Write the value over the message and return it; nothing is written when nothing changed.

    The comparison with `expected_version` and the write are one UPDATE, so of two people who save the same version
    one gets StaleMessageError. `before` is what the message says in the version given, where that is known already.
    """
    require_author(actor)
    changes = overwrite(actor, message, expected_version, value, verb=verb, before=before)
    keep_step(actor, message.framework, EDITED if verb == "saved" else verb, changes)
    return message


@transaction.atomic
def move_message(
    *, actor: User, message: ValueMessage, expected_version: int, stage: Stage, role: BuyerRole
) -> ValueMessage:
    """Put the message at the end of another cell. What belongs to the old role alone (concept, wins) stays behind."""
    require_author(actor)
    keep_step(actor, message.framework, "moved", put_into_cell(actor, message, expected_version, stage, role))
    return message


@transaction.atomic
def reorder_message(*, actor: User, message: ValueMessage, step: int) -> None:
    """Move the message up (-1) or down (+1) within its cell; at the edge nothing happens."""
    require_author(actor)
    cell = list(
        message.framework.messages.select_for_update()
        .filter(stage=message.stage_id, role=message.role_id)
        .order_by("order", "pk")
    )
    place = next(i for i, row in enumerate(cell) if row.pk == message.pk)
    target = min(max(place + step, 0), len(cell) - 1)
    if target == place:
        return
    cell.insert(target, cell.pop(place))
    changes = [_renumbered(row, order) for order, row in enumerate(cell) if row.order != order]
    ValueMessage.objects.bulk_update(cell, ["order"])
    record(actor, "reordered", message, place=target + 1)
    keep_step(actor, message.framework, "reordered", changes, about=message.headline)


@transaction.atomic
def delete_message(*, actor: User | None, message: ValueMessage, expected_version: int) -> MessageRevision:
    """Delete the message and return the revision that can bring it back."""
    require_author(actor)
    revision, change = remove(actor, message, expected_version, verb="deleted")
    keep_step(actor, message.framework, "deleted", [change])
    return revision


@transaction.atomic
def restore_revision(*, actor: User, revision: MessageRevision, expected_version: int = 0) -> ValueMessage:
    """Make the message say again what it said in the revision; a deleted message comes back with its history."""
    require_author(actor)
    value = what_still_exists(revision.framework, d.ValueMessage.model_validate(revision.document))
    if revision.message is not None:
        return save_message(
            actor=actor, message=revision.message, expected_version=expected_version, value=value, verb="restored"
        )
    message, change = bring_back(actor, revision.framework, value, verb="brought back")
    keep_step(actor, revision.framework, "brought back", [change])
    return message


def insert(
    actor: User | None,
    framework: Framework,
    value: d.ValueMessage,
    *,
    verb: str,
    order: int | None = None,
    version: int = 1,
) -> tuple[ValueMessage, Change]:
    """Write a new row with the value's key, at the end of its cell unless `order` says where."""
    columns, value = _columns(framework, value)
    order = _end_of_cell(framework, columns["stage"], columns["role"]) if order is None else order
    message = ValueMessage.objects.create(
        framework=framework,
        key=value.key,
        order=order,
        version=version,
        changed_at=timezone.now(),
        changed_by=actor,
        **columns,
    )
    _write_links(message, d.ValueMessage(key=value.key, stage="x", role="x", kind=value.kind, headline="x"), value)
    record(actor, verb, message)
    return message, Change(None, Side(value, order))


def insert_copy(
    actor: User | None, message: ValueMessage, stage: Stage, role: BuyerRole
) -> tuple[ValueMessage, Change]:
    value = in_cell(message_value(message), stage.key, role.key)
    key = unused_key(message.framework, value.headline)
    return insert(actor, message.framework, value.model_copy(update={"key": key}), verb="copied")


def bring_back(
    actor: User | None, framework: Framework, value: d.ValueMessage, *, verb: str, order: int | None = None
) -> tuple[ValueMessage, Change]:
    """Write a deleted message anew with its key and its whole history; its version numbers go on.

    When another message has the key by now, it comes back beside that one, without a past.
    """
    taken = framework.messages.filter(key=value.key).exists()
    past = [] if taken else _past(framework, value.key)
    value = value.model_copy(update={"key": unused_key(framework, value.key)}) if taken else value
    version = past[0].version + 1 if past else 1
    message, change = insert(actor, framework, value, verb=verb, order=order, version=version)
    MessageRevision.objects.filter(pk__in=[revision.pk for revision in past]).update(message=message)
    return message, change


def _past(framework: Framework, key: str) -> list[MessageRevision]:
    """Return the revisions of the deleted message, newest first; an earlier message of the same key is not its past."""
    past: list[MessageRevision] = []
    for revision in framework.revisions.filter(message=None, document__key=key).order_by("-pk"):
        if past and revision.version >= past[-1].version:
            break
        past.append(revision)
    return past


def overwrite(
    actor: User | None,
    message: ValueMessage,
    expected_version: int,
    value: d.ValueMessage,
    *,
    verb: str,
    order: int | None = None,
    before: d.ValueMessage | None = None,
) -> list[Change]:
    """Write value and place over the row if it still has the version; return the change, none when nothing is new.

    `before` is what the row says, when the caller knows.
    """
    before = before or message_value(message)
    value = value.model_copy(update={"key": message.key})
    changed = changed_fields(before, value)
    if message.version != expected_version:
        raise StaleMessageError(message)
    order = message.order if order is None else order
    if not changed and order == message.order:
        return []
    columns, value = _columns(message.framework, value, before)
    revision, was = _keep(message, before), Side(before, message.order)
    _swap(message, expected_version, actor, order=order, **columns)
    revision.save()
    _write_links(message, before, value)
    record(actor, verb, message, fields=changed, version=message.version)
    return [Change(was, Side(value, order))]


def put_into_cell(
    actor: User | None, message: ValueMessage, expected_version: int, stage: Stage, role: BuyerRole
) -> list[Change]:
    """Move the row to the end of the cell; where it stands there already, nothing happens."""
    value = message_value(message)
    if (stage.key, role.key) == (value.stage, value.role):
        return []
    order = _end_of_cell(message.framework, stage, role)
    moved = in_cell(value, stage.key, role.key)
    return overwrite(actor, message, expected_version, moved, verb="moved", order=order)


def remove(
    actor: User | None, message: ValueMessage, expected_version: int, *, verb: str
) -> tuple[MessageRevision, Change]:
    """Delete the row if it still has the version, and keep what it said."""
    value = message_value(message)
    revision = _keep(message, value)
    revision.save()
    record(actor, verb, message, revision=revision.pk)
    gone, _ = ValueMessage.objects.filter(pk=message.pk, version=expected_version).delete()
    if not gone:
        raise StaleMessageError(ValueMessage.objects.filter(pk=message.pk).first())
    revision.refresh_from_db()
    return revision, Change(Side(value, message.order), None)


def in_cell(value: d.ValueMessage, stage: str, role: str) -> d.ValueMessage:
    """Return the value as it stands in another cell: another role has its own concepts and wins."""
    left: dict[str, Any] = {} if role == value.role else {"concept": None, "wins": ()}
    return value.model_copy(update={"stage": stage, "role": role, **left})


def unused_key(framework: Framework, wished: str) -> str:
    """Return a key near the wished one that no message has, and no deleted one that may come back."""
    deleted = framework.revisions.filter(message=None).values_list("document__key", flat=True)
    taken = {*framework.messages.values_list("key", flat=True), *deleted}
    return free_key(wished, taken, fallback="message")


def _renumbered(row: ValueMessage, order: int) -> Change:
    value = message_value(row)
    change = Change(Side(value, row.order), Side(value, order))
    row.order = order
    return change


def _swap(message: ValueMessage, expected_version: int, actor: User | None, **columns: Any) -> None:
    """Write the columns if the row still has the expected version, else raise StaleMessageError."""
    columns |= {"changed_at": timezone.now(), "changed_by": actor}
    rows = ValueMessage.objects.filter(pk=message.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **columns):
        raise StaleMessageError(ValueMessage.objects.filter(pk=message.pk).first())
    for name, new in {**columns, "version": expected_version + 1}.items():
        setattr(message, name, new)


def _keep(message: ValueMessage, value: d.ValueMessage) -> MessageRevision:
    """Return the unsaved revision that holds what the message says now."""
    return MessageRevision(
        framework=message.framework,
        message=message,
        version=message.version,
        document=as_json(value),
        by_id=message.changed_by_id,
        at=message.changed_at,
    )


def _columns(
    framework: Framework, value: d.ValueMessage, before: d.ValueMessage | None = None
) -> tuple[dict[str, Any], d.ValueMessage]:
    """Return the row's own columns, and the value without an owner nobody knows.

    What the message refers to and referred to `before` is not looked up again. Raises ValidationError for what the
    framework does not have.
    """
    problems = slot_problems(value, [slot["name"] for slot in framework.slots])
    if problems:
        raise ValidationError(list(problems.values()))
    plain = {
        "kind": value.kind,
        "headline": value.headline,
        "talk_track": list(value.talk_track),
        "so_what": value.so_what,
        "concedes": value.concedes,
        "best_next_step": value.next_step.best,
        "minimum_next_step": value.next_step.minimum,
        "slots": list(value.slots),
        "review_by": value.review_by,
    }
    referred = _referred(framework, value, before)
    if "owner" in referred:
        value = value.model_copy(update={"owner": referred["owner"].email if referred["owner"] else None})
    return plain | referred, value


def _referred(framework: Framework, value: d.ValueMessage, before: d.ValueMessage | None) -> dict[str, Any]:
    """Return the columns that refer to another row, those that changed only when there is a before."""
    found: dict[str, Callable[[], Any]] = {
        "stage": lambda: _one(Stage, value.stage, journey=framework.journey_id),
        "role": lambda: _one(BuyerRole, value.role, framework_places__framework=framework),
        "concept": lambda: _one(Concept, value.concept, role__key=value.role) if value.concept else None,
        "alternative": lambda: framework.alternatives.get(key=value.alternative) if value.alternative else None,
        "owner": lambda: User.objects.filter(email=value.owner).first() if value.owner else None,
    }
    same = {name for name in found if before and getattr(before, name) == getattr(value, name)}
    if "role" not in same:
        same -= {"concept"}  # which belongs to a role
    return {name: look_up() for name, look_up in found.items() if name not in same}


def _one(model: Any, key: str, **within: Any) -> Any:
    row = model.objects.filter(key=key, **within).first()
    if row is None:
        raise ValidationError(f"This framework has no {model._meta.verbose_name} “{key}” any more. Choose another one.")
    return row


def _end_of_cell(framework: Framework, stage: Stage, role: BuyerRole) -> int:
    last = framework.messages.filter(stage=stage, role=role).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _candidates(framework: Framework, role: str, part: str) -> Any:
    """Return the rows that a message of the framework and role may link in that part."""
    if part == "results":
        return DesiredResult.objects.filter(frameworks=framework)
    if part == "wins":
        return Win.objects.filter(role__key=role)
    return getattr(framework, part).all()


def _write_links(message: ValueMessage, before: d.ValueMessage, after: d.ValueMessage) -> None:
    """Write the many-to-many rows that changed, in the value's order."""
    for part, column in LINKS.items():
        keys = getattr(after, part)
        if getattr(before, part) == keys:
            continue
        rows = dict(_candidates(message.framework, after.role, part).filter(key__in=keys).values_list("key", "pk"))
        if missing := [key for key in keys if key not in rows]:
            raise ValidationError(f"The {part} of this framework have no “{missing[0]}” any more. Choose again.")
        through = getattr(ValueMessage, part).through
        through.objects.filter(valuemessage=message).delete()
        through.objects.bulk_create(
            through(**{"valuemessage_id": message.pk, f"{column}_id": rows[key]}) for key in keys
        )


def what_still_exists(framework: Framework, value: d.ValueMessage) -> d.ValueMessage:
    """Return the value without the references whose targets are gone by now."""
    kept: dict[str, Any] = {}
    for part in LINKS:
        known = set(_candidates(framework, value.role, part).values_list("key", flat=True))
        kept[part] = tuple(key for key in getattr(value, part) if key in known)
    if value.alternative and not framework.alternatives.filter(key=value.alternative).exists():
        kept["alternative"] = None
    if value.concept and not Concept.objects.filter(key=value.concept, role__key=value.role).exists():
        kept["concept"] = None
    return value.model_copy(update=kept)
