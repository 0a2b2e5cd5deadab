"""Run the web server and the worker together until Ctrl-C; for one machine without containers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.programs import programs
from config.supervisor import Supervisor, port_is_free


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(f"Port {port} is in use on {host}. Choose another one with --port.")
        sys.exit(Supervisor(programs(host, port), tell=self.stderr.write).run())
