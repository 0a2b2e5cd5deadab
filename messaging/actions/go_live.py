"""A release whose sheets are all ready becomes the one that sellers use. Only ever forward, unless one is withdrawn."""

from __future__ import annotations

from django.db import transaction

from messaging.models import Framework, Release, Withdrawal
from messaging.released import index_release
from people.activity import record


@transaction.atomic
def go_live(release: Release) -> bool:
    """Put the release in use unless it is withdrawn or a later one is in use; return whether it is in use now."""
    framework = lock_framework(release)
    live = framework.live_release
    if Withdrawal.objects.filter(release=release).exists():
        return False
    if live is not None and live.number >= release.number:
        return live.pk == release.pk
    put_in_use(framework, release)
    record(None, "went live", release, number=release.number, before=live.number if live else None)
    return True


def lock_framework(release: Release) -> Framework:
    """Return the release's framework, locked: what sellers use changes one at a time."""
    return Framework.objects.select_for_update(of=("self",)).select_related("live_release").get(pk=release.framework_id)


def put_in_use(framework: Framework, release: Release | None) -> None:
    """Give sellers the release, or none; an earlier one that the search has forgotten is made searchable again."""
    framework.live_release = release
    framework.save(update_fields=["live_release"])
    if release is not None and not release.searchable_messages.exists():
        release.framework = framework
        index_release(release)
