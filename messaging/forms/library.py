"""One form for each part of the library."""

from __future__ import annotations

from typing import Any

from django import forms

from journeys.models import Stage
from messaging.forms.base import DateInput, HouseForm
from messaging.models import Alternative, Capability, Framework, Objection, ProofPoint, Question
from messaging.queries.results import results_for, roles_for


class ItemForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A library item of one framework: it may refer to what that framework has, and to nothing else."""

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        choices: dict[str, Any] = {
            "roles": roles_for(framework),
            "stages": Stage.objects.filter(journey=framework.journey_id),
            "proofs": framework.proofs.all(),
            "result": results_for(framework),
        }
        for name, queryset in choices.items():
            if isinstance(field := self.fields.get(name), forms.ModelChoiceField):
                field.queryset = queryset


class ProofForm(ItemForm):
    spoken = ("text",)

    class Meta:
        model = ProofPoint
        fields = (
            *("text", "kind", "source", "sample", "result", "verified_on", "expires_on"),
            *("audience", "product_free", "provider"),
        )
        widgets = {
            "text": forms.Textarea(),
            "verified_on": DateInput(),
            "expires_on": DateInput(),
        }
        labels = {"text": "What the proof says", "kind": "Kind of proof", "result": "Desired result it speaks for"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        verified, expires = cleaned.get("verified_on"), cleaned.get("expires_on")
        if verified and expires and expires < verified:
            self.add_error("expires_on", "This is before the day the proof was verified. Correct one of the two.")
        return cleaned


class QuestionForm(ItemForm):
    spoken = ("text",)

    class Meta:
        model = Question
        fields = ("text", "kind", "listen_for", "roles", "stages", "provider")
        widgets = {
            "text": forms.Textarea(),
            "roles": forms.CheckboxSelectMultiple(),
            "stages": forms.CheckboxSelectMultiple(),
        }
        labels = {"text": "Question", "roles": "Fits these roles", "stages": "Fits these stages"}
        help_texts = {"listen_for": "What in the answer tells you something."}


class ObjectionForm(ItemForm):
    spoken = ("customer_says", "response", "follow_up")

    class Meta:
        model = Objection
        fields = ("customer_says", "concern", "response", "follow_up", "roles", "stages", "proofs", "provider")
        widgets = {
            "customer_says": forms.Textarea(),
            "response": forms.Textarea(),
            "follow_up": forms.Textarea(),
            "roles": forms.CheckboxSelectMultiple(),
            "stages": forms.CheckboxSelectMultiple(),
            "proofs": forms.CheckboxSelectMultiple(),
        }
        labels = {"customer_says": "The customer says", "roles": "Heard from", "stages": "Heard in", "proofs": "Proof"}


class CapabilityForm(ItemForm):
    class Meta:
        model = Capability
        fields = ("name", "does", "differentiator", "provider")
        widgets = {"does": forms.Textarea()}
        labels = {"differentiator": "Few others can do this"}


class AlternativeForm(ItemForm):
    spoken = ("strength", "shortfall")

    class Meta:
        model = Alternative
        fields = ("name", "kind", "strength", "shortfall", "provider")
        widgets = {"strength": forms.Textarea(), "shortfall": forms.Textarea()}
        help_texts = {"strength": "A message that compares concedes this. Write what the customer would agree with."}


FORMS: dict[str, type[ItemForm]] = {
    "proofs": ProofForm,
    "questions": QuestionForm,
    "objections": ObjectionForm,
    "capabilities": CapabilityForm,
    "alternatives": AlternativeForm,
}
