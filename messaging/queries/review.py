"""Where a draft stands on its way to a release: who submitted it, who approved exactly this one, what changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from messaging.assembly import assemble
from messaging.diff import Diff, Subject, diff
from messaging.document import FrameworkDocument, content_hash
from messaging.models import Framework, MessageRevision, Review, ValueMessage
from messaging.terms import ReviewState
from people.models import User

DECIDED = (ReviewState.APPROVED, ReviewState.RETURNED)
KEPT_ON_THE_PAGE = 10


class Standing(StrEnum):
    """What a pill says of a draft."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"


def reviews(framework: Framework) -> QuerySet[Review]:
    """Return the framework's reviews, newest first, without their long documents."""
    return framework.reviews.select_related("submitted_by", "decided_by").defer("document")


def approval_of(framework: Framework, hashed: str) -> Review | None:
    """Return the approval of the draft with that hash, or None; where two people are asked for, it needs two."""
    decided = reviews(framework).filter(content_hash=hashed, state__in=DECIDED).order_by("-decided_at", "-pk").first()
    if decided is None or decided.state != ReviewState.APPROVED:
        return None
    alone = decided.decided_by_id == decided.submitted_by_id
    return None if framework.needs_approval and alone else decided


def approval_reasons(framework: Framework, hashed: str) -> list[str]:
    """Return why the draft may not be released yet, if it needs the approval of a second person."""
    if not framework.needs_approval or approval_of(framework, hashed):
        return []
    last = reviews(framework).first()
    if last is not None and last.state == ReviewState.OPEN:
        return [f"{last.submitted_by} has submitted this draft. It waits for another lead’s approval."]
    if last is not None and last.state == ReviewState.APPROVED and last.content_hash != hashed:
        return ["The draft has changed since it was approved. Submit it again, so that another lead approves this one."]
    return ["A release of this framework takes two people. Submit the draft, so that another lead approves it."]


def standing_of(framework: Framework) -> Standing:
    """Return where the draft stands. One query; while an approval waits to be used, the draft is read to compare."""
    last = reviews(framework).first()
    if last is not None and last.state == ReviewState.OPEN:
        return Standing.IN_REVIEW
    if last is None or last.state != ReviewState.APPROVED or used(framework, last):
        return Standing.DRAFT
    return Standing.APPROVED if approval_of(framework, content_hash(assemble(framework))) else Standing.DRAFT


def used(framework: Framework, review: Review) -> bool:
    """Return whether the draft that the review approved is a release by now."""
    return framework.releases.filter(content_hash=review.content_hash, released_at__gte=review.decided_at).exists()


@dataclass(frozen=True)
class Since:
    """What has changed in the draft since a review was submitted or approved."""

    review: Review
    changes: Diff


def changed_since(review: Review | None, document: FrameworkDocument) -> Since | None:
    """Return what the draft says differently from what the review has; None when nothing, or when it is over."""
    if review is None or review.state not in (ReviewState.OPEN, ReviewState.APPROVED):
        return None
    if review.content_hash == content_hash(document):
        return None
    return Since(review, diff(FrameworkDocument.model_validate(review.document), document))


@dataclass(frozen=True)
class Own:
    """How many of the changed messages somebody wrote: an approver reads their own work less strictly."""

    written: int
    changed: int


@dataclass(frozen=True)
class Desk:
    """A draft on the desk of one person: the last review of it, and what is that person's to do."""

    review: Review | None
    since: Since | None
    approval: Review | None
    mine: bool

    @property
    def todo(self) -> str:
        """Return approved, submit, renew (it changed since), wait (it is one's own) or decide."""
        if self.approval:
            return "approved"
        if self.review is None or self.review.state != ReviewState.OPEN:
            return "submit"
        if self.since:
            return "renew"
        return "wait" if self.mine else "decide"


def desk(framework: Framework, person: User, document: FrameworkDocument) -> Desk:
    """Return where the draft stands for the person; a review whose draft is a release by now is over."""
    last = framework.reviews.select_related("submitted_by", "decided_by").first()
    if last is not None and last.state == ReviewState.APPROVED and used(framework, last):
        last = None
    approval = approval_of(framework, content_hash(document))
    mine = last is not None and last.submitted_by_id == person.pk
    return Desk(last, changed_since(last, document), approval, mine)


def own_changes(framework: Framework, changes: Diff, person: User, since: dt.datetime | None) -> Own:
    """Return how many of the changed messages the person wrote at least one version of since then."""
    keys = {change.key for change in changes.of(Subject.MESSAGE) if change.key}
    return Own(len(keys & _written(framework, person, since)), len(keys))


def _written(framework: Framework, person: User, since: dt.datetime | None) -> set[str]:
    now = ValueMessage.objects.filter(framework=framework, changed_by=person)
    before = MessageRevision.objects.filter(framework=framework, by=person)
    if since is not None:
        now, before = now.filter(changed_at__gt=since), before.filter(at__gt=since)
    return {*now.values_list("key", flat=True), *_keys(before)}


def _keys(revisions: QuerySet[MessageRevision]) -> Iterable[str]:
    return revisions.values_list("document__key", flat=True)
