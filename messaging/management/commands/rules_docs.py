"""Write docs/rules.md from the rules, or check that it is what the rules say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from messaging.rules.docs import rules_page


class Command(BaseCommand):
    help = "Write docs/rules.md from the rules."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if the page is out of date.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "rules.md"
        page = rules_page()
        if options["check"]:
            if not path.exists() or path.read_text() != page:
                raise CommandError("docs/rules.md is out of date. Run: python manage.py rules_docs")
            return
        path.parent.mkdir(exist_ok=True)
        path.write_text(page)
        self.stdout.write(f"Wrote {path.name}.")
