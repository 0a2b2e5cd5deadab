"""From a draft to a release in use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from messaging.actions.freeze import FreezeRefusedError
from messaging.models import Framework, Release
from people.models import User
from sheets.actions.publish import publish
from sheets.models import Artifact, RenderJob, Sheet
from sheets.terms import JobState

RenderAll = Callable[[], int]


def test_publish_queues_every_sheet_once(release: Release) -> None:
    assert (Sheet.objects.count(), RenderJob.objects.filter(state=JobState.QUEUED).count()) == (8, 8)


def test_publish_begins_with_the_longest(release: Release) -> None:
    kinds = list(RenderJob.objects.order_by("pk").values_list("sheet__kind", flat=True))
    assert kinds == sorted(kinds, key=["book", "role", "stage", "message"].index)


def test_publish_keeps_the_previous_release_in_use_until_all_is_ready(small: Framework, render_all: RenderAll) -> None:
    first = publish(actor=None, framework=small)
    render_all()
    small.messages.filter(key="m01").update(headline="A new headline")
    second = publish(actor=None, framework=small)
    small.refresh_from_db()
    assert small.live_release == first
    assert render_all() == 4
    small.refresh_from_db()
    assert small.live_release == second


def test_publish_unchanged_is_refused(small: Framework, release: Release, render_all: RenderAll) -> None:
    render_all()
    with pytest.raises(FreezeRefusedError, match="Nothing has changed since release 1"):
        publish(actor=None, framework=small)
    assert Release.objects.count() == 1


def test_publish_what_no_sheet_shows_renders_nothing_and_is_live_at_once(
    small: Framework, release: Release, dana: User, render_all: RenderAll
) -> None:
    render_all()
    small.messages.filter(key="m01").update(owner=dana)
    second = publish(actor=dana, framework=small)
    small.refresh_from_db()
    assert small.live_release == second
    assert RenderJob.objects.exclude(state=JobState.READY).count() == 0


def test_publish_unchanged_with_a_new_look_is_allowed(
    small: Framework, release: Release, render_all: RenderAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheets.actions.publish.look", lambda: "another look")
    assert publish(actor=None, framework=small).number == 2


def test_publish_while_the_last_release_still_renders_shares_its_jobs(small: Framework, release: Release) -> None:
    small.messages.filter(key="m01").update(headline="A new headline")
    publish(actor=None, framework=small)
    assert RenderJob.objects.count() == 8 + 4


def test_publish_by_seller_is_refused(small: Framework, sam: User) -> None:
    with pytest.raises(PermissionDenied):
        publish(actor=sam, framework=small)
    assert Sheet.objects.count() == 0


def test_publish_makes_artifacts_of_distinct_content(release: Release, render_all: RenderAll) -> None:
    assert render_all() == 8
    assert len(set(Artifact.objects.values_list("sha256", flat=True))) == 8


def test_publish_after_a_failure_tries_the_sheet_anew(small: Framework, release: Release) -> None:
    RenderJob.objects.filter(sheet__kind="book").update(state=JobState.FAILED, attempts=4)
    failed = RenderJob.objects.get(state=JobState.FAILED).content_key
    small.cell_notes.all().delete()  # what no sheet shows
    publish(actor=None, framework=small)
    job = RenderJob.objects.get(content_key=failed)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
