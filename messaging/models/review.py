"""Review before a release, and taking a release back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from messaging.models.fields import prose
from messaging.models.framework import Framework
from messaging.models.release import Release
from messaging.terms import ReviewState


class Review(models.Model):
    """A draft that somebody submitted for approval. It is approved as it was then: the hash says what was read."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState.choices(), default=ReviewState.OPEN)
    note = prose(blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    content_hash = models.CharField(max_length=64)
    document = models.JSONField(help_text="The draft as it was submitted.")
    answer = prose(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework"], condition=models.Q(state="open"), name="one_open_review_a_framework"
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.framework}"


class Withdrawal(models.Model):
    """A release that sellers no longer get. The release itself stays as it is."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="withdrawal")
    reason = prose()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.release} withdrawn"
