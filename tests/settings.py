"""The product's settings for a test run: quick passwords, plain static files, a data folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

# A test run must never ring the bell of a demo that runs from the same checkout.
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)  # noqa: F405  # WhiteNoise warns of a folder that is not there
# The live server of browser tests knows Django's own static files app by name only, and ours is a heir of it.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
