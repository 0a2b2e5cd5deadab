"""Messages in files: whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection

from config.celery import app
from config.embedded_broker import Transport


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "queue"


@pytest.fixture
def channels(folder: Path) -> Iterator[tuple[Any, Any]]:
    """A channel that writes and one that reads."""
    folder.mkdir()
    options = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(folder))
    with (
        Connection("filesystem://", transport=Transport, transport_options=options) as writer,
        Connection("filesystem://", transport=Transport, transport_options=options) as reader,
    ):
        yield writer.default_channel, reader.default_channel


def test_a_message_cannot_be_seen_while_it_is_written(channels: tuple[Any, Any]) -> None:
    writer, reader = channels
    seen: list[int] = []

    class Body:
        def __json__(self) -> str:
            seen.append(reader._size("render"))
            return "written"

    writer._put("render", {"body": Body()})
    assert (seen, reader._get("render")) == ([0], {"body": "written"})


def test_a_message_that_was_cut_off_is_passed_over(channels: tuple[Any, Any], folder: Path) -> None:
    writer, reader = channels
    (folder / "1_cut.render.msg").write_text("")
    writer._put("render", {"n": 2})
    assert reader._get("render") == {"n": 2}
    with pytest.raises(Empty):
        reader._get("render")


def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing(channels: tuple[Any, Any], folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(channels[0].connection.channel_errors, match="Cannot write a message"):
        channels[0]._put("render", {})


def test_the_transport_of_this_run_is_ours_when_the_broker_is_embedded() -> None:
    with app.connection_for_write() as connection:
        assert isinstance(connection.transport, Transport) == settings.BROKER_URL.startswith("filesystem")
