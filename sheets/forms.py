"""What a lead says with a release."""

from __future__ import annotations

from django import forms

from messaging.models import Release


class PublishForm(forms.ModelForm[Release]):
    class Meta:
        model = Release
        fields = ["notes"]
        labels = {"notes": "What sellers will read"}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4, "class": "field"})}
