"""The PDFs of a release: which there are, and whether they are ready."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from messaging.models import Release
from sheets.models import Artifact, Sheet
from sheets.naming import file_url
from sheets.terms import SheetKind


@dataclass(frozen=True)
class Paper:
    """One PDF: where it is, or None while it is being made."""

    title: str
    url: str | None


class Papers:
    """PDFs by kind, stage and role."""

    def __init__(self, release: Release, sheets: QuerySet[Sheet]) -> None:
        made = Artifact.objects.filter(content_key=OuterRef("content_key"))
        self._papers: dict[tuple[str, str, str], Paper] = {}
        for sheet in sheets.filter(release=release).annotate(ready=Exists(made)):
            sheet.release = release  # known already, with its framework: the file's name needs both
            paper = Paper(sheet.title, file_url(sheet) if sheet.ready else None)
            self._papers[sheet.kind, sheet.stage_key, sheet.role_key] = paper

    def get(self, kind: str, stage: str, role: str) -> Paper | None:
        return self._papers.get((kind, stage, role))

    @classmethod
    def of_stage(cls, release: Release, stage: str) -> Papers:
        """Return the stage's talk track and its message sheets."""
        return cls(release, Sheet.objects.filter(stage_key=stage, kind__in=[SheetKind.STAGE, SheetKind.MESSAGE]))

    @classmethod
    def of_kind(cls, release: Release, kind: SheetKind) -> Papers:
        return cls(release, Sheet.objects.filter(kind=kind))
