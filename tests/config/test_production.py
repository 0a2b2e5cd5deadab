"""A production site starts only when it is fit for it; a demo needs no settings at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.production import reasons

FIT = {"PRODUCTION": "1", "SECRET_KEY": "k3y-" * 15 + "abcdefgh", "ALLOWED_HOSTS": "t.example.com", "HTTPS": "1"}
GOOD = {"secret_key": "a1b2c3d4e5" * 6, "debug": False, "hosts": ["t.example.com"], "https": True, "database": {}}


def manage(var: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "HOME": str(var), "VAR_DIR": str(var), **environment}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=clean, capture_output=True, text=True, check=False)


def test_fit_settings_pass_every_deployment_check(tmp_path: Path) -> None:
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **FIT)
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n"), result.stderr
    assert not (tmp_path / "secret_key").exists()


def test_unfit_settings_refuse_to_start_with_every_reason(tmp_path: Path) -> None:
    database = "postgres://throughline:throughline@127.0.0.1/x"
    result = manage(tmp_path, "check", PRODUCTION="1", DEBUG="1", DATABASE_URL=database)
    assert result.returncode == 1
    said = [line for line in result.stderr.splitlines() if line.startswith("- ")]
    assert [line.split()[1] for line in said] == [*("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "HTTPS=1", "DATABASE_URL")]


def test_demo_starts_without_settings_and_keeps_its_key_to_itself(tmp_path: Path) -> None:
    assert manage(tmp_path, "check").returncode == 0
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "a" * 60}, "SECRET_KEY"),
        ({"secret_key": "django-insecure-" + "a1b2c3d4e5" * 6}, "SECRET_KEY"),
        ({"debug": True}, "DEBUG"),
        ({"hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"hosts": ["localhost"]}, "ALLOWED_HOSTS"),
        ({"https": False}, "HTTPS=1"),
        ({"database": {"PASSWORD": "Postgres"}}, "DATABASE_URL"),
    ],
)
def test_each_reason_is_told_alone(change: dict[str, object], word: str) -> None:
    assert [reason.split()[0] for reason in reasons(**{**GOOD, **change})] == [word]  # type: ignore[arg-type]


def test_fit_settings_have_no_reason_against_them() -> None:
    assert list(reasons(**GOOD)) == []  # type: ignore[arg-type]
