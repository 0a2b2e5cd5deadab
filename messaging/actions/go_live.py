"""A release whose sheets are all ready becomes the one that sellers use. Only ever forward."""

from __future__ import annotations

from django.db import transaction

from messaging.models import Framework, Release
from people.activity import record


@transaction.atomic
def go_live(release: Release) -> bool:
    """Put the release in use unless a later one is; return whether it is in use now."""
    framework = (
        Framework.objects.select_for_update(of=("self",)).select_related("live_release").get(pk=release.framework_id)
    )
    live = framework.live_release
    if live is not None and live.number >= release.number:
        return live.pk == release.pk
    framework.live_release = release
    framework.save(update_fields=["live_release"])
    record(None, "went live", release, number=release.number, before=live.number if live else None)
    return True
