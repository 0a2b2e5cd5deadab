"""Why a cell has no message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from messaging.mentions import Person
from ui.text import check_text


class NoteForm(forms.Form):
    state = forms.ChoiceField(
        choices=[("empty", "Empty on purpose"), ("gap", "A gap we know of")],
        error_messages={"required": "Say whether this is on purpose or a gap."},
    )
    reason = forms.CharField(
        max_length=300,
        validators=[check_text],
        error_messages={
            "required": "Say why, so that nobody asks twice.",
            "max_length": "The reason has %(show_value)s characters; at most %(limit_value)s fit. Shorten it.",
        },
    )
    owner = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "This person does not write here. Choose somebody else."}
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["owner"].field.choices = [("", "nobody yet"), *((one.token, one.name) for one in people)]  # type: ignore[attr-defined]
