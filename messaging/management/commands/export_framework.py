"""Export a framework's draft as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from messaging.assembly import assemble
from messaging.document import to_json
from messaging.models import Framework


class Command(BaseCommand):
    help = "Write a framework's draft as a framework file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("file", metavar="FILE", nargs="?", help="where to write; standard output without it")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = Framework.objects.select_related("journey").filter(slug=options["slug"]).first()
        if framework is None:
            slugs = ", ".join(Framework.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no framework “{options['slug']}”. Frameworks here: {slugs}.")
        text = to_json(assemble(framework))
        if not options["file"]:
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["file"]).write_bytes(text.encode())
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}.") from None
        self.stderr.write(f"Wrote {options['file']}.")
