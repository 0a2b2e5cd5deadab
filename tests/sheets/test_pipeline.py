"""One job from row to file, and everything that can interrupt it."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from messaging.models import Framework, Release
from sheets import jobs, store
from sheets.models import Artifact, RenderJob
from sheets.pipeline import complete_releases, run
from sheets.sweep import sweep
from sheets.terms import JobState


@pytest.fixture
def job(release: Release) -> RenderJob:
    """A message sheet that waits."""
    return RenderJob.objects.select_related("sheet").get(sheet__kind="message", sheet__role_key="coo")


def _age(job: RenderJob, **fields: Any) -> None:
    RenderJob.objects.filter(pk=job.pk).update(**fields)


def _ago(seconds: int) -> Any:
    return timezone.now() - timedelta(seconds=seconds)


def test_run_makes_the_file_and_its_row(job: RenderJob) -> None:
    assert run(job.pk) is True
    job.refresh_from_db()
    artifact = Artifact.objects.get(content_key=job.content_key)
    assert (job.state, job.attempts, job.lease_token) == (JobState.READY, 1, "")
    with store.open_file(job.content_key) as file:
        assert (len(file.read()), artifact.pages >= 1) == (artifact.size, True)


def test_run_twice_makes_one_file(job: RenderJob) -> None:
    assert [run(job.pk), run(job.pk)] == [True, False]
    assert Artifact.objects.count() == 1


def test_claim_of_a_running_job_is_refused_until_its_lease_ends(job: RenderJob) -> None:
    first = jobs.claim(job.pk)
    assert (first is not None, jobs.claim(job.pk)) == (True, None)
    _age(job, lease_expires_at=_ago(1))
    assert jobs.claim(job.pk) not in (None, first)


def test_claim_before_its_time_is_refused(job: RenderJob) -> None:
    _age(job, not_before=timezone.now() + timedelta(seconds=60))
    assert jobs.claim(job.pk) is None


def test_finish_by_a_worker_that_lost_its_lease_changes_nothing(job: RenderJob) -> None:
    frozen = jobs.claim(job.pk)
    _age(job, lease_expires_at=_ago(1))
    awake = jobs.claim(job.pk)
    assert frozen is not None
    assert awake is not None
    assert [jobs.finish(job.pk, frozen), jobs.fail(job.pk, frozen, "x", "x"), jobs.finish(job.pk, awake)] == [
        False,
        False,
        True,
    ]


def test_run_with_a_broken_template_fails_at_once(job: RenderJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> str:
        raise KeyError("stage")

    monkeypatch.setattr("sheets.pipeline.compose", broken)
    assert run(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.error_code, job.attempts) == (JobState.FAILED, "document", 1)


def test_run_without_room_on_the_disk_waits_and_tries_again(job: RenderJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("sheets.store.put", full)
        assert run(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.error_detail) == (JobState.QUEUED, "The file could not be kept: No space left on device.")
    _age(job, not_before=_ago(1))
    assert run(job.pk) is True


def test_run_out_of_time_on_the_last_attempt_fails(
    job: RenderJob, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def slow(*args: object) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr("sheets.pipeline.render_pdf", slow)
    _age(job, attempts=settings.RENDER_MAX_ATTEMPTS - 1)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "too-slow")


def test_backoff_grows_and_jitters_within_bounds() -> None:
    waits = [jobs.backoff(attempt) for attempt in range(1, 12) for _ in range(20)]
    assert all(0 <= wait <= jobs.BACKOFF_MOST for wait in waits)
    assert len(set(waits)) > 100


def test_sweep_rings_for_what_waits_and_not_again_at_once(release: Release) -> None:
    RenderJob.objects.update(last_rung_at=None)
    assert [sweep().rung, sweep().rung] == [8, 0]


def test_sweep_frees_the_job_of_a_lost_worker(job: RenderJob) -> None:
    jobs.claim(job.pk)
    _age(job, lease_expires_at=_ago(1))
    assert sweep().requeued == 1
    assert run(job.pk) is True


def test_sweep_buries_a_job_that_kills_its_workers(job: RenderJob, settings: Any) -> None:
    for _ in range(settings.RENDER_MAX_ATTEMPTS):
        assert jobs.claim(job.pk) is not None
        _age(job, lease_expires_at=_ago(1))
    assert jobs.claim(job.pk) is None
    assert sweep().dead == 1
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "lost-worker")


def test_sweep_puts_in_use_what_a_killed_worker_left_complete(small: Framework, release: Release) -> None:
    for content_key in release.sheets.values_list("content_key", flat=True):
        Artifact.objects.create(content_key=content_key, sha256="0" * 64, size=1, pages=1)
    assert sweep().live == 1
    small.refresh_from_db()
    assert small.live_release == release


def test_complete_releases_waits_for_the_last_sheet(small: Framework, release: Release) -> None:
    keys = list(release.sheets.values_list("content_key", flat=True))
    for content_key in keys[:-1]:
        Artifact.objects.create(content_key=content_key, sha256="0" * 64, size=1, pages=1)
    complete_releases(keys[0])
    small.refresh_from_db()
    assert small.live_release is None


def test_sweep_removes_what_killed_writers_left(release: Release, settings: Any) -> None:
    folder = settings.MEDIA_ROOT / "sheets" / "ab"
    folder.mkdir(parents=True)
    (folder / "new.part").touch()
    old = folder / "old.part"
    old.touch()
    os.utime(old, (1, 1))
    assert sweep().parts == 1
    assert [path.name for path in folder.iterdir()] == ["new.part"]
