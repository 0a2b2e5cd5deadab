"""Sheets, files and render jobs in the administration: to look at when something does not arrive."""

from __future__ import annotations

from django.contrib import admin

from people.admin_base import ReadOnlyAdmin
from sheets.models import Artifact, RenderJob, Sheet, WorkerBeat


@admin.register(Sheet)
class SheetAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "release", "position"]
    list_filter = ["kind", "release__framework"]
    list_select_related = ["release__framework"]
    search_fields = ["title", "content_key"]


@admin.register(RenderJob)
class RenderJobAdmin(ReadOnlyAdmin):
    list_display = ["sheet", "state", "attempts", "created_at", "finished_at", "error_code"]
    list_filter = ["state", "error_code", "created_at"]
    list_select_related = ["sheet"]
    search_fields = ["sheet__title", "content_key", "error_detail"]
    exclude = ["lease_token"]


@admin.register(Artifact)
class ArtifactAdmin(ReadOnlyAdmin):
    list_display = ["content_key", "pages", "size", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["content_key", "sha256"]


@admin.register(WorkerBeat)
class WorkerBeatAdmin(ReadOnlyAdmin):
    list_display = ["worker", "seen_at"]
    search_fields = ["worker"]
