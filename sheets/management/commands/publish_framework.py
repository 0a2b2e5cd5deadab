"""Publish a framework's draft as a release, and wait for its sheets if asked to."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from messaging.actions.freeze import FreezeRefusedError
from messaging.models import Framework, Release
from sheets.actions.publish import publish
from sheets.progress import progress


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--notes", default="", help="what sellers will read about this release")
        parser.add_argument("--wait", action="store_true", help="wait until every sheet is ready or has failed")
        parser.add_argument("--timeout", type=int, default=600, help="seconds to wait at most")

    def handle(self, *args: Any, slug: str, notes: str, wait: bool, timeout: int, **options: Any) -> None:
        framework = Framework.objects.filter(slug=slug).first()
        if framework is None:
            raise CommandError(f"There is no framework “{slug}”.")
        try:
            release = publish(actor=None, framework=framework, notes=notes)
        except (FreezeRefusedError, ValidationError) as refused:
            raise CommandError("\n".join(getattr(refused, "reasons", None) or [str(refused)])) from refused
        self.stdout.write(f"Release {release.number} is frozen: {progress(release).total} sheets.")
        if wait:
            self._wait(release, time.monotonic() + timeout)

    def _wait(self, release: Release, until: float) -> None:
        while not (now := progress(release)).settled:
            if time.monotonic() > until:
                raise CommandError(f"{now.ready} of {now.total} sheets are ready. Is a worker running?")
            time.sleep(0.5)
        if now.failed:
            raise CommandError(f"{now.failed} of {now.total} sheets failed. See the release's page.")
        self.stdout.write(f"All {now.total} sheets are ready; release {release.number} is in use.")
