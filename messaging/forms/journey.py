"""Forms of the journey."""

from __future__ import annotations

from typing import Any

from django import forms

from journeys.models import Journey, Stage
from journeys.phases import Phase
from messaging.forms.base import HouseForm
from messaging.queries.journey import journey_stages


class StageForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    spoken = ("goal",)

    class Meta:
        model = Stage
        fields = ("name", "phase", "goal", "customer_does", "evidence", "internal_stage", "may_return_to")
        widgets = {"goal": forms.Textarea(), "may_return_to": forms.CheckboxSelectMultiple()}
        labels = {"customer_does": "What the customer does", "may_return_to": "May go back to"}
        help_texts = {"evidence": "What you see when the customer has done it. Not what your company did."}

    def __init__(self, *args: Any, journey: Journey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = self.instance if self.instance.pk else None
        self["may_return_to"].field.queryset = journey_stages(journey, without=mine)  # type: ignore[attr-defined]
        self["phase"].field.choices = Phase.choices()  # type: ignore[attr-defined]


class JourneyForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Journey
        fields = ("name", "description")
        widgets = {"description": forms.Textarea()}
