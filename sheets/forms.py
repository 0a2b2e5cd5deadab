"""What a lead says with a release."""

from __future__ import annotations

from django import forms

from messaging.models import Release


class PublishForm(forms.ModelForm[Release]):
    """Notes, and that the warnings were looked at: exactly those that stand now, so the answer is their mark."""

    looked = forms.CharField(required=False)
    mark = ""

    class Meta:
        model = Release
        fields = ["notes"]
        labels = {"notes": "What sellers will read"}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4, "class": "field"})}

    def expect_look(self, mark: str) -> None:
        """Ask for a look at the warnings that have this mark; without a mark there are none."""
        self.mark = mark

    def clean_looked(self) -> str:
        looked: str = self.cleaned_data["looked"]
        if looked != self.mark and self.mark:
            raise forms.ValidationError("Look at the warnings first, then say so here.")
        return looked
