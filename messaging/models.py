"""The rows an author edits, and the releases that freeze them.

`assembly.py` turns the rows of one framework into a document; `actions/` are the only writers.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from modelsearch import index

from journeys.models import Journey, Stage
from journeys.phases import MessageKind
from messaging.rule_models import RuleSetting as RuleSetting
from messaging.rule_models import Waiver as Waiver
from messaging.terms import AlternativeKind, Audience, QuestionKind
from stakeholders.models import BuyerRole, Concept, DesiredResult, Win
from ui.keys import KeyField
from ui.models import LinesField, Versioned
from ui.text import check_text


def _line(most: int = 300, **options: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=most, validators=[check_text], **options)


def _prose(most: int = 2000, **options: Any) -> models.TextField[str, str]:
    return models.TextField(max_length=most, validators=[check_text, MaxLengthValidator(most)], **options)


class Framework(Versioned):
    """A messaging framework as its authors edit it: the draft of the next release."""

    slug = KeyField(unique=True)
    title = _line(160)
    summary = _prose(blank=True)
    language = models.CharField(max_length=20, default="en")
    disclaimer = _prose(blank=True)
    industry = _line(blank=True)
    segment = _line(blank=True)
    region = _line(blank=True)
    situations = LinesField("selling situations", line_length=160, help_text="One a line.")
    offer_name = _line(160)
    offer_kind = _line(blank=True)
    vendor = _line(blank=True)
    vendor_line = _line(blank=True)
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


class LibraryItem(Versioned):
    """What a framework's messages draw on: keyed within the framework, ordered."""

    key = KeyField(editable=False)
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class Capability(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="capabilities")
    name = _line(160)
    does = _prose(verbose_name="what it does", blank=True)
    differentiator = models.BooleanField(default=False)

    class Meta(LibraryItem.Meta):
        verbose_name_plural = "capabilities"
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="capability_key_once")]

    def __str__(self) -> str:
        return self.name


class Alternative(LibraryItem):
    """What the customer could do instead. Its strength is told honestly."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="alternatives")
    name = _line(160)
    kind = models.CharField(max_length=12, choices=AlternativeKind.choices())
    strength = _prose(verbose_name="honest strength")
    shortfall = _prose(verbose_name="where it falls short", blank=True)

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="alternative_key_once")]

    def __str__(self) -> str:
        return self.name


class ProofPoint(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="proofs")
    kind = _line(blank=True, help_text="Own study, customer result, third-party test …")
    text = _prose(1000)
    result = models.ForeignKey(DesiredResult, null=True, blank=True, on_delete=models.PROTECT, related_name="proofs")
    sample = _line(blank=True, help_text="How many, over what time.")
    source = _line(blank=True)
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
    text = _prose(500)
    listen_for = _line(blank=True)
    roles = models.ManyToManyField(BuyerRole, blank=True, related_name="+")
    stages = models.ManyToManyField(Stage, blank=True, related_name="+")

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="question_key_once")]

    def __str__(self) -> str:
        return self.text


class Objection(LibraryItem):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="objections")
    customer_says = _line()
    concern = _line(verbose_name="concern behind it", blank=True)
    response = _prose(blank=True)
    follow_up = _line(verbose_name="follow-up question", blank=True)
    roles = models.ManyToManyField(BuyerRole, blank=True, related_name="+")
    stages = models.ManyToManyField(Stage, blank=True, related_name="+")
    proofs = models.ManyToManyField(ProofPoint, blank=True, related_name="objections")

    class Meta(LibraryItem.Meta):
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="objection_key_once")]

    def __str__(self) -> str:
        return self.customer_says


class ValueMessage(Versioned):
    """What to say to one role in one stage."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="messages")
    key = KeyField(editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="messages")
    role = models.ForeignKey(BuyerRole, on_delete=models.PROTECT, related_name="messages")
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(max_length=24, choices=MessageKind.choices())
    headline = _line(200)
    talk_track = LinesField(line_length=600, help_text="One spoken sentence a line.")
    so_what = _line(blank=True)
    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    results = models.ManyToManyField(DesiredResult, blank=True, related_name="messages")
    wins = models.ManyToManyField(Win, blank=True, related_name="messages")
    capabilities = models.ManyToManyField(Capability, blank=True, related_name="messages")
    alternative = models.ForeignKey(
        Alternative, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    concedes = _line(verbose_name="acknowledged strength", blank=True)
    proofs = models.ManyToManyField(ProofPoint, blank=True, related_name="messages")
    questions = models.ManyToManyField(Question, blank=True, related_name="messages")
    objections = models.ManyToManyField(Objection, blank=True, related_name="messages")
    best_next_step = _line(blank=True)
    minimum_next_step = _line(blank=True)
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
        ordering = ["stage__order", "role__framework_places__order", "order", "pk"]
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
    reason = _line()
    is_gap = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "stage", "role"], name="one_note_a_cell")]

    def __str__(self) -> str:
        return self.reason


class ImmutableError(Exception):
    """Somebody tried to change a release."""


class Release(models.Model):
    """A numbered, complete and unchangeable copy of a framework. Sellers only ever see releases.

    Python refuses changes here; a trigger in the database refuses them everywhere.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)
    notes = _prose(blank=True)
    waived = models.JSONField(default=list, blank=True, help_text="Findings that somebody let pass, as told then.")
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["framework", "-number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"{self.framework} release {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError("A release cannot be changed. Publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableError("A release cannot be deleted.")


class ReleasedMessage(index.Indexed, models.Model):  # type: ignore[misc]  # the library is untyped
    """A message of a release as sellers search for it. Written when a release is frozen; see `released.py`."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="searchable_messages")
    key = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    phase = models.CharField(max_length=8)
    stage_key = models.CharField(max_length=60)
    stage_name = models.CharField(max_length=80)
    stage_number = models.PositiveSmallIntegerField()
    role_key = models.CharField(max_length=60)
    role_title = models.CharField(max_length=160)
    headline = models.CharField(max_length=200)
    body = models.TextField()

    search_auto_update = False  # rows are written in bulk, and so is the index
    search_fields = [
        index.AutocompleteField("headline"),
        index.AutocompleteField("body"),
        index.AutocompleteField("stage_name"),
        index.AutocompleteField("role_title"),
        index.FilterField("release_id"),
        index.FilterField("position"),
    ]

    class Meta:
        ordering = ["release", "position"]
        constraints = [models.UniqueConstraint(fields=["release", "key"], name="message_once_a_release")]

    def __str__(self) -> str:
        return self.headline


class PendingImport(models.Model):
    """An uploaded file between its dry run and its confirmation."""

    token = models.CharField(max_length=40, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
