"""What a load balancer is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sheets.beat import beat


def test_healthz_answers_without_signing_in(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_readyz_is_fine_with_a_worker_alive(client: Client, db: None) -> None:
    beat("worker@here")
    response = client.get("/readyz")
    assert response.json() == dict.fromkeys(["database", "migrations", "broker", "storage", "worker"], "ok")
    assert response.status_code == 200


def test_readyz_names_the_worker_that_was_never_seen(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "no worker seen yet"


def test_readyz_names_storage_that_cannot_be_written(client: Client, db: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["storage"] == "failed: FileExistsError"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_no_place_to_post_to(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
