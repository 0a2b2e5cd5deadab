"""Asking another lead before a release: submit the draft, take it back, approve it or send it back with an answer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from messaging.assembly import assemble
from messaging.document import content_hash
from messaging.models import Framework, Release, Review
from messaging.permissions import require_publisher
from messaging.queries.review import approval_of, reviews
from messaging.terms import ReviewState
from people.activity import record
from people.models import User


class ReviewRefusedError(Exception):
    """The review is not where the person thought it was; the sentence says where it is."""


class DraftChangedError(Exception):
    """The draft is not the one that the approver read."""


@transaction.atomic
def submit(*, actor: User, framework: Framework, note: str) -> Review:
    """Submit the draft as it is now; an open review of an older draft gives way to it."""
    require_publisher(actor)
    locked = _lock(framework)
    document = assemble(locked)
    hashed = content_hash(document)
    _refuse_twice(locked, hashed)
    for older in reviews(locked).filter(state=ReviewState.OPEN):
        _decide(actor, older, ReviewState.TAKEN_BACK, "submitted anew", "")
    review = Review(
        framework=locked,
        note=note.strip(),
        submitted_by=actor,
        content_hash=hashed,
        document=document.model_dump(mode="json", by_alias=True),
    )
    review.clean_fields(exclude={"framework", "submitted_by", "document", "decided_by"})
    review.save()
    record(actor, "submitted for approval", review, content_hash=hashed)
    return review


def _refuse_twice(framework: Framework, hashed: str) -> None:
    waiting = reviews(framework).filter(state=ReviewState.OPEN, content_hash=hashed).first()
    if waiting is not None:
        raise ReviewRefusedError(f"{waiting.submitted_by} has submitted this very draft already.")
    approval = approval_of(framework, hashed)
    if approval is not None:
        raise ReviewRefusedError(f"{approval.decided_by} has approved this very draft already.")


@transaction.atomic
def take_back(*, actor: User, review: Review) -> None:
    """End the review without an answer; only who submitted the draft can."""
    require_publisher(actor)
    now = _open(review)
    if now.submitted_by_id != actor.pk:
        raise ReviewRefusedError(f"Only {now.submitted_by}, who submitted the draft, can take it back.")
    _decide(actor, now, ReviewState.TAKEN_BACK, "took back", "")


@transaction.atomic
def approve(*, actor: User, review: Review, seen: str, answer: str = "") -> None:
    """Approve the draft that was submitted, if it is what the actor read and what the draft still says.

    Raises DraftChangedError when it is not: who changed the draft submits it anew, and somebody else approves.
    """
    require_publisher(actor)
    now = _open(review)
    if not seen == now.content_hash == content_hash(assemble(now.framework)):
        raise DraftChangedError
    if now.framework.needs_approval and now.submitted_by_id == actor.pk:
        raise ReviewRefusedError("You submitted this draft, so another lead has to approve it.")
    _decide(actor, now, ReviewState.APPROVED, "approved", answer)


@transaction.atomic
def send_back(*, actor: User, review: Review, answer: str) -> None:
    """Return the draft to who submitted it, with an answer that says what to change."""
    require_publisher(actor)
    now = _open(review)
    if now.submitted_by_id == actor.pk:
        raise ReviewRefusedError("You submitted this draft yourself. Take it back instead.")
    if not answer.strip():
        raise ValidationError({"answer": "Say what should change."})
    _decide(actor, now, ReviewState.RETURNED, "sent back", answer)


def close_review(actor: User | None, release: Release) -> None:
    """End a review that nobody waited for: the draft is a release now."""
    for review in reviews(release.framework).filter(state=ReviewState.OPEN):
        _decide(actor, review, ReviewState.TAKEN_BACK, "published without an answer to", "")


def _lock(framework: Framework) -> Framework:
    return Framework.objects.select_for_update(of=("self",)).select_related("journey").get(pk=framework.pk)


def _open(review: Review) -> Review:
    """Return the review and its framework as they are now, locked; refuse when somebody has decided it."""
    framework = _lock(review.framework)
    now = Review.objects.select_related("submitted_by", "decided_by").get(pk=review.pk)
    now.framework = framework
    if now.state != ReviewState.OPEN:
        raise ReviewRefusedError(f"{now.decided_by} has decided meanwhile: {ReviewState(now.state).label.lower()}.")
    return now


def _decide(actor: User | None, review: Review, state: ReviewState, verb: str, answer: str) -> None:
    """Write the decision down. It happened when the activity log says it did."""
    review.state, review.answer, review.decided_by = state, answer.strip(), actor
    review.clean_fields(exclude={"framework", "submitted_by", "document", "decided_by"})
    review.decided_at = record(actor, verb, review, content_hash=review.content_hash).at
    review.save()
