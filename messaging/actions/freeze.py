"""Draft → release: a numbered, complete copy of the framework that nobody can change."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from messaging.actions.review import close_review
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, content_hash
from messaging.models import Framework, Release
from messaging.permissions import require_publisher
from messaging.queries.releases import next_number
from messaging.queries.review import approval_of, approval_reasons
from messaging.queries.rules import Verdict, judge
from messaging.queries.told import as_note, in_a_sentence, tell
from messaging.references import reference_problems
from messaging.released import index_release
from people.activity import record
from people.models import User

MOST_REASONS = 20


class FreezeRefusedError(Exception):
    """The draft is not fit to be released; `reasons` says what to mend, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def blocking_reasons(document: FrameworkDocument) -> list[str]:
    """Return what forbids a release of this draft whatever the rules say of it."""
    if not document.messages:
        return ["There is no message yet. Write one, then publish."]
    return [f"{problem.pointer}: {problem.message}" for problem in reference_problems(document)]


def finding_reasons(document: FrameworkDocument, verdict: Verdict) -> list[str]:
    """Return what the rules forbid, one sentence each, at most a screenful."""
    told = [in_a_sentence(item) for item in tell(document, verdict.blocking)]
    more = len(told) - MOST_REASONS
    return told[:MOST_REASONS] + ([f"And {more} more."] if more > 0 else [])


def number_reasons(shown: int | None, free: int) -> list[str]:
    """Return why a release must be looked at again: somebody froze the one that was shown."""
    if shown is None or shown == free:
        return []
    return [f"Release {shown} was frozen meanwhile. Look at what has changed since, then freeze release {free}."]


@transaction.atomic
def freeze_release(*, actor: User | None, framework: Framework, notes: str = "", number: int | None = None) -> Release:
    """Freeze the framework's draft and return the release; `actor` is None for the machine itself.

    `number` is the one that the actor was shown: of two clicks on the same page only one freezes.
    Raises FreezeRefusedError when something blocks, ValidationError when the notes are no text.
    """
    if actor is not None:
        require_publisher(actor)
    # The lock makes leads who publish at once wait for each other, and for an approval that is just being given.
    locked = Framework.objects.select_for_update(of=("self",)).select_related("journey").get(pk=framework.pk)
    document, free = assemble(locked), next_number(locked)
    verdict, hashed = judge(locked, document, today=timezone.localdate()), content_hash(document)
    reasons = number_reasons(number, free) or blocking_reasons(document) or finding_reasons(document, verdict)
    if reasons := reasons or approval_reasons(locked, hashed):
        raise FreezeRefusedError(reasons)
    approval = approval_of(locked, hashed)
    release = Release(
        framework=locked,
        number=free,
        document=document.model_dump(mode="json", by_alias=True),
        content_hash=hashed,
        notes=notes.strip(),
        waived=[as_note(told) for told in tell(document, (), verdict.waived)],
        released_by=actor,
        approved_by=approval.decided_by if approval else None,
    )
    release.clean_fields(
        exclude={"framework", "number", "document", "waived", "content_hash", "released_by", "approved_by"}
    )
    release.save()
    close_review(actor, release)
    index_release(release)
    record(actor, "froze", release, number=release.number, content_hash=release.content_hash)
    return release
