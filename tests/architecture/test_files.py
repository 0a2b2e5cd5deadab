"""What is committed: lock files without addresses, templates that parse, tests that run, docs that tell everything."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.core.management import get_commands
from django.template.loader import get_template

from tests.architecture.source import LAYERS, ROOT, name, python_files, templates

ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links|file:", re.IGNORECASE)


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    assert ADDRESS.findall(text) == []


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_lock_pins_every_package_by_hash(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    entries = re.split(r"\n(?=[a-z])", text.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "base.txt": project["project"]["dependencies"],
        "dev.txt": [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]],
    }
    for lock, wishes in asked.items():
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))
        names = {re.split(r"[\[<>=]", wish)[0].lower() for wish in wishes}
        assert names - pinned == set(), lock


def test_dev_lock_holds_the_base_lock() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))
        for lock in ("base.txt", "dev.txt")
    ]
    assert pins[0].items() <= pins[1].items()


@pytest.mark.parametrize("template", templates(), ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_parses(template: object) -> None:
    get_template(str(template).removeprefix(f"{ROOT}/templates/"))


def test_no_template_says_a_text_is_safe() -> None:
    text = {str(path.relative_to(ROOT)): path.read_text() for path in templates()}
    assert [file for file, body in text.items() if re.search(r"\|\s*safe\b|autoescape off", body)] == []


def test_no_template_holds_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)
    allowed = ("sheets/", "email")  # print documents carry no script and are no page
    bodies = {
        str(path.relative_to(ROOT / "templates")): re.sub(r"{%.*?%}", "", path.read_text()) for path in templates()
    }
    found = [file for file, body in bodies.items() if inline.search(body)]
    assert [file for file in found if not file.startswith(allowed)] == []


def test_no_test_is_skipped() -> None:
    """A test that a machine cannot run is deselected aloud (tests/needs.py); none is skipped or expected to fail."""
    skips = re.compile(r"pytest\.(skip|xfail|importorskip)\(|mark\.(skip|skipif|xfail)\b")
    assert [
        name(path) for path in python_files("tests") if skips.search(path.read_text()) and path.name != "test_files.py"
    ] == []


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text()))
    read |= set(re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "gunicorn.conf.py").read_text()))
    told = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "operations" / "settings.md").read_text(), re.MULTILINE)
    assert sorted(told) == sorted(read)


def test_every_command_is_documented() -> None:
    own = {command for command, app in get_commands().items() if str(app) in LAYERS}
    told = re.findall(
        r"^\| `manage.py ([a-z_]+)", (ROOT / "docs" / "operations" / "commands.md").read_text(), re.MULTILINE
    )
    assert sorted(told) == sorted(own)


def test_every_decision_is_listed_in_order() -> None:
    files = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md")
    assert [file[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    assert [file for file in files if file not in index] == []


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text())
        if not (document.parent / target).exists()
    ]
    assert broken == []
