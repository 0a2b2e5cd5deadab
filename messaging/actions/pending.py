"""A file between upload and confirmation: kept for its uploader, for a day."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from messaging.document import FrameworkDocument, to_json
from messaging.models import PendingImport
from messaging.permissions import require_author
from messaging.reading import read_document
from people.models import User

KEPT = dt.timedelta(days=1)


@transaction.atomic
def keep_pending(actor: User, document: FrameworkDocument, *, name: str) -> PendingImport:
    """Keep a sound document until its uploader confirms it; what nobody confirmed within a day goes."""
    require_author(actor)
    PendingImport.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return PendingImport.objects.create(
        token=secrets.token_urlsafe(16), uploaded_by=actor, name=name[:200], content=to_json(document)
    )


def read_pending(actor: User, token: str) -> tuple[PendingImport, FrameworkDocument]:
    """Return the upload and its document, or 404 when it is somebody else's, confirmed or too old."""
    require_author(actor)
    pending = PendingImport.objects.filter(
        token=token, uploaded_by=actor, created_at__gte=timezone.now() - KEPT
    ).first()
    if pending is None:
        raise Http404("This upload is gone: it was imported, or it is older than a day. Upload the file again.")
    return pending, read_document(pending.content.encode())


@transaction.atomic
def drop_pending(actor: User, token: str) -> None:
    PendingImport.objects.filter(token=token, uploaded_by=actor).delete()
