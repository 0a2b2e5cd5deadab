"""A comment: words, and perhaps somebody to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from messaging.forms.base import HouseForm
from messaging.mentions import Person, handle, named, problems
from ui.text import check_text

MOST = 2000
TOO_LONG = "The comment has %(show_value)s characters; at most %(limit_value)s fit. Shorten it."


class CommentForm(HouseForm, forms.Form):
    """`cleaned_data` has the text, with the @ of whom it asks, and the keys of all whom it names."""

    text = forms.CharField(
        max_length=MOST,
        validators=[check_text],
        widget=forms.Textarea,
        error_messages={"required": "Write what you want to say.", "max_length": TOO_LONG},
    )
    ask = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": "This person cannot open the framework. Choose somebody else."},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self["ask"].field.choices = [("", "nobody"), *((one.token, one.name) for one in people)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text = cleaned.get("text")
        if text is None:
            return cleaned
        if said := problems(text, self.people):
            self.add_error("text", said)
        cleaned["text"] = self._asking(text, cleaned.get("ask", ""))
        cleaned["named"] = named(cleaned["text"], self.people)
        return cleaned

    def _asking(self, text: str, ask: str) -> str:
        """Return the text beginning with the name of whom it asks, unless it names them anyway."""
        person = next((one for one in self.people if one.token == ask), None)
        if person is None or person.pk in named(text, self.people):
            return text
        return f"{handle(person, self.people)} {text}"


@dataclass(frozen=True)
class Writing:
    """The words of a comment that is not kept yet: a new thread, an answer to a comment, or a correction of it."""

    kind: str
    form: CommentForm
    pk: int = 0
