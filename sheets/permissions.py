"""Which releases and sheets a person may open; everything reaches a view through here."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404

from messaging.models import Release
from messaging.permissions import access_framework
from messaging.queries.releases import was_in_use
from people.models import User
from people.permissions import may_author, may_read
from sheets.models import Sheet


def access_release(user: User, slug: str, number: int) -> Release:
    """Return a release of the framework for the people who publish, or 404."""
    framework = access_framework(user, slug)
    people = ("released_by", "approved_by", "withdrawal__by")
    release = framework.releases.select_related(*people).defer("document").filter(number=number).first()
    if release is None:
        raise Http404(f"This framework has no release {number}.")
    release.framework = framework
    return release


def access_sheet(user: User, pk: int) -> Sheet:
    """Return a sheet: of any release for who writes, of the one in use for who reads; else 404."""
    sheets = Sheet.objects.select_related("release__framework").defer("release__document")
    used = sheets
    if not may_author(user):
        used = sheets.filter(release__framework__live_release=F("release"), release__framework__archived=False)
    sheet = used.filter(pk=pk).first() if may_read(user) else None
    if sheet is None:
        raise Http404(_why_not(sheets.select_related("release__framework__live_release").filter(pk=pk).first()))
    return sheet


def _why_not(sheet: Sheet | None) -> str:
    """Return what happened to a file that sellers once had; of one that they never had, nothing."""
    unknown = "This file is not in use any more. Look for the sheet again under Prepare."
    if sheet is None or sheet.release.framework.archived or not was_in_use(sheet.release):
        return unknown
    live, withdrawal = sheet.release.framework.live_release, getattr(sheet.release, "withdrawal", None)
    day = f"{withdrawal.at.day} {withdrawal.at:%B %Y}" if withdrawal else ""
    fate = f" was withdrawn on {day}: {withdrawal.reason}" if withdrawal else " is not in use any more."
    now = (
        f"Release {live.number} is in use now: look for the sheet under Prepare." if live else "Nothing is in use now."
    )
    return f"This file belongs to release {sheet.release.number}, which{fate} {now}"
