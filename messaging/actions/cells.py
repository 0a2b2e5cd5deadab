"""Saying why a cell has no message: silent on purpose, or a gap somebody knows of."""

from __future__ import annotations

from django.db import transaction

from journeys.models import Stage
from messaging.models import CellNote, Framework
from messaging.permissions import require_author
from people.activity import record
from people.models import User
from people.queries import authors
from stakeholders.models import BuyerRole


@transaction.atomic
def note_cell(
    *,
    actor: User | None,
    framework: Framework,
    stage: Stage,
    role: BuyerRole,
    reason: str,
    is_gap: bool,
    owner: int | None = None,
) -> CellNote:
    """Keep the reason why the cell is empty on purpose, or what is known about the gap and who closes it."""
    require_author(actor)
    closes = authors().filter(pk=owner).first() if is_gap and owner else None
    note, _ = CellNote.objects.update_or_create(
        framework=framework, stage=stage, role=role, defaults={"reason": reason, "is_gap": is_gap, "owner": closes}
    )
    verb = "noted a gap in" if is_gap else "left empty on purpose"
    given = {"owner": closes.email} if closes else {}
    record(actor, verb, framework, stage=stage.key, role=role.key, reason=reason, **given)
    return note


@transaction.atomic
def clear_cell_note(*, actor: User | None, framework: Framework, stage: Stage, role: BuyerRole) -> None:
    """Forget the reason: the cell is a gap again if its role is active there."""
    require_author(actor)
    gone, _ = framework.cell_notes.filter(stage=stage, role=role).delete()
    if gone:
        record(actor, "cleared the note of a cell in", framework, stage=stage.key, role=role.key)
