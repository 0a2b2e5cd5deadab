"""What tests of paper need: fonts, a folder for files, a quiet broker, a published example."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from messaging.models import Framework, Release
from sheets import store
from sheets.actions.publish import publish
from sheets.models import Artifact, RenderJob, Sheet
from sheets.pipeline import run
from sheets.sweep import sweep


@pytest.fixture(scope="session", autouse=True)
def _fonts() -> None:
    call_command("build_fonts", verbosity=0)


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session", autouse=True)
def _own_broker(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Ring into a folder that nobody reads: a demo that runs beside the tests must not get their jobs."""
    folder = str(tmp_path_factory.mktemp("broker"))
    if str(current_app.conf.broker_url).startswith("filesystem"):
        names = ("data_folder_in", "data_folder_out", "control_folder")
        current_app.conf.broker_transport_options = dict.fromkeys(names, folder)


@pytest.fixture
def small(line: Framework) -> Framework:
    """The example with the first stage only: three messages, eight sheets."""
    line.messages.exclude(stage__key="s1").delete()
    return line


@pytest.fixture
def release(small: Framework) -> Release:
    """The small example, published; its sheets wait for a worker."""
    return publish(actor=None, framework=small)


@pytest.fixture
def render_all() -> Callable[[], int]:
    """Return a function that does what workers do, until nothing waits; it returns how many files it made."""

    def _render_all() -> int:
        return sum(run(pk) for pk in RenderJob.objects.order_by("pk").values_list("pk", flat=True))

    return _render_all


@pytest.fixture
def have_all() -> Callable[[], int]:
    """Return a function that puts a file behind every sheet without drawing it, as fast as a row is written."""

    def _have_all() -> int:
        known = set(Artifact.objects.values_list("content_key", flat=True))
        keys = set(Sheet.objects.values_list("content_key", flat=True)) - known
        Artifact.objects.bulk_create(Artifact(content_key=key, sha256="0", size=5, pages=1) for key in keys)
        for key in keys:
            store.put(key, b"%PDF-")
        sweep()
        return len(keys)

    return _have_all


def check_page(client: Client, framework: Framework) -> str:
    return client.get(reverse("publish_check", args=[framework.slug])).content.decode()


def look_mark(client: Client, framework: Framework) -> str:
    found = re.search(r'name="looked" value="(\w+)"', check_page(client, framework))
    return found[1] if found else ""
