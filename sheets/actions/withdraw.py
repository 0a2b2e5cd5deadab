"""A release is taken back from sellers, or given to them again. The release itself never changes."""

from __future__ import annotations

from django.db import transaction

from messaging.actions.go_live import go_live, lock_framework, put_in_use
from messaging.models import Release, Withdrawal
from messaging.permissions import require_publisher
from people.activity import record
from people.models import User
from sheets.queries import missing, newest_ready


class WithdrawRefusedError(Exception):
    """Somebody else was faster; the sentence says who."""


@transaction.atomic
def withdraw(*, actor: User, release: Release, reason: str) -> Release | None:
    """Withdraw the release and return the one that sellers use now: the newest other one that is ready, or none.

    Raises ValidationError when the reason is missing or no text.
    """
    require_publisher(actor)
    framework = lock_framework(release)
    if earlier := Withdrawal.objects.filter(release=release).select_related("by").first():
        raise WithdrawRefusedError(f"{earlier.by} has withdrawn release {release.number} already.")
    withdrawal = Withdrawal(release=release, reason=reason.strip(), by=actor)
    withdrawal.clean_fields(exclude={"release", "by"})
    withdrawal.save()
    if framework.live_release_id == release.pk:
        put_in_use(framework, newest_ready(framework))
    now = framework.live_release
    record(actor, "withdrew", release, number=release.number, reason=reason, in_use=now.number if now else None)
    return now


@transaction.atomic
def reinstate(*, actor: User, release: Release) -> bool:
    """Take the withdrawal back and return whether sellers use the release now: no later one is ever replaced."""
    require_publisher(actor)
    lock_framework(release)
    if not Withdrawal.objects.filter(release=release).delete()[0]:
        raise WithdrawRefusedError(f"Release {release.number} is not withdrawn any more.")
    record(actor, "reinstated", release, number=release.number)
    return not missing(release).exists() and go_live(release)
