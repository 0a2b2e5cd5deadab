"""Forms of the short lists on a framework: watched terms, slots, phrase guide, glossary."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from messaging.document import SLOT_PATTERN
from messaging.forms.base import HouseForm
from ui.models import LinesInput
from ui.text import check_text

EMPTY_ROWS = 3
MOST_ROWS = 500


def _text(most: int, label: str, *, required: bool = False, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=most, required=required, label=label, validators=[check_text], **options)


class TermsForm(HouseForm, forms.Form):
    spoken = ("lines",)
    lines = LinesInput(
        label="Watched terms",
        help_text="One a line: names of products, of the vendor, of features. The linter knows their other forms.",
        required=False,
    )

    def clean_lines(self) -> list[str]:
        lines: list[str] = list(dict.fromkeys(self.cleaned_data["lines"]))
        for number, line in enumerate(lines, start=1):
            if len(line) > 160:
                raise ValidationError(f"Line {number} has {len(line)} characters; a term has at most 160.")
            check_text(line)
        return lines

    def rows(self) -> list[Any]:
        return list(self.cleaned_data["lines"])


class RowForm(HouseForm, forms.Form):
    """One row; a row whose fields are all empty is no row."""

    def value(self) -> dict[str, Any]:
        """Return the row as the framework stores it."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in {"DELETE", "ORDER"}}


class SlotForm(RowForm):
    name = forms.RegexField(
        SLOT_PATTERN,
        label="Name",
        error_messages={"invalid": "Use lower-case letters, digits and “_”, starting with a letter, at most 40."},
    )
    label = _text(300, "What the seller is asked for")
    example = _text(300, "Example")


class PhraseForm(RowForm):
    spoken = ("instead_of", "say")
    instead_of = _text(300, "Instead of", required=True, widget=forms.Textarea())
    say = _text(300, "Say", required=True, widget=forms.Textarea())
    because = _text(300, "Because")


class TermForm(RowForm):
    term = _text(160, "Term", required=True)
    means = _text(2000, "Means", widget=forms.Textarea())
    synonyms = forms.CharField(required=False, label="Other words for it, with commas", validators=[check_text])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(words := self.initial.get("synonyms"), list):
            self.initial["synonyms"] = ", ".join(words)

    def clean_synonyms(self) -> list[str]:
        words = [word.strip() for word in self.cleaned_data["synonyms"].split(",")]
        if any(len(word) > 160 for word in words):
            raise ValidationError("One of these words is longer than 160 characters.")
        return [word for word in words if word]


class Rows(forms.BaseFormSet[RowForm]):
    """A short list as rows with empty ones at the end; what names a row may stand only once.

    A row moves by its place: moved up it goes before the row that has the place, moved down behind it.
    """

    names_row: str = ""

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        place = form.fields["ORDER"]
        place.widget.attrs |= {"class": "field field--line row__place", "min": 1}
        place.error_messages["invalid"] = "Write a whole number: 1 is the first place."

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            name = str(form.cleaned_data.get(self.names_row, "")).casefold() if not form.errors else ""
            if not name or form.cleaned_data.get("DELETE"):
                continue
            if name in seen:
                form.add_error(self.names_row, "This stands in the list already. Keep one of the two.")
            seen.add(name)

    def rows(self) -> list[Any]:
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [form.value() for form in sorted(kept, key=_place)]


def _place(form: RowForm) -> tuple[float, int]:
    """Return where the row goes; without a place of its own it goes last."""
    wanted = form.cleaned_data.get("ORDER")
    if wanted is None:
        return math.inf, 0
    now = form.fields["ORDER"].initial
    return wanted, 0 if now is None else (wanted > now) - (wanted < now)


def _rows(form: type[RowForm], names_row: str) -> type[Rows]:
    made = forms.formset_factory(
        form, formset=Rows, extra=EMPTY_ROWS, can_delete=True, can_order=True, absolute_max=MOST_ROWS, max_num=MOST_ROWS
    )
    return type("NamedRows", (made,), {"names_row": names_row})


ROW_FORMS: dict[str, type[Rows]] = {
    "slots": _rows(SlotForm, "name"),
    "phrases": _rows(PhraseForm, "instead_of"),
    "glossary": _rows(TermForm, "term"),
}


def rows_form(part: str, value: list[Any], posted: Any = None) -> TermsForm | Rows:
    """Return the form of the part, filled from the framework or from what was posted."""
    if part == "terms":
        return TermsForm(posted, initial={"lines": value})
    return ROW_FORMS[part](posted, initial=value)
