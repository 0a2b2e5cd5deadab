"""Files under their content key, in Django's storage. On disk: temporary file, fsync, rename: no half files."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

FOLDER = "sheets"
PART = ".part"


def name_of(key: str) -> str:
    """Return where the file of a content key lies in the storage."""
    return f"{FOLDER}/{key[:2]}/{key}.pdf"


def put(key: str, body: bytes) -> None:
    """Keep the file; writing the same key again puts the same bytes there."""
    name = name_of(key)
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # object storage: one put is one whole object
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(body))
        return
    _write(path, body)


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, part = tempfile.mkstemp(suffix=PART, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def open_file(key: str) -> File[bytes]:
    """Open the file of a key; FileNotFoundError when the storage has lost it."""
    return default_storage.open(name_of(key))


def has(key: str) -> bool:
    return default_storage.exists(name_of(key))


def remove_parts(older_than_seconds: float) -> int:
    """Remove what killed writers left behind; return how many files went."""
    try:
        root = Path(default_storage.path(FOLDER))
    except NotImplementedError:
        return 0
    before = time.time() - older_than_seconds
    old = [path for path in root.glob(f"*/*{PART}") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
