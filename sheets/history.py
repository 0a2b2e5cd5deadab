"""The releases of a framework, with how far each one's sheets are."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from messaging.models import Framework, Release
from sheets.models import Artifact, RenderJob
from sheets.terms import JobState


def history(framework: Framework) -> QuerySet[Release]:
    """Return the releases, newest first, each with `total`, `ready` and `failed` sheets."""
    key = OuterRef("sheets__content_key")
    made = Exists(Artifact.objects.filter(content_key=key))
    failed = Exists(RenderJob.objects.filter(content_key=key, state=JobState.FAILED))
    return (
        framework.releases.select_related("released_by")
        .defer("document")
        .annotate(
            total=Count("sheets"),
            ready=Count("sheets", filter=Q(made)),
            failed=Count("sheets", filter=Q(failed) & ~Q(made)),
        )
        .order_by("-number")
    )


def neighbour(release: Release) -> Release | None:
    """Return the release before this one."""
    return (
        Release.objects.filter(framework=release.framework_id, number__lt=release.number)
        .defer("document")
        .order_by("-number")
        .first()
    )
