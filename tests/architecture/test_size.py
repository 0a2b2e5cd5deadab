"""Rooms stay small: files, functions, and what a module says of itself."""

from __future__ import annotations

import ast

from tests.architecture.source import ROOT, name, python_files, tree

EVERYWHERE = (
    "config",
    "selling",
    "sheets",
    "messaging",
    "journeys",
    "stakeholders",
    "people",
    "ui",
    "scripts",
    "tests",
)
MOST_FILE_LINES, MOST_FUNCTION_LINES, MOST_SCRIPT_LINES = 400, 50, 100


def test_no_file_is_longer_than_400_lines() -> None:
    long = {name(path): len(path.read_text().splitlines()) for path in python_files(*EVERYWHERE)}
    assert {file: lines for file, lines in long.items() if lines > MOST_FILE_LINES} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python_files(*EVERYWHERE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name(path) for path in python_files() if path.read_text().strip() and not ast.get_docstring(tree(path))]
    assert [file for file in silent if not file.endswith("__init__.py")] == []


def test_scripts_stay_small() -> None:
    """One behaviour a module, at most 100 lines; the whole product at most 25 kB."""
    scripts = sorted((ROOT / "static" / "js").glob("*.js"))
    assert [path.name for path in scripts if len(path.read_text().splitlines()) > MOST_SCRIPT_LINES] == []
    assert sum(path.stat().st_size for path in scripts) <= 25_000
