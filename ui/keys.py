"""Keys: the stable short names by which documents refer to things."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models

from ui.plain import KEY_PATTERN
from ui.plain import free_key as free_key

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
