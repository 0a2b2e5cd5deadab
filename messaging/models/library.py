"""What a framework's messages draw on."""

from __future__ import annotations

from django.db import models

from journeys.models import Stage
from messaging.models.fields import line, prose
from messaging.models.framework import Framework
from messaging.terms import AlternativeKind, Audience, QuestionKind
from stakeholders.models import BuyerRole, DesiredResult
from ui.keys import KeyField
from ui.models import Versioned


class LibraryItem(Versioned):
    """What a framework's messages draw on: keyed within the framework, ordered."""

    key = KeyField(editable=False)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    provider = line(blank=True, help_text="Who provides it: a team, an agency, an analyst.")

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class Capability(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="capabilities")
    name = line(160)
    does = prose(verbose_name="what it does", blank=True)
    differentiator = models.BooleanField(default=False)

    class Meta(LibraryItem.Meta):
        verbose_name_plural = "capabilities"
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="capability_key_once")]

    def __str__(self) -> str:
        return self.name


class Alternative(LibraryItem):
    """What the customer could do instead. Its strength is told honestly."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="alternatives")
    name = line(160)
    kind = models.CharField(max_length=12, choices=AlternativeKind.choices())
    strength = prose(verbose_name="honest strength")
    shortfall = prose(verbose_name="where it falls short", blank=True)

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="alternative_key_once")]

    def __str__(self) -> str:
        return self.name


class ProofPoint(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="proofs")
    kind = line(blank=True, help_text="Own study, customer result, third-party test …")
    text = prose(1000)
    result = models.ForeignKey(DesiredResult, null=True, blank=True, on_delete=models.PROTECT, related_name="proofs")
    sample = line(blank=True, help_text="How many, over what time.")
    source = line(blank=True)
    verified_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    audience = models.CharField("may be shown to", max_length=16, choices=Audience.choices(), default=Audience.PROSPECT)
    product_free = models.BooleanField(
        default=False, help_text="Does not mention the offer: may be shown in awareness."
    )

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="proof_key_once")]

    def __str__(self) -> str:
        return self.text


class Question(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=16, choices=QuestionKind.choices())
    text = prose(500)
    listen_for = line(blank=True)
    roles = models.ManyToManyField(BuyerRole, blank=True, related_name="+")
    stages = models.ManyToManyField(Stage, blank=True, related_name="+")

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="question_key_once")]

    def __str__(self) -> str:
        return self.text


class Objection(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="objections")
    customer_says = line()
    concern = line(verbose_name="concern behind it", blank=True)
    response = prose(blank=True)
    follow_up = line(verbose_name="follow-up question", blank=True)
    roles = models.ManyToManyField(BuyerRole, blank=True, related_name="+")
    stages = models.ManyToManyField(Stage, blank=True, related_name="+")
    proofs = models.ManyToManyField(ProofPoint, blank=True, related_name="objections")

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="objection_key_once")]

    def __str__(self) -> str:
        return self.customer_says
