"""What is said in a cell, what was said before, and why a cell stays empty."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from journeys.models import Stage
from journeys.phases import MessageKind
from messaging.models.fields import line
from messaging.models.framework import Framework
from messaging.models.library import Alternative, Capability, Objection, ProofPoint, Question
from stakeholders.models import BuyerRole, Concept, DesiredResult, Win
from ui.keys import KeyField
from ui.models import LinesField, Versioned


class ValueMessage(Versioned):
    """What to say to one role in one stage."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="messages")
    key = KeyField(editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="messages")
    role = models.ForeignKey(BuyerRole, on_delete=models.PROTECT, related_name="messages")
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(max_length=24, choices=MessageKind.choices())
    headline = line(200)
    talk_track = LinesField(line_length=600, help_text="One spoken sentence a line.")
    so_what = line(blank=True)
    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    results = models.ManyToManyField(DesiredResult, blank=True, related_name="messages")
    wins = models.ManyToManyField(Win, blank=True, related_name="messages")
    capabilities = models.ManyToManyField(Capability, blank=True, related_name="messages")
    alternative = models.ForeignKey(
        Alternative, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    concedes = line(verbose_name="acknowledged strength", blank=True)
    proofs = models.ManyToManyField(ProofPoint, blank=True, related_name="messages")
    questions = models.ManyToManyField(Question, blank=True, related_name="messages")
    objections = models.ManyToManyField(Objection, blank=True, related_name="messages")
    best_next_step = line(blank=True)
    minimum_next_step = line(blank=True)
    slots = LinesField(help_text="Figures the seller needs, beyond those written in the text.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    review_by = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        # Not by the role's place: joined, every framework that shares the role would bring each message once more.
        ordering = ["stage__order", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="message_key_once")]
        indexes = [models.Index(fields=["framework", "stage", "role", "order"])]

    def __str__(self) -> str:
        return self.headline


class MessageRevision(models.Model):
    """What a message said in one version, kept when somebody replaced or deleted it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="revisions")
    message = models.ForeignKey(ValueMessage, null=True, on_delete=models.SET_NULL, related_name="revisions")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(help_text="When this version was written.")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["message", "version"], name="one_revision_a_version")]

    def __str__(self) -> str:
        return f"{self.document.get('headline', '')} (version {self.version})"


class CellNote(Versioned):
    """Why a cell has no message: on purpose, or as a gap that somebody knows of."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="cell_notes")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(BuyerRole, on_delete=models.CASCADE, related_name="+")
    reason = line()
    is_gap = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "stage", "role"], name="one_note_a_cell")]

    def __str__(self) -> str:
        return self.reason
