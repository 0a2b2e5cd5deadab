"""Where somebody is just now.

The one write without an activity entry: it changes nothing anybody wrote, each tab sends it four times a minute, and
it counts for less than a minute. The log is for what was done.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from messaging.models import Framework, Presence
from messaging.permissions import require_author
from people.models import User

KEPT = dt.timedelta(hours=1)
WHERE = ("stage_key", "role_key", "message_key", "writing", "seen_at")


@transaction.atomic
def seen(*, actor: User, framework: Framework, stage: str, role: str, message: str, writing: bool) -> None:
    """Keep where the person is: one query, and two more for an arrival, which also sweeps what is old."""
    require_author(actor)
    now = timezone.now()
    where = {"stage_key": stage, "role_key": role, "message_key": message, "writing": writing, "seen_at": now}
    if Presence.objects.filter(framework=framework, user=actor).update(**where):
        return
    Presence.objects.filter(seen_at__lt=now - KEPT).delete()
    Presence.objects.bulk_create(
        [Presence(framework=framework, user=actor, **where)],
        update_conflicts=True,
        unique_fields=["framework", "user"],
        update_fields=WHERE,
    )
