"""A file leaves the house: who took which sheet is written down. A file that the storage has lost is made again."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from people.activity import record
from people.models import User
from sheets.jobs import FRESH
from sheets.models import Artifact, RenderJob, Sheet
from sheets.ring import ring


def hand_out(*, actor: User, sheet: Sheet) -> None:
    """Log the download. It says that the file was taken, not that it was used."""
    record(actor, "downloaded", sheet, kind=sheet.kind, release=sheet.release.number, content_key=sheet.content_key)


@transaction.atomic
def replace_lost(*, sheet: Sheet) -> None:
    """Queue the sheet's file anew; the release stays in use meanwhile."""
    Artifact.objects.filter(content_key=sheet.content_key).delete()
    job, _ = RenderJob.objects.get_or_create(content_key=sheet.content_key, defaults={"sheet": sheet})
    RenderJob.objects.filter(pk=job.pk).update(**FRESH, not_before=Now())
    record(None, "lost its file", sheet, content_key=sheet.content_key)
    transaction.on_commit(partial(ring, [job.pk]), robust=True)
