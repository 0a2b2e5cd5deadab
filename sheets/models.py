"""Sheets of a release, the files behind them, and the jobs that render the files that are missing.

A sheet knows its content key; an artifact is the file with that key; a job is the promise to make it.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from messaging.models import Release
from sheets.terms import JobState, SheetKind


class Artifact(models.Model):
    """A rendered file, named by what is in it. Same key, same bytes."""

    content_key = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    pages = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.content_key


class Sheet(models.Model):
    """One sheet of a release: for a stage, a stage and a role, a role, or the whole framework."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=8, choices=SheetKind.choices())
    stage_key = models.CharField(max_length=60, blank=True)
    role_key = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=340)
    position = models.PositiveIntegerField()
    content_key = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "kind", "stage_key", "role_key"], name="sheet_once_a_release")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        return SheetKind(self.kind).label


class RenderJob(models.Model):
    """The promise to make one artifact. The row is the truth; the broker only rings."""

    content_key = models.CharField(max_length=64, unique=True)
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="+", help_text="Says what to render.")
    state = models.CharField(max_length=10, choices=JobState.choices(), default=JobState.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.TextField(blank=True)
    last_rung_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.sheet} ({self.state})"


class WorkerBeat(models.Model):
    """When each worker was last seen."""

    worker = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
