"""Import a framework file from the shell."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from messaging.actions.import_framework import import_framework
from messaging.dates import shift_dates
from messaging.document import FrameworkDocument
from messaging.queries.people import strangers
from messaging.reading import MAX_BYTES, DocumentError, read_document


class Command(BaseCommand):
    help = "Import a framework file as the draft of a new framework, or of an existing one with --replace."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the framework file; “-” reads standard input")
        parser.add_argument("--replace", action="store_true", help="write an existing draft anew (its releases stay)")
        parser.add_argument(
            "--update-catalogue",
            action="store_true",
            help="let shared roles, results and journeys take the file's wording where they differ",
        )
        parser.add_argument(
            "--shift-dates",
            action="store_true",
            help="move every date so that the day named in about.json beside the file becomes today",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["file"]
        try:
            document = read_document(_content(name))
            if options["shift_dates"]:
                document = shift_dates(document, _days_since(Path(name)))
            framework = import_framework(
                None, document, replace=options["replace"], update_catalogue=options["update_catalogue"]
            )
        except DocumentError as error:
            raise CommandError(_told(name, error)) from None
        self.stdout.write(f"Imported “{framework.title}” ({framework.slug}): {_counted(document)}.")
        for email in strangers(document):
            self.stderr.write(f"Nobody here has the address {email}; the messages it owns came without an owner.")


def _content(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from None


def _days_since(path: Path) -> int:
    """Return the days from the example's own date (about.json, `dated`) to today."""
    about = path.parent / "about.json"
    try:
        dated = dt.date.fromisoformat(json.loads(about.read_text())["dated"])
    except (OSError, ValueError, KeyError, TypeError):
        raise CommandError(f'--shift-dates needs {about} with a day such as {{"dated": "2025-03-03"}}.') from None
    return (timezone.localdate() - dated).days


def _told(name: str, error: DocumentError) -> str:
    lines = [f"  {problem.pointer or '/'}: {problem.message}" for problem in error.problems]
    return "\n".join([f"{name} was not imported; nothing was written.", *lines])


def _counted(document: FrameworkDocument) -> str:
    return f"{len(document.journey.stages)} stages, {len(document.roles)} roles, {len(document.messages)} messages"
