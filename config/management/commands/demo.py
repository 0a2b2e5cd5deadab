"""Load the example frameworks and the cast, then serve until Ctrl-C. Data in ./var survives a restart."""

from __future__ import annotations

import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo import CAST, examples, load_cast, load_example, publish_once
from config.programs import programs
from config.supervisor import Supervisor, port_is_free
from config.watch import Watch


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = []  # migrate, inside, runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--new-passwords", action="store_true", help="give everybody of the cast a new password")

    def handle(self, *args: Any, host: str, port: int, new_passwords: bool, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(f"Port {port} is in use. Choose another one: make demo PORT={port + 1}")
        begun = time.monotonic()
        self._prepare()
        self._load(anew=new_passwords)
        self.stdout.write(f"  Prepared in {time.monotonic() - begun:.1f} s.\n\n")
        logs = settings.VAR_DIR / "log"
        watch = Watch(host, port, tell=self._tell)
        status = Supervisor(programs(host, port, logs), tell=self._tell, tick=watch.look).run()
        self._tell("Throughline has stopped. Your data is in ./var; `make demo` starts it again.")
        sys.exit(status)

    def _tell(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _prepare(self) -> None:
        """Build fonts and static files beside the migrations: they need nothing of each other."""
        self._tell("Fonts, static files and database …")
        assets = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "build_assets"],
            stdout=subprocess.DEVNULL,
        )
        call_command("migrate", interactive=False, verbosity=0)
        if assets.wait():
            raise CommandError("The fonts or static files could not be built; the reason stands above.")

    def _load(self, *, anew: bool) -> None:
        passwords = load_cast(anew=anew)
        today = timezone.localdate()
        for path in examples():
            framework = load_example(path, today)
            published = " is published; its PDF files follow" if publish_once(framework) else ""
            self._tell(f"Framework “{framework}”{published}")
        self.stdout.write("")
        for member in CAST:
            secret = passwords.get(member, "(the password it was given)")
            self._tell(f"{member.email:18} {secret:28} {member.role.lower()}: {member.does}")
        if len(passwords) < len(CAST):
            self._tell("New passwords for all: make demo PASSWORDS=new")
        self.stdout.write("")
