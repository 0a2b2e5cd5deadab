"""What a lead says with a release: before, with, and when it is taken back; and which two to compare."""

from __future__ import annotations

from django import forms

from messaging.models import Framework, Release, Review, Withdrawal

DRAFT = "draft"


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


class SubmitForm(forms.ModelForm[Review]):
    class Meta:
        model = Review
        fields = ["note"]
        labels = {"note": "What the approver should know"}
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "class": "field"})}


class AnswerForm(forms.ModelForm[Review]):
    class Meta:
        model = Review
        fields = ["answer"]
        labels = {"answer": "Your answer"}
        widgets = {"answer": forms.Textarea(attrs={"rows": 3, "class": "field"})}


class WithdrawForm(forms.ModelForm[Withdrawal]):
    class Meta:
        model = Withdrawal
        fields = ["reason"]
        labels = {"reason": "Why?"}
        help_texts = {"reason": "Sellers who had this release read it, so that they know what to put aside."}
        error_messages = {"reason": {"required": "Say why, so that sellers know what not to use any more."}}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3, "class": "field field--line"})}


class CompareForm(forms.Form):
    """Two sides to choose; `from` is a word of the language, so the fields are made by name."""

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data)
        for name, label in (("from", "From"), ("to", "To")):
            self.fields[name] = forms.ChoiceField(
                label=label,
                error_messages={"invalid_choice": "There is no such release. Choose one of the list."},
                widget=forms.Select(attrs={"class": "pick"}),
            )

    def offer(self, framework: Framework) -> None:
        """Offer the draft and every release, newest first."""
        numbers = framework.releases.order_by("-number").values_list("number", "withdrawal")
        choices = [(str(number), f"Release {number}{' (withdrawn)' * bool(gone)}") for number, gone in numbers]
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(DRAFT, "Draft"), *choices]

    def sides(self) -> tuple[str, str]:
        """Return both choices."""
        return self.cleaned_data["from"], self.cleaned_data["to"]
