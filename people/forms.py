"""The form by which administrators keep a person."""

from __future__ import annotations

from typing import Any

from django import forms

from people.models import User
from people.queries import is_last_administrator
from people.roles import ADMINISTRATOR, ROLE_DOES

LAST = "This is the only administrator. Give somebody else that role first."


class PersonForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        choices=[(role, f"{role}: {does}") for role, does in ROLE_DOES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="A person may have several. Without one they can sign in and see nothing.",
    )

    class Meta:
        model = User
        fields = ["name", "email", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "roles" in self.fields:
            self.fields["roles"].initial = self.instance.role_names

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody else has this address. People are found by it, so it must be theirs.")
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk and is_last_administrator(self.instance):
            if ADMINISTRATOR not in data.get("roles", [ADMINISTRATOR]):
                self.add_error("roles", LAST)
            if not data.get("is_active", True):
                self.add_error("is_active", LAST)
        return data
