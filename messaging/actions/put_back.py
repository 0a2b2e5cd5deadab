"""Putting one field of a message back to what an earlier version said; everything else stays as it is."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from messaging import document as d
from messaging.actions.compose import save_message
from messaging.models import MessageRevision, ValueMessage
from messaging.queries.message import message_value
from people.models import User

PLACE = {"key", "stage", "role"}  # where a message stands is no text of it


@transaction.atomic
def put_back(
    *, actor: User, message: ValueMessage, revision: MessageRevision, field: str, expected_version: int
) -> ValueMessage:
    """Save the message with the field as the revision has it."""
    if field not in d.ValueMessage.model_fields.keys() - PLACE:
        raise ValidationError("A message has no such part. Choose one from its history.")
    old = d.ValueMessage.model_validate(revision.document)
    value = message_value(message).model_copy(update={field: getattr(old, field)})
    return save_message(
        actor=actor, message=message, expected_version=expected_version, value=value, verb="put back a part of"
    )
