"""The shared catalogue of buyer roles: kept by administrators, used by every framework, copied into releases."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stakeholders.terms import ConceptKind, Degree, Direction, Influence, Level, Mode
from ui.keys import KeyField
from ui.models import LinesField
from ui.text import check_text


class DesiredResult(models.Model):
    """A business result that a customer's organisation can count."""

    key = KeyField(unique=True)
    name = models.CharField(max_length=160, validators=[check_text])
    unit = models.CharField(max_length=80, validators=[check_text], help_text="Hours per month, percent, count …")
    direction = models.CharField(max_length=8, choices=Direction.choices())
    baseline_question = models.CharField(
        max_length=300,
        blank=True,
        validators=[check_text],
        help_text="The question that finds today's figure.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BuyerRole(models.Model):
    """A role that people play when their organisation buys."""

    key = KeyField(unique=True)
    title = models.CharField(max_length=160, validators=[check_text])
    influence = models.CharField(
        "buying influence",
        max_length=12,
        choices=Influence.choices(),
        help_text="Economic: releases the money. Exactly one role of a framework has it.",
    )
    degree = models.CharField("degree of influence", max_length=8, choices=Degree.choices(), default=Degree.MEDIUM)
    level = models.CharField(max_length=12, choices=Level.choices(), default=Level.MANAGEMENT)
    initial_executive_buyer = models.BooleanField(
        default=False, help_text="Approved the purchase at the start, so must be told of the value delivered."
    )
    priorities = LinesField(help_text="One a line.")
    fears = LinesField(help_text="One a line.")
    modes = LinesField("usual modes", help_text="growth, trouble, even_keel or overconfident; one a line.")
    desired_results = models.ManyToManyField(DesiredResult, blank=True, related_name="wanted_by")
    metrics = models.ManyToManyField(
        DesiredResult, blank=True, related_name="measures", help_text="Results this role is measured by."
    )

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:

        unknown = [mode for mode in self.modes if mode not in set(Mode)]
        if unknown:
            raise ValidationError({"modes": f"Unknown mode “{unknown[0]}”. Use: {', '.join(Mode)}."})


class Concept(models.Model):
    """A picture in the customer's mind of how to fix a problem, avoid a risk or accomplish a goal."""

    role = models.ForeignKey(BuyerRole, on_delete=models.CASCADE, related_name="concepts")
    key = KeyField(unique=True)
    kind = models.CharField(max_length=12, choices=ConceptKind.choices())
    text = models.CharField(max_length=300, validators=[check_text], help_text="In the customer's own words.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Win(models.Model):
    """What one person gains when the result arrives. Organisations get results, people win."""

    role = models.ForeignKey(BuyerRole, on_delete=models.CASCADE, related_name="wins")
    key = KeyField(unique=True)
    text = models.CharField(max_length=300, validators=[check_text])
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text
