"""The product's own files, as the architecture tests read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("config", "selling", "sheets", "messaging", "journeys", "stakeholders", "people", "ui")
PLACE = {package: place for place, package in enumerate(LAYERS)}


def python_files(*folders: str) -> Iterator[Path]:
    """Yield every module of the folders that people write: migrations are left out."""
    for folder in folders or LAYERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def package_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))
