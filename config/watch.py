"""What the demo's terminal says while it runs: when the site answers, and how far the PDF files are."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable

from django.db import connection

from sheets.models import RenderJob
from sheets.terms import JobState

OPEN = (JobState.QUEUED, JobState.RUNNING)
EVERY = 2.0  # seconds


class Watch:
    """Looks, when asked, whether there is something new to tell."""

    def __init__(self, host: str, port: int, tell: Callable[[str], None]) -> None:
        self.host, self.port, self.tell = host, port, tell
        self.answers = False
        self.said = ""
        self.next_look = 0.0

    def look(self) -> None:
        if time.monotonic() < self.next_look:
            return
        if not self.answers:
            self.answers = site_answers(self.host, self.port)
            self.next_look = time.monotonic() + 0.2
            if self.answers:
                self.tell(f"Open http://{self.host}:{self.port}/   (Ctrl-C stops it)\n")
            return
        self.next_look = time.monotonic() + EVERY
        sentence = progress()
        if sentence != self.said:
            self.said = sentence
            self.tell(sentence)


def site_answers(host: str, port: int) -> bool:
    """Tell whether the web server answers at all, whatever it says."""
    request = http.client.HTTPConnection(host, port, timeout=1)
    try:
        request.request("HEAD", "/healthz")
        request.getresponse()
    except OSError:
        return False
    finally:
        request.close()
    return True


def progress() -> str:
    """Return one sentence about the PDF files."""
    states = list(RenderJob.objects.values_list("state", flat=True))
    connection.close()
    failed = states.count(JobState.FAILED)
    ready, unfinished = states.count(JobState.READY), sum(state in OPEN for state in states)
    sentence = f"PDF files: {ready} of {ready + unfinished + failed} ready."
    return f"{sentence} {failed} failed; the release page says why." if failed else sentence
