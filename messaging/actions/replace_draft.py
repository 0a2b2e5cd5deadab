"""A file over a draft that is here: tried without a trace, then written if the draft is still the one people saw."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, content_hash
from messaging.models import Framework
from messaging.permissions import require_author
from people.models import User


class StaleDraftError(Exception):
    """Somebody changed the draft since its changes were shown."""


@dataclass(frozen=True)
class Trial:
    """The draft as it is and as it would be."""

    before: FrameworkDocument
    after: FrameworkDocument

    @property
    def seen(self) -> str:
        """Return the name of the draft that was looked at; confirming sends it back."""
        return content_hash(self.before)


@transaction.atomic
def try_replacing(actor: User, framework: Framework, document: FrameworkDocument, *, update_catalogue: bool) -> Trial:
    """Return what the draft would say: it is written for once and taken back, so that nothing is guessed.

    Raises DocumentError where the write itself would.
    """
    require_author(actor)
    before = assemble(framework)
    with transaction.atomic():
        written = import_framework(actor, document, replace=True, update_catalogue=update_catalogue)
        after = assemble(_fresh(written))
        transaction.set_rollback(True)
    return Trial(before, after)


@transaction.atomic
def replace_draft(
    actor: User, framework: Framework, document: FrameworkDocument, *, update_catalogue: bool, seen: str
) -> Framework:
    """Bring the draft to the document, unless it is no longer the draft that was looked at."""
    require_author(actor)
    now = Framework.objects.select_for_update(of=("self",)).select_related("journey").get(pk=framework.pk)
    if content_hash(assemble(now)) != seen:
        raise StaleDraftError
    return import_framework(actor, document, replace=True, update_catalogue=update_catalogue)


def _fresh(framework: Framework) -> Framework:
    return Framework.objects.select_related("journey").get(pk=framework.pk)
