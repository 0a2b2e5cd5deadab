"""What waits for one person in all frameworks at once. Seven queries, and one for how much it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from messaging.models import CellNote, Comment, Framework, FrameworkRole, Review, ValueMessage
from messaging.terms import ReviewState
from people.models import User

SOON = dt.timedelta(days=14)
MOST = 100


@dataclass(frozen=True)
class Due:
    """Something whose review date is past or near."""

    day: dt.date
    past: bool
    framework: Framework
    message: ValueMessage | None = None


@dataclass(frozen=True)
class Work:
    """One person's work; lists hold at most `MOST` lines."""

    asked: list[Any]
    returned: list[Review]
    gaps: list[CellNote]
    due: list[Due]
    owned: list[ValueMessage]


def read_work(user: User, today: dt.date) -> Work:
    """Return what waits for the person: asked newest first, dates the most pressing first."""
    messages = _due_messages(user, today).select_related("framework", "stage", "role")
    due = [Due(row.review_by, row.review_by <= today, row.framework, row) for row in messages[:MOST] if row.review_by]
    due += [Due(row.review_by, row.review_by <= today, row) for row in _due_frameworks(user, today) if row.review_by]
    return Work(
        asked=_one_a_thread(user),
        returned=list(_returned(user).select_related("framework", "decided_by")[:MOST]),
        gaps=list(_gaps(user).select_related("framework", "stage", "role")[:MOST]),
        due=sorted(due, key=lambda entry: entry.day),
        owned=list(_owned(user)[:MOST]),
    )


def waiting(user: User, today: dt.date) -> int:
    """Return how much waits for the person; what one merely owns does not wait."""
    threads = _asked(user).annotate(head=Coalesce("thread_id", "pk")).values_list("head").distinct()
    others = (_returned(user), _gaps(user), _due_messages(user, today), _due_frameworks(user, today))
    return threads.order_by().union(*(rows.order_by().values_list("pk") for rows in others), all=True).count()


def _asked(user: User) -> QuerySet[Comment]:
    """Return the comments that ask the person, in open threads whose message or cell is there."""
    is_open = Q(thread=None, resolved_at=None) | Q(thread__isnull=False, thread__resolved_at=None)
    message = ValueMessage.objects.filter(framework=OuterRef("framework"), key=OuterRef("message_key"))
    role = FrameworkRole.objects.filter(framework=OuterRef("framework"), role=OuterRef("role"))
    on_cell = Q(message_key="", stage__journey=F("framework__journey")) & Exists(role)
    asked = Comment.objects.filter(is_open, mentions=user, framework__archived=False)
    return asked.filter(on_cell | (Q(stage=None) & Exists(message)))


def _one_a_thread(user: User) -> list[Any]:
    """Return the newest comment of each thread that asks the person, with the place in words."""
    message = ValueMessage.objects.filter(framework=OuterRef("framework"), key=OuterRef("message_key"))
    rows = _asked(user).select_related("by", "framework", "stage", "role").order_by("-at", "-pk")
    rows = rows.annotate(
        headline=Subquery(message.values("headline")[:1]),
        stage_name=Coalesce(Subquery(message.values("stage__name")[:1]), "stage__name"),
        phase=Coalesce(Subquery(message.values("stage__phase")[:1]), "stage__phase"),
        role_title=Coalesce(Subquery(message.values("role__title")[:1]), "role__title"),
    )
    newest: dict[int, Comment] = {}
    for row in rows[: MOST * 3]:
        newest.setdefault(row.thread_id or row.pk, row)
    return list(newest.values())[:MOST]


def _returned(user: User) -> QuerySet[Review]:
    """Return the person's reviews that were sent back and not submitted again since."""
    newer = Review.objects.filter(framework=OuterRef("framework"), submitted_at__gt=OuterRef("submitted_at"))
    sent_back = Review.objects.filter(submitted_by=user, state=ReviewState.RETURNED, framework__archived=False)
    return sent_back.filter(~Exists(newer)).defer("document")


def _gaps(user: User) -> QuerySet[CellNote]:
    """Return the gaps that the person was given and that nobody has filled."""
    filled = ValueMessage.objects.filter(
        framework=OuterRef("framework"), stage=OuterRef("stage"), role=OuterRef("role")
    )
    given = CellNote.objects.filter(owner=user, is_gap=True, framework__archived=False)
    return given.filter(~Exists(filled)).order_by("framework__title", "stage__order", "pk")


def _due_messages(user: User, today: dt.date) -> QuerySet[ValueMessage]:
    mine = Q(owner=user) | Q(framework__owner=user)
    due = ValueMessage.objects.filter(mine, review_by__lte=today + SOON, framework__archived=False)
    return due.order_by("review_by", "pk")


def _due_frameworks(user: User, today: dt.date) -> QuerySet[Framework]:
    return Framework.objects.filter(owner=user, review_by__lte=today + SOON, archived=False)


def _owned(user: User) -> QuerySet[ValueMessage]:
    owned = ValueMessage.objects.filter(owner=user, framework__archived=False)
    places = ("framework__title", "framework", "stage__order", "role__title", "order", "pk")
    return owned.select_related("framework", "stage", "role").order_by(*places)
