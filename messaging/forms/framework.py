"""Forms for starting a framework and for its settings."""

from __future__ import annotations

from typing import Any

from django import forms

from messaging.document import LANGUAGE_PATTERN
from messaging.forms.base import DateInput, HouseForm
from messaging.languages import LANGUAGES, language_name
from messaging.models import Framework
from messaging.queries.beginnings import JourneyChoice, RoleChoice
from people.models import User
from stakeholders.models import DesiredResult
from ui.text import check_text


class StartForm(HouseForm, forms.Form):
    title = forms.CharField(
        max_length=160, label="What do you call it?", validators=[check_text], help_text="Sellers read this name."
    )
    offer_name = forms.CharField(
        max_length=160,
        label="What do you offer?",
        validators=[check_text],
        help_text="The product or service, by name.",
    )
    journey = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": "Choose a journey to start from."}
    )
    roles = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role. You can add and remove roles later."},
    )

    def __init__(self, *args: Any, journeys: list[JourneyChoice], roles: list[RoleChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["journey"].field.choices = [(choice.value, choice.name) for choice in journeys]  # type: ignore[attr-defined]
        self["roles"].field.choices = [(choice.key, choice.title) for choice in roles]  # type: ignore[attr-defined]


class CopyForm(HouseForm, forms.Form):
    title = forms.CharField(max_length=160, label="Name of the copy", validators=[check_text])


OTHER = "other"


class VariantForm(HouseForm, forms.Form):
    """What a variant is called, and in what its market or its language differs from the base's."""

    title = forms.CharField(
        max_length=160, label="What do you call it?", validators=[check_text], help_text="Sellers read this name."
    )
    language = forms.ChoiceField(
        label="Language", help_text="Another language than the base’s makes it a translation, with marks for it."
    )
    code = forms.RegexField(
        LANGUAGE_PATTERN,
        label="Code of another language",
        required=False,
        help_text="Only if your language is not in the list: a code such as “eu” or “de-LI”.",
        error_messages={"invalid": "Use a language code such as “eu” or “de-LI”."},
    )
    industry = forms.CharField(max_length=300, required=False, validators=[check_text])
    segment = forms.CharField(max_length=300, required=False, validators=[check_text])
    region = forms.CharField(max_length=300, required=False, validators=[check_text])

    def __init__(self, *args: Any, base: Framework, **kwargs: Any) -> None:
        same = {name: getattr(base, name) for name in ("language", "industry", "segment", "region")}
        super().__init__(*args, initial=same, **kwargs)
        tags = dict.fromkeys([base.language, *sorted(LANGUAGES, key=language_name)])
        choices = [(tag, language_name(tag)) for tag in tags]
        self["language"].field.choices = [*choices, (OTHER, "Another language")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("code"):
            cleaned["language"] = cleaned["code"]
        elif cleaned.get("language") == OTHER and "code" not in self.errors:
            self.add_error("code", "Write the code of the language.")
        return cleaned


class RolesForm(HouseForm, forms.Form):
    roles = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose at least one role to add."}
    )

    def __init__(self, *args: Any, roles: list[RoleChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["roles"].field.choices = [(choice.key, choice.title) for choice in roles]  # type: ignore[attr-defined]


class SettingsForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    language = forms.RegexField(
        LANGUAGE_PATTERN,
        help_text="The language it is written in, as a code: en, de, fr-CH.",
        error_messages={"invalid": "Use a language code such as “en” or “de-CH”."},
    )

    class Meta:
        model = Framework
        fields = (
            *("title", "summary", "owner", "review_by", "language", "offer_name", "offer_kind", "vendor"),
            *("vendor_line", "industry", "segment", "region", "situations", "disclaimer", "results", "needs_approval"),
        )
        widgets = {
            "summary": forms.Textarea(),
            "disclaimer": forms.Textarea(),
            "review_by": DateInput(),
            "results": forms.CheckboxSelectMultiple(),
        }
        labels = {
            "offer_name": "Name of the offer",
            "offer_kind": "What kind of thing it is",
            "vendor": "Your company",
            "vendor_line": "Your company in one line",
            "results": "Desired results it speaks of",
            "needs_approval": "Two people for a release",
        }
        help_texts = {
            "review_by": "The linter reminds you when this day has passed.",
            "disclaimer": "Stands at the foot of every sheet.",
            "results": "Results that its roles want are always part of it.",
            "needs_approval": "Somebody other than who submitted the draft approves it before it can be frozen. "
            "Every lead may change this; the activity log keeps who did.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = User.objects.filter(is_active=True, groups__permissions__codename="author_frameworks")
        current = User.objects.filter(pk=self.instance.owner_id)
        self["owner"].field.queryset = (leads | current).distinct()  # type: ignore[attr-defined]
        self["owner"].field.empty_label = "Nobody"  # type: ignore[attr-defined]
        self["results"].field.queryset = DesiredResult.objects.all()  # type: ignore[attr-defined]
