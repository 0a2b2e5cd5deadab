"""Releases, and their messages as sellers search them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from modelsearch import index

from messaging.models.fields import prose
from messaging.models.framework import Framework


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
    notes = prose(blank=True)
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
