"""Talking about messages and cells: comment, answer, correct, delete, resolve. The only writer of comments."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from messaging.models import Comment, Framework
from messaging.permissions import Place, require_author
from people.activity import record
from people.models import User
from people.permissions import require
from people.queries import authors

OWN = "Only who wrote a comment can change it. Answer it instead."


@transaction.atomic
def add_comment(*, actor: User, framework: Framework, on: str | Place, text: str, named: Collection[int]) -> Comment:
    """Begin a thread on a message, given by its key, or on a cell."""
    require_author(actor)
    place = {"message_key": on} if isinstance(on, str) else {"stage": on.stage, "role": on.role}
    comment = Comment.objects.create(framework=framework, text=text, by=actor, **place)
    comment.mentions.set(_askable(named))
    _record(actor, "commented in", comment)
    return comment


@transaction.atomic
def answer(*, actor: User, thread: Comment, text: str, named: Collection[int]) -> Comment:
    """Answer in a thread; who answers has seen it, and a resolved thread is open again."""
    require_author(actor)
    comment = Comment.objects.create(
        framework=thread.framework,
        message_key=thread.message_key,
        stage=thread.stage,
        role=thread.role,
        thread=thread,
        text=text,
        by=actor,
    )
    _forget(actor, thread)
    comment.mentions.set(_askable(named))
    if thread.resolved_at:
        _settle(thread, by=None)
    _record(actor, "answered in", comment)
    return comment


@transaction.atomic
def correct_comment(
    *, actor: User, comment: Comment, text: str, named: Collection[int], named_before: Collection[int]
) -> None:
    """Change one's own words. Only who is named for the first time is asked anew."""
    require_own(actor, comment)
    comment.text, comment.edited_at = text, timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    comment.mentions.remove(*(set(named_before) - set(named)))
    comment.mentions.add(*_askable(set(named) - set(named_before)))
    _record(actor, "corrected a", comment)


@transaction.atomic
def delete_comment(*, actor: User, comment: Comment) -> bool:
    """Delete one's own words and return whether the thread is gone; answers of a first remark stay."""
    require_own(actor, comment)
    _record(actor, "deleted a", comment)
    if comment.replies.exists():
        comment.mentions.clear()
        Comment.objects.filter(pk=comment.pk).update(text="")
        return False
    head = comment.thread
    comment.delete()
    if head is None or head.text or head.replies.exists():
        return head is None
    head.delete()  # nothing is left of the thread but a deleted remark
    return True


@transaction.atomic
def resolve_thread(*, actor: User, thread: Comment) -> None:
    """Settle a thread with all its answers: nobody is asked any more."""
    require_author(actor)
    if not thread.resolved_at:
        _settle(thread, by=actor)
        _record(actor, "resolved a", thread)


@transaction.atomic
def reopen_thread(*, actor: User, thread: Comment) -> None:
    """Open a resolved thread again."""
    require_author(actor)
    if thread.resolved_at:
        _settle(thread, by=None)
        _record(actor, "reopened a", thread)


@transaction.atomic
def see_thread(*, actor: User, thread: Comment) -> None:
    """Say that one has read what one was asked: the thread leaves one's own list and stays open."""
    require_author(actor)
    _forget(actor, thread)
    _record(actor, "has seen a", thread)


def require_own(actor: User, comment: Comment) -> None:
    require_author(actor)
    require(comment.by_id == actor.pk and bool(comment.text), OWN)


def _askable(named: Collection[int]) -> list[User]:
    """Return those of the people who can open the framework: nobody else is ever asked."""
    return list(authors().filter(pk__in=named))


def _settle(thread: Comment, *, by: User | None) -> None:
    thread.resolved_by, thread.resolved_at = by, timezone.now() if by else None
    thread.save(update_fields=["resolved_by", "resolved_at"])


def _forget(actor: User, thread: Comment) -> None:
    """Take the person off the lists of whom the thread asks."""
    said = Q(comment=thread) | Q(comment__thread=thread)
    Comment.mentions.through.objects.filter(said, user=actor).delete()


def _record(actor: User, verb: str, comment: Comment) -> None:
    record(actor, verb, comment, framework=comment.framework.slug, message=comment.message_key)
