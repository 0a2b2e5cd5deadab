"""What import-linter cannot see: names of models in strings, URLs in templates, signals, imports inside functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import LAYERS, PLACE, ROOT, name, package_of, python_files, templates, tree

REASONS = ("slow import", "app ready")
PURE_ROOMS = ("models", "permissions", "queries", "pipeline", "tasks", "actions", "forms", "views", "urls")
# Inside a package: a room may use those to its left, never those to its right.
URL = re.compile(r"""{%\s*url\s+["']([\w:-]+)["']""")
MODEL_NAME = re.compile(r"^([a-z]+)\.[A-Z][A-Za-z]+$")


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_models_named_in_strings_stand_to_the_right() -> None:
    wrong = [
        f"{name(path)}:{line} {text}"
        for path in python_files()
        for line, text in _strings(path)
        if (match := MODEL_NAME.match(text)) and PLACE.get(match[1], 99) < PLACE[package_of(path)]
    ]
    assert wrong == []


def test_relations_point_to_the_right() -> None:
    """Whatever way a foreign key was written, it may not point to a package further left."""
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in PLACE
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model and PLACE.get(field.related_model._meta.app_label, 99) < PLACE[model._meta.app_label]
    ]
    assert wrong == []


def _url_owners() -> dict[str, str]:
    """Return the package that serves each URL name."""
    owners: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif pattern.name:
                owners.setdefault(pattern.name, (pattern.callback.__module__ or "").partition(".")[0])

    walk(get_resolver().url_patterns)
    return owners


def test_urls_in_templates_exist() -> None:
    known = _url_owners()
    wrong = [
        f"{path.relative_to(ROOT)}: {url}"
        for path in templates()
        for url in URL.findall(path.read_text())
        if ":" not in url and url not in known
    ]
    assert wrong == []


def test_signals_are_received_only_from_the_right() -> None:
    """A receiver may name senders of its own package and of packages to its right."""
    for path in python_files():
        text = path.read_text()
        for sender in re.findall(r"sender\s*=\s*[\"']?([a-z]+)\.[A-Z]", text):
            assert PLACE.get(sender, 99) >= PLACE[package_of(path)], name(path)


def test_imports_inside_functions_say_why() -> None:
    silent = []
    for path in python_files():
        lines = path.read_text().splitlines()
        for function in (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    line = lines[node.lineno - 1]
                    if not any(f"# {reason}" in line for reason in REASONS):
                        silent.append(f"{name(path)}:{node.lineno} {line.strip()}")
    assert silent == []


def _room(module: str) -> str | None:
    """Return the room of a module inside its package: `messaging.actions.compose` → `actions`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] in LAYERS and parts[1] in PURE_ROOMS else None


@pytest.mark.parametrize("package", [layer for layer in LAYERS if layer != "config"])
def test_rooms_inside_a_package_use_only_those_below(package: str) -> None:
    wrong = []
    for path in python_files(package):
        mine = _room(name(path).removesuffix(".py").replace("/", "."))
        for node in ast.walk(tree(path)):
            if mine and isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
                theirs = _room(node.module or "")
                if theirs and PURE_ROOMS.index(theirs) > PURE_ROOMS.index(mine):
                    wrong.append(f"{name(path)}:{node.lineno} {mine} → {theirs}")
    assert wrong == []
