"""What files are called: by people, in any script. Pure but for the URL."""

from __future__ import annotations

import re

from django.urls import reverse

from sheets.models import Sheet

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
MOST = 140


def file_name(sheet: Sheet) -> str:
    """Return the name of the sheet's file without “.pdf”: framework, sheet, release."""
    framework = sheet.release.framework.title
    title = f"{framework} - {sheet.title}" if sheet.title != framework else framework
    whole = " ".join(FORBIDDEN.sub(" ", title).split())
    return f"{whole[:MOST].strip(' .')} (release {sheet.release.number})"


def file_url(sheet: Sheet) -> str:
    """Return where the sheet's file is."""
    return reverse("sheet_file", args=[sheet.pk, file_name(sheet)])
