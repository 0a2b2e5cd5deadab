"""Let a finding pass for a while, or take that back."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from messaging.models import Framework, Waiver
from messaging.permissions import require_publisher
from messaging.rules import Finding, all_rules
from people.activity import record
from people.models import User

LONGEST_DAYS = 366


@transaction.atomic
def waive(
    *, actor: User, framework: Framework, finding: Finding, reason: str, until: dt.date, today: dt.date
) -> Waiver:
    """Waive a finding until a day, with a reason; an older waiver of the same finding gives way.

    Raises ValidationError when the rule cannot be waived, the reason is missing, or the day is no day ahead.
    """
    require_publisher(actor)
    _check(finding, reason, until, today)
    waiver = Waiver.objects.filter(
        framework=framework, code=finding.code, subject=finding.subject.token
    ).first() or Waiver(framework=framework, code=finding.code, subject=finding.subject.token)
    waiver.told, waiver.reason, waiver.until, waiver.by = finding.message[:400], reason.strip(), until, actor
    waiver.clean_fields(exclude={"framework", "by"})
    waiver.save()
    record(actor, "waived", framework, rule=finding.code, about=waiver.subject, until=until.isoformat())
    return waiver


def _check(finding: Finding, reason: str, until: dt.date, today: dt.date) -> None:
    if not all_rules()[finding.code].waivable:
        raise ValidationError("This rule cannot be waived. Mend what it found.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why this may pass."})
    if not today <= until <= today + dt.timedelta(days=LONGEST_DAYS):
        raise ValidationError({"until": "Choose a day from today to a year ahead."})


@transaction.atomic
def withdraw_waiver(*, actor: User, waiver: Waiver) -> None:
    """Take a waiver back: the finding stands again."""
    require_publisher(actor)
    record(actor, "withdrew waiver", waiver.framework, rule=waiver.code, about=waiver.subject)
    waiver.delete()
