"""A release that was accepted is made, whatever happens to the processes, the messages and the folder on the way."""

from __future__ import annotations

import http.client
import random
import signal
import socket
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from threading import Thread

import pytest
from celery import current_app
from django.conf import settings
from django.test import Client

from messaging.models import Framework, Release
from people.models import User
from sheets.actions.publish import publish
from sheets.models import RenderJob
from sheets.preview import preview
from sheets.terms import JobState
from tests.faults.conftest import SHORT_LEASE, Site, audit, free_port, lose_rings, settled, soon

pytestmark = pytest.mark.faults


def _ready() -> int:
    return RenderJob.objects.filter(state=JobState.READY).count()


def _running() -> bool:
    return RenderJob.objects.filter(state=JobState.RUNNING).exists()


def test_workers_killed_at_random_moments_lose_no_sheet(site: Site, small: Framework, chance: random.Random) -> None:
    release = publish(actor=None, framework=small)
    for _ in range(3):
        worker = site.worker(**SHORT_LEASE)
        soon(lambda: _running() or settled())
        time.sleep(chance.uniform(0, 0.6))
        site.signal(worker, signal.SIGKILL)
    site.worker(RENDER_MAX_ATTEMPTS="9")  # a job that was unlucky three times is none that kills
    assert soon(settled)
    audit(release)


def test_a_worker_that_wakes_up_after_its_lease_changes_nothing(site: Site, small: Framework) -> None:
    frozen = site.worker(**SHORT_LEASE)
    release = publish(actor=None, framework=small)
    assert soon(_running)
    site.signal(frozen, signal.SIGSTOP)
    time.sleep(4)  # the lease is 3 seconds
    site.worker()
    assert soon(lambda: _ready() > 2)
    site.signal(frozen, signal.SIGCONT)
    assert soon(settled)
    time.sleep(1)  # what woke up has its say
    audit(release)


def test_lost_rings_are_rung_again(site: Site, small: Framework) -> None:
    release = publish(actor=None, framework=small)
    assert lose_rings()
    site.worker()
    assert soon(settled)
    audit(release)


def test_rings_that_come_thrice_and_out_of_order_render_once(
    site: Site, small: Framework, chance: random.Random
) -> None:
    release = publish(actor=None, framework=small)
    again = list(RenderJob.objects.values_list("pk", flat=True)) * 2
    chance.shuffle(again)
    for pk in again:
        current_app.send_task("sheets.tasks.render", (pk,))
    for _ in range(2):
        site.worker()
    assert soon(settled)
    audit(release)
    assert set(RenderJob.objects.values_list("attempts", flat=True)) == {1}


def test_messages_that_mean_nothing_do_not_stop_the_queue(site: Site, small: Framework) -> None:
    current_app.send_task("sheets.tasks.of_another_version", (1,), queue="render")
    current_app.send_task("sheets.tasks.render", (10**9,))
    current_app.send_task("sheets.tasks.render", ("not a number",))
    release = publish(actor=None, framework=small)
    site.worker()
    assert soon(settled)
    audit(release)


def test_a_folder_that_takes_no_files_only_delays(site: Site, small: Framework) -> None:
    settings.MEDIA_ROOT.mkdir(parents=True)
    obstacle = settings.MEDIA_ROOT / "sheets"
    obstacle.touch()
    release = publish(actor=None, framework=small)
    site.worker(RENDER_MAX_ATTEMPTS="9")
    assert soon(lambda: RenderJob.objects.filter(error_code="storage").exists())
    obstacle.unlink()
    assert soon(settled, 120)
    audit(release)


@pytest.fixture
def black_hole() -> Iterator[int]:
    """A port that takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield server.getsockname()[1]


def _asking(lead: User, framework: Framework, port: int) -> Callable[[], int]:
    """Return a function that publishes by the web and returns the status; it opens no database connection."""
    client = Client()
    client.force_login(lead)
    token = "a" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={token}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    looked = preview(framework).look_mark
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "notes": "", "looked": looked})

    def ask() -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as asked:
            asked.request("POST", f"/frameworks/{framework.slug}/publish/", body, headers)
            return asked.getresponse().status

    return ask


def _up(port: int) -> bool:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
    except OSError:
        return False


def test_publishing_while_the_broker_never_answers(site: Site, small: Framework, dana: User, black_hole: int) -> None:
    port = free_port()
    site.web(port, BROKER_URL=f"redis://127.0.0.1:{black_hole}/0")
    assert soon(lambda: _up(port))
    assert _asking(dana, small, port)() == 302
    site.worker()
    assert soon(settled)
    audit(Release.objects.get())


def test_a_web_server_killed_between_commit_and_ring(site: Site, small: Framework, dana: User, black_hole: int) -> None:
    port = free_port()
    web = site.web(port, BROKER_URL=f"redis://127.0.0.1:{black_hole}/0")  # the ring hangs: time to kill
    assert soon(lambda: _up(port))
    ask = _asking(dana, small, port)
    heard: list[int] = []

    def asks() -> None:
        with suppress(OSError, http.client.HTTPException):
            heard.append(ask())

    asking = Thread(target=asks)
    asking.start()
    assert soon(lambda: RenderJob.objects.exists())
    site.signal(web, signal.SIGKILL)
    asking.join()
    assert (heard, RenderJob.objects.exclude(last_rung_at=None).count()) == ([], 0)
    site.worker()
    assert soon(settled)
    audit(Release.objects.get())
