"""How sheets look, as one digest: templates, stylesheet, fonts, renderer, brand, and the laws printed on them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from journeys.phases import PHASES
from sheets.parts import MARKS

BRAND = "Throughline"
PACKAGES = ("weasyprint", "pydyf", "fontpkg-source-serif-4", "fontpkg-ibm-plex-sans")


@cache
def look() -> str:
    """Return the sha256 (hex) of everything but the words that decides the bytes of a sheet."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for path in sorted([*(base / "templates" / "sheets").glob("*.html"), *(base / "static" / "sheets").glob("*")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    made_with = [BRAND, repr(PHASES), repr(MARKS), *(f"{package} {version(package)}" for package in PACKAGES)]
    digest.update("\0".join(made_with).encode())
    return digest.hexdigest()
