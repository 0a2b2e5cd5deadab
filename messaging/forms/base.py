"""How every form here behaves: plain line ends, no silent cutting in the browser, the house's looks."""

from __future__ import annotations

from typing import Any

from django import forms

CHOICES = (forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput, forms.HiddenInput)


class HouseForm(forms.BaseForm):
    """A form whose `spoken` fields are set in the serif of what people say; the others are the tool's."""

    spoken: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _dress(field, name in self.spoken)

    def clean(self) -> dict[str, Any]:
        """Return the values with plain line ends: a browser sends two characters for one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n")
        return cleaned


def _dress(field: forms.Field, spoken: bool) -> None:
    """Set class and size of the field's widget, and take away the length limit that would cut pasted text unseen."""
    widget = field.widget
    widget.attrs.pop("maxlength", None)
    if isinstance(widget, CHOICES):
        return
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = 2
    wide = isinstance(widget, (forms.Textarea, forms.TextInput)) and not isinstance(widget, forms.DateInput)
    size = "" if spoken else " field--line" if wide else " field--line field--short"
    widget.attrs["class"] = f"field{size}"


class DateInput(forms.DateInput):
    """The browser's own date field, which wants the international form."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def differing(mine: forms.BaseForm, theirs: forms.BaseForm) -> list[tuple[str, str]]:
    """Return (field, their value in words) of every field in which the two forms differ."""
    words = {name: (_words(mine[name]), _words(theirs[name])) for name in mine.fields}
    return [(name, there) for name, (here, there) in words.items() if here != there]


def _words(field: forms.BoundField) -> str:
    """Return the field's value as a person reads it."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is None:
        plain = "yes" if value is True else "no" if value is False else value
        return "" if plain is None else str(plain).replace("\r\n", "\n")
    wanted = {str(entry) for entry in (value if isinstance(value, (list, tuple)) else [value])}
    return ", ".join(str(label) for key, label in choices if str(key) in wanted and str(key))
