"""What to do with the selected messages: where they go, whose they are, when to look at them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from journeys.phases import PHASES, Phase
from messaging.forms.base import DateInput, HouseForm
from messaging.models import Framework
from messaging.queries.choices import Choice

NO_OWNER = "nobody"


class PlaceForm(HouseForm, forms.Form):
    stage = forms.ChoiceField(label="To the stage", error_messages={"required": "Choose a stage."})
    role = forms.ChoiceField(label="For the role", error_messages={"required": "Choose a role."})

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = framework.role_places.select_related("role")
        _offer(self.fields["stage"], _stages(framework))
        _offer(self.fields["role"], [(place.role.key, place.role.title) for place in places])


class OwnerForm(HouseForm, forms.Form):
    owner = forms.ChoiceField(error_messages={"required": "Choose who looks after them."})

    def __init__(self, people: Iterable[Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["owner"], [*((person.key, person.label) for person in people), (NO_OWNER, "nobody")])


class ReviewForm(HouseForm, forms.Form):
    review_by = forms.DateField(
        label="Look at them again by",
        required=False,
        widget=DateInput(),
        help_text="Leave it empty to take their dates away.",
        error_messages={"invalid": "That is not a date. Write it like 2027-03-31."},
    )


def _offer(field: forms.Field, choices: Sequence[Any]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
    field.widget.attrs["class"] = "pick pick--wide"
    field.error_messages["invalid_choice"] = "That is gone by now. Choose another one."


def _stages(framework: Framework) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the stages by phase."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for number, stage in enumerate(framework.journey.stages.all(), start=1):
        groups.setdefault(PHASES[Phase(stage.phase)].name, []).append((stage.key, f"{number} {stage.name}"))
    return list(groups.items())
