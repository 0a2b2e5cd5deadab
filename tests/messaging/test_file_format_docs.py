"""docs/file-format.md names every field and every value that a file may have."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from messaging.document import json_schema

DOCS = (settings.BASE_DIR / "docs" / "file-format.md").read_text(encoding="utf-8")
CODE = set(re.findall(r"[a-z][a-z0-9_]*", " ".join(re.findall(r"`([^`\n]+)`", DOCS))))


def _fields() -> set[str]:
    schema: dict[str, Any] = json_schema()
    parts = [schema, *schema["$defs"].values()]
    return {name for part in parts for name in part.get("properties", {})}


def _values() -> set[str]:
    return {value for part in json_schema()["$defs"].values() for value in part.get("enum", [])}


@pytest.mark.parametrize("name", sorted(_fields() | _values()))
def test_file_format_tells_every_field_and_value(name: str) -> None:
    assert name in CODE


@pytest.mark.parametrize("command", ["export_framework", "import_framework", "framework_schema", "lint_framework"])
def test_file_format_names_the_commands_there_are(command: str) -> None:
    assert f"manage.py {command}" in DOCS
    assert command in get_commands()


def test_file_format_tells_every_import_option() -> None:
    parser = load_command_class("messaging", "import_framework").create_parser("manage.py", "import_framework")
    own = {"--replace", "--update-catalogue", "--shift-dates"}
    assert own <= set(parser._option_string_actions)
    assert all(f"`{option}`" in DOCS for option in own)
