"""The shell: import, export, schema."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from messaging.document import FrameworkDocument, json_schema, to_json
from messaging.models import Framework, ValueMessage
from tests.conftest import EXAMPLES

LINE = EXAMPLES / "keep-the-line-running" / "framework.json"


def _exported(slug: str) -> str:
    out = StringIO()
    call_command("export_framework", slug, stdout=out)
    return out.getvalue()


def test_import_then_export_is_byte_identical(db: None, tmp_path: Path) -> None:
    out = StringIO()
    call_command("import_framework", str(LINE), stdout=out)
    assert out.getvalue() == (
        "Imported “Keep the line running” (keep-the-line-running): 9 stages, 8 roles, 41 messages.\n"
    )
    call_command("export_framework", "keep-the-line-running", str(tmp_path / "out.json"), stderr=StringIO())
    assert (tmp_path / "out.json").read_bytes() == LINE.read_bytes() == _exported("keep-the-line-running").encode()


def test_import_existing_slug_needs_replace(line: Framework) -> None:
    with pytest.raises(CommandError, match="/slug: There is a framework “keep-the-line-running” already"):
        call_command("import_framework", str(LINE))
    call_command("import_framework", str(LINE), "--replace", stdout=StringIO())
    assert Framework.objects.count() == 1


def test_import_broken_file_lists_problems_and_writes_nothing(db: None, tmp_path: Path) -> None:
    data = json.loads(LINE.read_text())
    data["messages"][7]["stage"] = "s99"
    data["messages"][8]["role"] = "nobody"
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(data))
    with pytest.raises(CommandError) as caught:
        call_command("import_framework", str(path))
    assert [line.split(":")[0] for line in str(caught.value).splitlines()[1:]] == [
        "  /messages/7/stage",
        "  /messages/8/role",
    ]
    assert not Framework.objects.exists()


def test_import_missing_file(db: None) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json cannot be read: No such file or directory\."):
        call_command("import_framework", "nowhere.json")


def test_import_shift_dates_makes_the_example_today(db: None) -> None:
    call_command("import_framework", str(LINE), "--shift-dates", stdout=StringIO())
    dated = dt.date(2025, 3, 3)
    review = dt.date(2025, 9, 1) + (timezone.localdate() - dated)
    assert Framework.objects.get().review_by == review


def test_import_shift_dates_without_about_says_what_is_needed(db: None, tmp_path: Path) -> None:
    path = tmp_path / "framework.json"
    path.write_bytes(LINE.read_bytes())
    with pytest.raises(CommandError, match="--shift-dates needs"):
        call_command("import_framework", str(path), "--shift-dates")


def test_import_unknown_owner_is_told(db: None, tmp_path: Path, line_document: FrameworkDocument) -> None:
    message = line_document.messages[0].model_copy(update={"owner": "gone@example.com"})
    path = tmp_path / "framework.json"
    path.write_text(to_json(line_document.model_copy(update={"messages": (message,)})))
    err = StringIO()
    call_command("import_framework", str(path), stdout=StringIO(), stderr=err)
    assert "Nobody here has the address gone@example.com" in err.getvalue()
    assert ValueMessage.objects.get().owner is None


def test_export_unknown_slug_names_the_ones_there_are(line: Framework) -> None:
    with pytest.raises(CommandError, match=r"no framework “x”\. Frameworks here: keep-the-line-running\."):
        call_command("export_framework", "x")


def test_schema_is_the_one_files_are_read_with() -> None:
    out = StringIO()
    call_command("framework_schema", stdout=out)
    assert json.loads(out.getvalue()) == json_schema()
