"""Which releases and sheets a person may open; everything reaches a view through here."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404

from messaging.models import Release
from messaging.permissions import access_framework
from people.models import User
from people.permissions import may_author, may_read
from sheets.models import Sheet


def access_release(user: User, slug: str, number: int) -> Release:
    """Return a release of the framework for the people who publish, or 404."""
    framework = access_framework(user, slug)
    release = framework.releases.select_related("released_by").defer("document").filter(number=number).first()
    if release is None:
        raise Http404(f"This framework has no release {number}.")
    release.framework = framework
    return release


def access_sheet(user: User, pk: int) -> Sheet:
    """Return a sheet: of any release for who writes, of the one in use for who reads; else 404."""
    sheets = Sheet.objects.select_related("release__framework").defer("release__document")
    if not may_author(user):
        sheets = sheets.filter(release__framework__live_release=F("release"), release__framework__archived=False)
    sheet = sheets.filter(pk=pk).first() if may_read(user) else None
    if sheet is None:
        raise Http404("This file is not in use any more. Look for the sheet again under Prepare.")
    return sheet
