"""The check of `ui.plain` as a validator for forms and models: any script, any emoji, no control characters."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from ui.plain import control_character


def check_text(text: object) -> None:
    """Raise ValidationError when the text holds a control character. Django's validator signature."""
    problem = control_character(str(text).replace("\r\n", "\n"))
    if problem:
        raise ValidationError(problem, code="control_character")
