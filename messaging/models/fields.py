"""The two kinds of text that rows hold, checked alike everywhere."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models

from ui.text import check_text


def line(most: int = 300, **options: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=most, validators=[check_text], **options)


def prose(most: int = 2000, **options: Any) -> models.TextField[str, str]:
    return models.TextField(max_length=most, validators=[check_text, MaxLengthValidator(most)], **options)
