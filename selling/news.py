"""What is new for sellers in the release they use, beside the release before; and what was taken from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from messaging.diff import Change, ChangeKind, Subject, diff
from messaging.models import Release
from messaging.released import document_of

MOST = 6


@dataclass(frozen=True)
class News:
    """The changed messages, the first of them; `cells` says where each can be read now."""

    before: int
    changes: list[tuple[Change, tuple[str, str] | None]]
    more: int


def news(release: Release) -> News | None:
    """Return what changed in messages since the release before that nobody withdrew; None for a first release."""
    if release.number == 1:
        return None
    earlier = Release.objects.filter(framework=release.framework_id, number__lt=release.number, withdrawal=None)
    before = earlier.values_list("pk", "content_hash", "number").order_by("-number").first()
    if before is None:
        return None
    pk, content_hash, number = before
    changes = _changes(pk, content_hash, release.pk, release.content_hash)
    cells = {
        message.key: (message.stage, message.role) for message in document_of(release.pk, release.content_hash).messages
    }
    told = [(change, cells.get(change.key)) for change in changes if change.kind is not ChangeKind.MOVED]
    return News(number, told[:MOST], len(told[MOST:]))


@lru_cache(maxsize=32)
def _changes(pk: int, content_hash: str, now_pk: int, now_hash: str) -> list[Change]:
    return diff(document_of(pk, content_hash), document_of(now_pk, now_hash)).of(Subject.MESSAGE)
