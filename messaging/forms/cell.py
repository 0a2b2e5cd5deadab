"""Why a cell has no message."""

from __future__ import annotations

from django import forms

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
