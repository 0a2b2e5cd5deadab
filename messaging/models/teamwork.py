"""Working together: who is where just now, and what people say to each other about messages and cells."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from journeys.models import Stage
from messaging.models.fields import prose
from messaging.models.framework import Framework
from stakeholders.models import BuyerRole


class Presence(models.Model):
    """Where in a framework a person was last seen, and whether the person was writing there."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stage_key = models.CharField(max_length=60, blank=True)
    role_key = models.CharField(max_length=60, blank=True)
    message_key = models.CharField(max_length=60, blank=True)
    writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "user"], name="one_place_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.framework}"


class Comment(models.Model):
    """A remark on a message (by its key, so that it outlives a move or an undone deletion) or on a cell.

    Replies stand below the remark that began the thread, with its place; resolving the first settles them all.
    A first remark that was answered and then deleted stays as a row without text, so that the answers stay.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="comments")
    message_key = models.CharField(max_length=60, blank=True, db_index=True)
    stage = models.ForeignKey(Stage, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    role = models.ForeignKey(BuyerRole, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    text = prose()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        help_text="Whom it asks and who has not said “seen” yet.",
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Comment in {self.framework}"  # the log keeps this for ever, the words only stand in the comment
