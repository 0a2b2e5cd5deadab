"""Journeys and their stages: shared catalogue rows, like the buyer roles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from journeys.phases import Phase
from journeys.terms import Side
from stakeholders.models import BuyerRole
from ui.keys import KeyField
from ui.models import LinesField, Versioned
from ui.text import check_text


class Journey(models.Model):
    """One customer's journey: stages in three phases."""

    key = KeyField(unique=True)
    name = models.CharField(max_length=160, validators=[check_text])
    description = models.TextField(blank=True, max_length=1000, validators=[check_text])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Stage(Versioned):
    """One step the customer takes, with its own goal and evidence that it is done."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="stages")
    key = KeyField()
    order = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=8, choices=Phase.choices())
    name = models.CharField(max_length=80, validators=[check_text])
    goal = models.CharField("customer's goal", max_length=300, validators=[check_text])
    customer_does = LinesField("what the customer does", help_text="One a line.")
    evidence = models.CharField("evidence that the stage is done", max_length=300, blank=True, validators=[check_text])
    internal_stage = models.CharField(
        "internal sales stage",
        max_length=80,
        blank=True,
        validators=[check_text],
        help_text="Your own sales process or CRM stage.",
    )
    may_return_to = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")
    roles = models.ManyToManyField(BuyerRole, through="StageRole", related_name="active_stages")

    class Meta:
        ordering = ["journey", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["journey", "key"], name="stage_key_once_a_journey")]

    def __str__(self) -> str:
        return self.name


class StageRole(models.Model):
    """A role is active in a stage: it expects a message there."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="activities")
    role = models.ForeignKey(BuyerRole, on_delete=models.CASCADE, related_name="activities")

    class Meta:
        verbose_name = "active role"
        constraints = [models.UniqueConstraint(fields=["stage", "role"], name="role_active_once_a_stage")]

    def __str__(self) -> str:
        return f"{self.role} in {self.stage}"


class StageSignOff(models.Model):
    """Sales or marketing shares what a stage says: the definition as it was when somebody signed it."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="sign_offs")
    side = models.CharField(max_length=10, choices=Side.choices())
    definition_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "side"], name="one_sign_off_a_side")]

    def __str__(self) -> str:
        return f"{self.stage} signed off by {self.get_side_display()}"
