"""Forms of the findings page: the filter, and a waiver."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import forms
from django.utils import timezone

from messaging.queries.told import Told
from messaging.rules import Family, Severity
from ui.text import check_text

WEIGHTS = {Severity.ERROR: "Blocks publishing", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
USUAL_DAYS = 30


class FindingsFilter(forms.Form):
    family = forms.ChoiceField(required=False)
    severity = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)
    role = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(required=False)

    def offer(self, stages: Iterable[tuple[str, str]], roles: Iterable[tuple[str, str]], told: Iterable[Told]) -> None:
        """Offer the stages and roles of the framework and the owners of what was found."""
        owners = sorted({item.owner for item in told if item.owner})
        self._choices("family", "all subjects", [(family.value, family.label) for family in Family])
        self._choices("severity", "any weight", [(severity.value, words) for severity, words in WEIGHTS.items()])
        self._choices("stage", "all stages", stages)
        self._choices("role", "all roles", roles)
        self._choices("owner", "everybody", [(email, email) for email in owners])

    def _choices(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]
        field.widget.attrs["class"] = "pick"

    def pick(self, told: Iterable[Told]) -> list[Told]:
        """Return what passes; a choice that does not exist filters nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return [item for item in told if all(_facet(item, name) == value for name, value in wanted.items())]


def _facet(told: Told, name: str) -> str:
    if name == "owner":
        return told.owner
    if name in ("family", "severity"):
        value: str = getattr(told.finding, name).value
        return value
    return str(getattr(told.finding.subject, name))


class WaiverForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        validators=[check_text],
        error_messages={"required": "Say why this may pass."},
        widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
    )
    until = forms.DateField(
        error_messages={"required": "Choose the day until which it may pass."},
        widget=forms.DateInput(attrs={"type": "date", "class": "field field--date"}),
    )

    @staticmethod
    def usual_day() -> dt.date:
        return timezone.localdate() + dt.timedelta(days=USUAL_DAYS)
