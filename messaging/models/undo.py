"""What somebody did to messages, kept so that it can be undone and done again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from messaging.models.fields import line
from messaging.models.framework import Framework


class Step(models.Model):
    """One act of one person on one or more messages: what each said before and after.

    `changes` is a list of {"key", "before", "after"}; each side is null (no such message) or
    {"value": the message as the document has it, "order": its place in the cell}.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="steps")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=20, help_text="moved, deleted, edited, copied, wrote, restored …")
    words = line(help_text="The act in words, as the undo button names it.")
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["framework", "by", "-at"])]

    def __str__(self) -> str:
        return self.words
