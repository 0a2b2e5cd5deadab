"""Kombu's broker of plain files, made safe for a reader that looks while a message is written.

The stock transport opens the file under its final name and fills it afterwards; a worker that reads in between gets an
empty message and stops for good (celery/kombu#1551).
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Messages appear whole under their name, and one that is broken all the same is passed over."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as in its base
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        part = Path(self.data_folder_out, f"{name}.part")  # no queue has files with this ending
        try:
            part.write_text(dumps(payload))
            os.replace(part, Path(self.data_folder_out, name))
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ChannelError(f"Cannot write a message to {self.data_folder_out}: {error}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Return the next message, or raise Empty; the sweeper rings again for what a broken message rang for."""
        while True:
            try:
                return super()._get(queue)
            except ValueError:
                logger.warning("A message in %s was cut off and is passed over.", self.data_folder_in)


class Transport(filesystem.Transport):
    Channel = Channel
