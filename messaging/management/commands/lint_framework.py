"""Lint frameworks from the shell: files, without a database, or drafts by their slug."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from messaging.document import FrameworkDocument
from messaging.reading import DocumentError, read_document
from messaging.rules import Finding, RuleSettings, Severity, all_rules, check
from messaging.rules.lines import lines_of
from messaging.rules.report import FORMATS

FAILED, UNREADABLE = 1, 2
FAILS = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING)}


@dataclass(frozen=True)
class Source:
    """What is linted: a document, its name for the report, and where its lines begin if it is a file."""

    name: str
    document: FrameworkDocument
    lines: Mapping[str, int]
    settings: RuleSettings


class Command(BaseCommand):
    help = "Check value messages against the phase, the role and the evidence."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", metavar="SLUG|FILE.json", nargs="+")
        parser.add_argument("--format", choices=[*FORMATS], default="text")
        parser.add_argument("--fail-on", choices=[*FAILS], default="error", help="the lightest severity that fails")
        parser.add_argument("--only", type=_codes, help="rules or families to run, such as PH,EV201")
        parser.add_argument("--off", type=_codes, default=[], help="rules to leave out")
        parser.add_argument("--today", type=dt.date.fromisoformat, help="the day for review and expiry dates")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for source in (_source(name, options["off"]) for name in options["sources"]):
            found = check(
                source.document,
                today=options["today"] or timezone.localdate(),
                settings=source.settings,
                only=options["only"],
            )
            self.stdout.write(FORMATS[options["format"]](found, source.name, source.lines), ending="")
            failed += _count(found, options["fail_on"])
        if failed:
            raise CommandError(f"{failed} to mend.", returncode=FAILED)


def _codes(text: str) -> list[str]:
    codes = [code.strip().upper() for code in text.split(",") if code.strip()]
    unknown = [code for code in codes if not any(known.startswith(code) for known in all_rules())]
    if unknown:
        raise CommandError(f"There is no rule {', '.join(unknown)}.", returncode=UNREADABLE)
    return codes


def _count(found: tuple[Finding, ...], fail_on: str) -> int:
    return sum(finding.severity in FAILS[fail_on] for finding in found)


def _source(name: str, off: list[str]) -> Source:
    left_out = {code: "left out by --off" for code in all_rules() if code.startswith(tuple(off))} if off else {}
    settings = RuleSettings(off=left_out)
    if Path(name).suffix == ".json" or Path(name).is_file():
        return _file(name, settings)
    return _draft(name, settings)


def _file(name: str, settings: RuleSettings) -> Source:
    try:
        content = Path(name).read_bytes()
        return Source(name, read_document(content), lines_of(content.decode("utf-8-sig")), settings)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.", returncode=UNREADABLE) from None
    except DocumentError as error:
        raise CommandError("\n".join(_told(name, error)), returncode=UNREADABLE) from None


def _told(name: str, error: DocumentError) -> Iterator[str]:
    yield f"{name} is not a sound framework."
    for problem in error.problems:
        yield f"  {problem.pointer or '/'}: {problem.message}"


def _draft(slug: str, settings: RuleSettings) -> Source:
    from messaging.assembly import assemble  # slow import
    from messaging.models import Framework  # slow import
    from messaging.queries.rules import rule_settings  # slow import

    framework = Framework.objects.select_related("journey").filter(slug=slug).first()
    if framework is None:
        raise CommandError(f"There is no framework “{slug}” and no such file.", returncode=UNREADABLE)
    return Source(slug, assemble(framework), {}, settings.over(rule_settings(framework)))
