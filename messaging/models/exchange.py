"""Uploads on their way in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class PendingImport(models.Model):
    """An uploaded file between its dry run and its confirmation."""

    token = models.CharField(max_length=40, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
