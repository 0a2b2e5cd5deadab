"""Writing the activity log. Every action calls `record` inside its own transaction."""

from __future__ import annotations

from typing import Any

from django.db import models

from people.models import Activity, User


def record(actor: User | None, verb: str, subject: models.Model, **detail: Any) -> Activity:
    """Append one entry. `detail` holds JSON values only; `actor` is None for the machine itself."""
    return Activity.objects.create(
        actor=actor,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:250],
        detail=detail,
    )
