"""Who may see and change frameworks; every object reaches a view through one of these functions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404

from journeys.models import Stage
from messaging.models import Comment, Framework, MessageRevision, Release, Review, ValueMessage, Waiver
from people.models import User
from people.permissions import may_author, may_publish, may_read, require
from stakeholders.models import BuyerRole


def require_author(user: User | None) -> None:
    """Raise PermissionDenied unless the user writes frameworks. None is the machine itself, as from the shell."""
    require(
        user is None or may_author(user), "Enablement leads write frameworks. Ask one of them, or an administrator."
    )


def require_publisher(user: User) -> None:
    """Raise PermissionDenied unless the user publishes releases."""
    require(may_publish(user), "Enablement leads publish releases. Ask one of them.")


def frameworks_of(user: User) -> QuerySet[Framework]:
    """Return the frameworks the user may edit, archived ones included."""
    return Framework.objects.all() if may_author(user) else Framework.objects.none()


def access_framework(user: User, slug: str) -> Framework:
    """Return the framework for editing, or 404: who may not write learns nothing of drafts."""
    if not may_author(user):
        raise Http404
    try:
        rows = Framework.objects.select_related("journey", "owner", "live_release", "base__live_release")
        return rows.defer("live_release__document", "base__live_release__document").get(slug=slug)
    except Framework.DoesNotExist:
        raise Http404(f"There is no framework “{slug}”.") from None


def access_variant(user: User, slug: str) -> Framework:
    """Return a framework that inherits from a base, or 404."""
    framework = access_framework(user, slug)
    if framework.base is None:
        raise Http404(f"“{framework.title}” inherits from no other framework.")
    return framework


def access_message(user: User, slug: str, key: str, *, alone: bool = False) -> ValueMessage:
    """Return a message of the framework for editing, or 404; `alone` reads nothing of what is around it."""
    if not may_author(user):
        raise Http404
    rows = ValueMessage.objects.filter(framework__slug=slug, key=key)
    if not alone:
        rows = rows.select_related(*_AROUND).defer(*_UNREAD)
    try:
        return rows.get()
    except ValueMessage.DoesNotExist:
        raise Http404(f"There is no message “{key}” in this framework.") from None


_AROUND = (
    *("framework__journey", "framework__live_release", "framework__base__live_release"),
    *("stage", "role", "changed_by"),
)
_UNREAD = ("framework__live_release__document", "framework__base__live_release__document")


@dataclass(frozen=True)
class Place:
    """One cell of a framework's matrix."""

    stage: Stage
    role: BuyerRole


def access_cell(framework: Framework, stage: str, role: str) -> Place:
    """Return the cell of a framework that was reached through `access_framework`, or 404."""
    found_stage = framework.journey.stages.filter(key=stage).first()
    found_role = framework.roles.filter(key=role).first()
    if found_stage is None or found_role is None:
        raise Http404("There is no such stage or role in this framework.")
    return Place(found_stage, found_role)


def access_revision(user: User, slug: str, pk: int) -> MessageRevision:
    """Return a kept version of a message of the framework, or 404."""
    framework = access_framework(user, slug)
    revision = framework.revisions.select_related("message", "framework").filter(pk=pk).first()
    if revision is None:
        raise Http404("That version is not kept here.")
    return revision


def access_live_release(user: User, slug: str) -> Release:
    """Return the release sellers use now, or 404."""
    if not may_read(user):
        raise Http404
    live = Release.objects.filter(framework__slug=slug, framework__archived=False, framework__live_release=F("pk"))
    release = live.select_related("framework").defer("document").first()
    if release is None:
        raise Http404("This framework has no release in use.")
    return release


def access_waiver(user: User, slug: str, pk: int) -> Waiver:
    """Return a waiver of the framework, or 404."""
    waiver = access_framework(user, slug).waivers.filter(pk=pk).select_related("framework").first()
    if waiver is None:
        raise Http404("This waiver is gone.")
    return waiver


def access_comment(user: User, slug: str, pk: int) -> Comment:
    """Return a comment in the framework, or 404."""
    comments = access_framework(user, slug).comments.select_related("framework", "thread", "stage", "role")
    comment = comments.filter(pk=pk).first()
    if comment is None:
        raise Http404("This comment is gone.")
    return comment


def access_review(user: User, slug: str, pk: int) -> Review:
    """Return a review of the framework, or 404."""
    framework = access_framework(user, slug)
    review = framework.reviews.select_related("submitted_by", "decided_by").filter(pk=pk).first()
    if review is None:
        raise Http404("There is no such review of this framework.")
    review.framework = framework
    return review
