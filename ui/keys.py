"""Keys: the stable short names by which documents refer to things."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify

from ui.plain import ADDRESS_WORDS, KEY_PATTERN

key_validator = RegexValidator(
    KEY_PATTERN, "Use lower-case letters, digits, “-” and “_”, starting with a letter or digit, at most 60."
)


class KeyField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A short stable name, written once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("validators", [key_validator])
        kwargs.setdefault("help_text", "Short stable name, used in files. Do not change it later.")
        super().__init__(*args, **kwargs)


def free_key(wish: str, taken: Container[str], fallback: str = "item") -> str:
    """Return a key made from the wish that is not taken yet: `plant-manager`, `plant-manager-2`, …"""
    base = re.sub(r"[^a-z0-9_-]+", "-", slugify(wish))[:50].strip("-_") or fallback
    if base not in taken and base not in ADDRESS_WORDS:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
