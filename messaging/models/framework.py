"""A framework as its authors edit it, and the roles it takes from the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from journeys.models import Journey
from messaging.models.fields import line, prose
from stakeholders.models import BuyerRole, DesiredResult
from ui.keys import KeyField
from ui.models import LinesField, Versioned


class Framework(Versioned):
    """A messaging framework as its authors edit it: the draft of the next release."""

    slug = KeyField(unique=True)
    title = line(160)
    summary = prose(blank=True)
    language = models.CharField(max_length=20, default="en")
    disclaimer = prose(blank=True)
    industry = line(blank=True)
    segment = line(blank=True)
    region = line(blank=True)
    situations = LinesField("selling situations", line_length=160, help_text="One a line.")
    offer_name = line(160)
    offer_kind = line(blank=True)
    vendor = line(blank=True)
    vendor_line = line(blank=True)
    watched_terms = LinesField(
        line_length=160, help_text="Product, vendor and feature words that awareness messages avoid."
    )
    slots = models.JSONField(default=list, blank=True)
    phrase_guide = models.JSONField(default=list, blank=True)
    glossary = models.JSONField(default=list, blank=True)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="frameworks")
    roles = models.ManyToManyField(BuyerRole, through="FrameworkRole", related_name="frameworks")
    results = models.ManyToManyField(DesiredResult, blank=True, related_name="frameworks")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    review_by = models.DateField(null=True, blank=True)
    archived = models.BooleanField(default=False)
    needs_approval = models.BooleanField(
        "two people for a release",
        default=False,
        help_text="A release needs the approval of somebody other than the person who submitted the draft.",
    )
    base = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="variants", editable=False
    )
    live_release = models.ForeignKey(
        "Release", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class FrameworkRole(models.Model):
    """A buyer role of the catalogue, taken into a framework at a place in its order."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="role_places")
    role = models.ForeignKey(BuyerRole, on_delete=models.PROTECT, related_name="framework_places")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["framework", "role"], name="role_once_a_framework")]

    def __str__(self) -> str:
        return str(self.role)
