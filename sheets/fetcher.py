"""The only door through which a document may load anything: `data:` URLs and packaged assets by name.

No network, no files by path, no redirects. `pdf.py` hands this to the renderer.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.request import DataHandler, Request

from django.conf import settings

SCHEME = "asset:"
SUFFIXES = frozenset({".svg", ".ttf", ".css"})


class RefusedError(ValueError):
    """A document asked for something that is neither `data:` nor a packaged asset."""


@dataclass(frozen=True)
class Fetched:
    body: bytes
    mime: str


def fetch(url: str) -> Fetched:
    """Return what a document may load; RefusedError for everything else."""
    if url.startswith(SCHEME):
        return _asset(url.removeprefix(SCHEME))
    if url.lower().startswith("data:"):
        return _data(url)
    raise RefusedError(f"Sheets load nothing from outside: {url[:100]}")


@cache
def asset_paths() -> dict[str, Path]:
    """Return every packaged asset by its bare name."""
    static = Path(settings.BASE_DIR) / "static"
    files = (path for folder in ("sheets", "fonts") for path in sorted((static / folder).glob("*")))
    return {path.name: path for path in files if path.suffix in SUFFIXES}


@cache
def _asset(name: str) -> Fetched:
    path = asset_paths().get(name)
    if path is None:
        raise RefusedError(f"There is no packaged asset “{name[:100]}”.")
    return Fetched(path.read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream")


def _data(url: str) -> Fetched:
    response = DataHandler().data_open(Request(url))  # noqa: S310  # parses the URL itself, opens nothing
    return Fetched(response.read(), response.headers.get_content_type())
