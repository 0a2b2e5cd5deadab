"""Questions about the releases of a framework."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from messaging.models import Framework, Release, Withdrawal
from people.models import Activity


def standing(framework: Framework) -> QuerySet[Release]:
    """Return the releases that nobody has withdrawn, newest first, without their long documents."""
    return framework.releases.filter(withdrawal=None).defer("document").order_by("-number")


def next_number(framework: Framework) -> int:
    """Return the number that the next release of the framework will have."""
    last: int | None = framework.releases.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def was_in_use(release: Release) -> bool:
    """Return whether sellers ever had the release."""
    return Activity.objects.filter(
        subject_type="messaging.release", subject_id=str(release.pk), verb="went live"
    ).exists()


def taken_from_sellers(framework: Framework, live: Release | None) -> Withdrawal | None:
    """Return the newest withdrawal that took a release from sellers and left them with `live`, an earlier one."""
    gone = Withdrawal.objects.filter(release__framework=framework, release__number__gt=live.number if live else 0)
    rows = gone.select_related("release__framework").defer("release__document").order_by("-release__number")
    return next((row for row in rows if was_in_use(row.release)), None)
