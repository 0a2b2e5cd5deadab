"""Model parts that every app may use: numbered versions and lists of lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from ui.text import check_text


class Versioned(models.Model):
    """A row that two people may edit: every save through an action compares and raises the version."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class LinesInput(forms.CharField):
    """A text area, one entry a line; its Python value is a list of non-empty strings."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or "") != self.to_python(data or ""))


class LinesField(models.JSONField):
    """A JSON list of strings, edited one a line, each of at most `line_length` characters."""

    def __init__(self, *args: Any, line_length: int = 300, **kwargs: Any) -> None:
        self.line_length = line_length
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": LinesInput, **kwargs})

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        for number, line in enumerate(value or [], start=1):
            check_text(line)
            if len(line) > self.line_length:
                raise ValidationError(
                    f"Line {number} has {len(line)} characters; at most {self.line_length} fit.", code="line_length"
                )
