"""How far a release's sheets are: counted for the figure, laid out for the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from messaging.models import Release
from sheets.models import RenderJob, Sheet
from sheets.queries import made
from sheets.terms import JobState

# The tile that each state of a job has on the page.
WAITING, RENDERING, READY, FAILED = "queued", "running", "done", "failed"
TILES = {JobState.QUEUED: WAITING, JobState.RUNNING: RENDERING, JobState.READY: WAITING, JobState.FAILED: FAILED}


@dataclass(frozen=True)
class Place:
    """One sheet and how far it is. `job` is there while the file is not."""

    sheet: Sheet
    tile: str
    job: RenderJob | None

    @property
    def reason(self) -> str:
        """Why it failed, in words."""
        return self.job.error_detail if self.job else ""


@dataclass(frozen=True)
class Progress:
    """All sheets of a release, in the release's order."""

    places: tuple[Place, ...]

    def count(self, tile: str) -> int:
        return self._counts()[tile]

    def _counts(self) -> Counter[str]:
        return Counter(place.tile for place in self.places)

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def ready(self) -> int:
        return self.count(READY)

    @property
    def rendering(self) -> int:
        return self.count(RENDERING)

    @property
    def waiting(self) -> int:
        return self.count(WAITING)

    @property
    def failed(self) -> int:
        return self.count(FAILED)

    @property
    def settled(self) -> bool:
        """Whether nothing will happen any more by itself."""
        return self.ready + self.failed == self.total

    @property
    def failures(self) -> list[Place]:
        return [place for place in self.places if place.tile == FAILED]

    @property
    def oldest(self) -> datetime | None:
        """Since when the sheet that has waited longest waits."""
        waits = [place.job.created_at for place in self.places if place.job and place.tile == WAITING]
        return min(waits, default=None)

    def tiles(self) -> dict[tuple[str, str, str], str]:
        """Return the tile of each sheet by kind, stage and role."""
        return {(place.sheet.kind, place.sheet.stage_key, place.sheet.role_key): place.tile for place in self.places}


def progress(release: Release) -> Progress:
    """Return how far the release is, in three queries."""
    sheets = list(release.sheets.all())
    keys = [sheet.content_key for sheet in sheets]
    known = made(keys)
    jobs = {job.content_key: job for job in RenderJob.objects.filter(content_key__in=set(keys) - known)}
    return Progress(tuple(_places(sheets, known, jobs)))


def _places(sheets: Iterable[Sheet], known: set[str], jobs: dict[str, RenderJob]) -> Iterable[Place]:
    for sheet in sheets:
        job = jobs.get(sheet.content_key)
        if sheet.content_key in known:
            yield Place(sheet, READY, None)
        else:
            yield Place(sheet, TILES.get(JobState(job.state), FAILED) if job else WAITING, job)
