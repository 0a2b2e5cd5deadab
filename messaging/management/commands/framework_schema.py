"""Print the JSON schema of framework files."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from messaging.document import json_schema


class Command(BaseCommand):
    help = "Print the JSON schema of framework files, for editors and checks in version control."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2))
