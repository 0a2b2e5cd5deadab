"""Build the font files for screen and paper into static/fonts (when the recipe changed; --force builds them anew)."""

from __future__ import annotations

from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ui.fonts import build, cuts, recipe


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="build them although nothing has changed")

    def handle(self, *args: Any, force: bool = False, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        stamp = folder / ".recipe"
        if not force and stamp.exists() and stamp.read_text() == recipe():
            self.stdout.write("Fonts are there already.")
            return
        with ProcessPoolExecutor() as pool:
            made = list(pool.map(partial(build, folder=folder), cuts()))
        for old in set(folder.iterdir()) - {*made, stamp}:
            old.unlink()
        stamp.write_text(recipe())
        self.stdout.write(f"{len(made)} font files made in {folder}")
