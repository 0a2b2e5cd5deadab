"""Draft → release: a numbered, complete copy of the framework that nobody can change."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from messaging.assembly import assemble
from messaging.document import FrameworkDocument, content_hash
from messaging.models import Framework, Release
from messaging.permissions import require_publisher
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


@transaction.atomic
def freeze_release(*, actor: User | None, framework: Framework, notes: str = "") -> Release:
    """Freeze the framework's draft and return the release; `actor` is None for the machine itself.

    Raises FreezeRefusedError when something blocks, ValidationError when the notes are no text.
    """
    if actor is not None:
        require_publisher(actor)
    # The lock makes two leads who publish at once take two numbers.
    locked = Framework.objects.select_for_update(of=("self",)).select_related("journey").get(pk=framework.pk)
    document = assemble(locked)
    verdict = judge(locked, document, today=timezone.localdate())
    if reasons := blocking_reasons(document) or finding_reasons(document, verdict):
        raise FreezeRefusedError(reasons)
    release = Release(
        framework=locked,
        number=next_number(locked),
        document=document.model_dump(mode="json", by_alias=True),
        content_hash=content_hash(document),
        notes=notes.strip(),
        waived=[as_note(told) for told in tell(document, (), verdict.waived)],
        released_by=actor,
    )
    release.clean_fields(
        exclude={"framework", "number", "document", "waived", "content_hash", "released_by", "approved_by"}
    )
    release.save()
    index_release(release)
    record(actor, "froze", release, number=release.number, content_hash=release.content_hash)
    return release


def next_number(framework: Framework) -> int:
    """Return the number that the next release of the framework will have."""
    last: int | None = framework.releases.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
