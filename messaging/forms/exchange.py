"""Forms for bringing a file in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from messaging.forms.base import HouseForm
from messaging.reading import MAX_BYTES, megabytes

CATALOGUE = [("ours", "Keep ours"), ("file", "Take the file’s")]


class FileForm(HouseForm, forms.Form):
    file = forms.FileField(
        label="Framework file",
        help_text="An Excel workbook or a JSON file as the export writes it, at most 10 MB.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(f"The file is {megabytes(file.size)}; it may have at most 10 MB.")
        return file


class ConfirmForm(HouseForm, forms.Form):
    catalogue = forms.ChoiceField(
        label="Where the file and the shared catalogue differ",
        choices=CATALOGUE,
        widget=forms.RadioSelect,
        initial="ours",
    )
    clash = forms.ChoiceField(
        label="There is a framework of that name already",
        choices=[("copy", "Import it as a copy"), ("replace", "Replace the draft")],
        widget=forms.RadioSelect,
        initial="copy",
    )

    def __init__(self, *args: Any, clash: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clash"].required = clash


class ReplaceForm(HouseForm, forms.Form):
    """Confirms a file over a draft; `seen` names the draft whose changes were shown."""

    catalogue = forms.ChoiceField(
        label="Where the file and the shared catalogue differ", choices=CATALOGUE, widget=forms.RadioSelect
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
