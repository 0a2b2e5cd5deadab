"""The screens of publishing, and handing out files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from messaging.actions.go_live import go_live
from messaging.models import Framework, Release
from people.models import Activity, User
from sheets import store
from sheets.actions.publish import publish
from sheets.models import Artifact, RenderJob, Sheet, WorkerBeat
from sheets.naming import file_url
from sheets.pipeline import run
from sheets.preview import preview
from sheets.terms import JobState

SignIn = Callable[[User], Client]
RenderAll = Callable[[], int]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(dana: User, sign_in: SignIn) -> Client:
    return sign_in(dana)


@pytest.fixture
def page(small: Framework) -> str:
    return reverse("release", args=[small.slug, 1])


def test_publish_check_before_the_first_release_counts_sheets(small: Framework, lead: Client) -> None:
    page = lead.get(reverse("publish_check", args=[small.slug])).content.decode()
    assert "Prepare release 1" in page
    assert '<span class="num">8</span> of 8' in page


def test_publish_check_tells_what_changes(
    small: Framework, release: Release, render_all: RenderAll, lead: Client
) -> None:
    render_all()
    small.messages.filter(key="m01").update(so_what="A goal without a plan is a hope.")
    page = lead.get(reverse("publish_check", args=[small.slug])).content.decode()
    assert "Changed since release 1" in page
    assert "<ins>plan</ins>" in page
    assert '<span class="num">4</span> of 8' in page


def test_publish_check_of_nothing_new_says_so_and_freezes_nothing(
    small: Framework, release: Release, lead: Client
) -> None:
    answer = lead.post(reverse("publish_check", args=[small.slug]), {"notes": "Again"})
    assert answer.status_code == 422
    assert "Nothing has changed since release 1" in answer.content.decode()
    assert ">Again</textarea>" in answer.content.decode().replace("\n", "")
    assert Release.objects.count() == 1


def test_publish_post_freezes_and_shows_the_progress(small: Framework, lead: Client, page: str) -> None:
    said = {"notes": "Our first", "looked": preview(small).look_mark}
    answer = lead.post(reverse("publish_check", args=[small.slug]), said, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Release 1 is on its way" in answer.content.decode()


def test_publish_post_with_a_control_character_keeps_the_text(small: Framework, lead: Client) -> None:
    answer = lead.post(reverse("publish_check", args=[small.slug]), {"notes": "bell \x07 here"})
    assert answer.status_code == 422
    assert "invisible control character" in answer.content.decode()
    assert "bell \x07 here" in answer.content.decode()


def test_release_poll_stops_when_all_is_settled(
    release: Release, lead: Client, page: str, render_all: RenderAll
) -> None:
    waiting = lead.get(page, headers=HTMX)
    render_all()
    settled = lead.get(page, headers=HTMX)
    assert [waiting.status_code, settled.status_code] == [200, 286]
    assert ["every 2s" in answer.content.decode() for answer in (waiting, settled)] == [True, False]
    assert "Release 1 is in use" in settled.content.decode()


def test_release_page_without_script_refreshes_itself_until_settled(
    release: Release, lead: Client, page: str, render_all: RenderAll
) -> None:
    before = lead.get(page).content.decode()
    render_all()
    assert ['http-equiv="refresh"' in text for text in (before, lead.get(page).content.decode())] == [True, False]


def test_release_page_tells_that_no_worker_was_seen(release: Release, lead: Client, page: str) -> None:
    assert "No worker has been seen yet" in lead.get(page).content.decode()
    WorkerBeat.objects.create(worker="one", seen_at=release.released_at)
    assert "No worker has been seen" not in lead.get(page).content.decode()


def test_release_page_shows_failures_and_tries_again(release: Release, lead: Client, page: str) -> None:
    RenderJob.objects.filter(sheet__kind="book").update(state=JobState.FAILED, attempts=4, error_detail="It broke.")
    job = RenderJob.objects.get(state=JobState.FAILED)
    assert "It broke. 4 tries so far." in lead.get(page).content.decode()
    lead.post(reverse("release_retry", args=[release.framework.slug, 1]), {"job": job.pk})
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    assert Activity.objects.filter(verb="tried again").count() == 1


def test_release_retry_of_another_release_changes_nothing(release: Release, lead: Client, small: Framework) -> None:
    RenderJob.objects.filter(sheet__kind="book").update(state=JobState.FAILED)
    assert lead.post(reverse("release_retry", args=[small.slug, 7])).status_code == 404
    assert RenderJob.objects.filter(state=JobState.FAILED).count() == 1


def _queries(lead: Client, *paths: str) -> list[int]:
    counts = []
    for path in paths:
        lead.get(path)
        with CaptureQueriesContext(connection) as queries:
            lead.get(path)
        counts.append(len(queries))
    return counts


def test_release_page_and_list_cost_the_same_for_many_releases(small: Framework, lead: Client) -> None:
    publish(actor=None, framework=small)
    first, releases = (reverse("release", args=[small.slug, 1]), reverse("release_list", args=[small.slug]))
    assert _queries(lead, first, releases) == [13, 8]
    for number in range(3):
        small.messages.update(so_what=f"So what {number}")
        publish(actor=None, framework=small)
    assert _queries(lead, first, releases) == [13, 8]


@pytest.mark.parametrize("name", ["publish_check", "release_list"])
def test_publishing_pages_are_hidden_from_sellers(small: Framework, sam: User, sign_in: SignIn, name: str) -> None:
    assert sign_in(sam).get(reverse(name, args=[small.slug])).status_code == 403


@pytest.fixture
def sheet(release: Release) -> Sheet:
    """The first sheet of a release in use; the only one with a file."""
    assert run(RenderJob.objects.get(sheet__release=release, sheet__position=0).pk)
    go_live(release)
    return Sheet.objects.select_related("release__framework").get(release=release, position=0)


def _bytes(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_sheet_file_is_handed_out_with_a_human_name_and_logged(sheet: Sheet, sam: User, sign_in: SignIn) -> None:
    answer = sign_in(sam).get(file_url(sheet))
    assert _bytes(answer)[:5] == b"%PDF-"
    assert answer["Content-Disposition"] == 'attachment; filename="Keep the line running - Notice (release 1).pdf"'
    assert answer["ETag"] == f'"{sheet.content_key}"'
    entry = Activity.objects.get(verb="downloaded")
    assert (entry.actor, entry.detail["release"]) == (sam, 1)


def test_sheet_file_that_the_browser_has_is_not_sent_again(sheet: Sheet, sam: User, sign_in: SignIn) -> None:
    answer = sign_in(sam).get(file_url(sheet), headers={"If-None-Match": f'"{sheet.content_key}"'})
    assert (answer.status_code, Activity.objects.filter(verb="downloaded").count()) == (304, 0)


def test_sheet_file_in_any_script_has_its_name(sheet: Sheet, sam: User, sign_in: SignIn) -> None:
    Sheet.objects.filter(pk=sheet.pk).update(title="価値/メッセージ")
    sheet.refresh_from_db()
    answer = sign_in(sam).get(file_url(sheet))
    _bytes(answer)
    assert "filename*=utf-8''" in answer["Content-Disposition"]


def test_sheet_file_of_an_earlier_release_is_for_leads_only(
    small: Framework, sheet: Sheet, dana: User, sam: User, sign_in: SignIn
) -> None:
    small.messages.filter(key="m01").update(headline="A new headline")
    go_live(publish(actor=None, framework=small))
    answers = [sign_in(person).get(file_url(sheet)) for person in (dana, sam)]
    _bytes(answers[0])
    assert [answer.status_code for answer in answers] == [200, 404]


def test_sheet_file_of_a_release_not_yet_in_use_is_hidden_from_sellers(
    release: Release, sam: User, sign_in: SignIn
) -> None:
    sheet = release.sheets.first()
    assert sheet is not None
    assert sign_in(sam).get(file_url(sheet)).status_code == 404


def test_sheet_file_that_the_storage_lost_is_made_again(
    sheet: Sheet, sam: User, sign_in: SignIn, settings: Any
) -> None:
    (settings.MEDIA_ROOT / store.name_of(sheet.content_key)).unlink()
    client = sign_in(sam)
    assert client.get(file_url(sheet)).status_code == 404
    assert Artifact.objects.filter(content_key=sheet.content_key).exists() is False
    assert run(RenderJob.objects.get(content_key=sheet.content_key).pk)
    assert _bytes(client.get(file_url(sheet)))[:5] == b"%PDF-"


def test_sheet_file_without_a_role_is_refused(sheet: Sheet, olly: User, sign_in: SignIn) -> None:
    assert sign_in(olly).get(file_url(sheet)).status_code == 403
