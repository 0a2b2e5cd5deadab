"""The fixed cast and the two example frameworks, in a real database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.import_framework import import_framework
from messaging.document import FrameworkDocument
from messaging.models import Framework
from messaging.queries.kept import forget
from messaging.reading import read_document
from people.models import User
from people.roles import ADMINISTRATOR, LEAD, MANAGER, SELLER
from tests.kept_rows import KeptRows, untouched
from tests.needs import REQUIRE_ALL, deselect_pure, deselect_unmet, not_run

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PASSWORD = "correct-horse-battery"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--components-only", action="store_true", help="only tests that use the database or the broker")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    deselect_unmet(config, items)
    deselect_pure(config, items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # an xdist worker collects; the controller prints
        session.config.workeroutput["not_run"] = session.config.stash.get(not_run, [])
    elif REQUIRE_ALL and session.config.stash.get(not_run, []):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[not_run] = getattr(node, "workeroutput", {}).get("not_run", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(not_run, []):
        terminalreporter.write_line(f"ERROR {line}" if REQUIRE_ALL else line, red=REQUIRE_ALL, yellow=not REQUIRE_ALL)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Give each xdist worker a database of its own.

    SQLite's is a file, as in production: the live server's threads each open it.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers() -> None:
    """Let the test runner empty SQLite tables between tests: DELETE fires the triggers that keep releases for ever."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL empties tables by TRUNCATE, which fires no row trigger
    operations: Any = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **options: Any) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%%RAISE(ABORT%%'")
            triggers = cursor.fetchall()
        lifted = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return [*lifted, *flush(self, *args, **options), *(sql for _, sql in triggers)]

    operations.sql_flush = sql_flush


def _person(name: str, role: str | None, **extra: bool) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.com", PASSWORD, name=name, **extra)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def dana(db: None) -> User:
    """Designs: an enablement lead."""
    return _person("Dana", LEAD)


@pytest.fixture
def ari(db: None) -> User:
    """Approves: a second enablement lead."""
    return _person("Ari", LEAD)


@pytest.fixture
def sam(db: None) -> User:
    """Sells."""
    return _person("Sam", SELLER)


@pytest.fixture
def kim(db: None) -> User:
    """Manages sellers."""
    return _person("Kim", MANAGER)


@pytest.fixture
def ada(db: None) -> User:
    """Administers."""
    return _person("Ada", ADMINISTRATOR, is_staff=True)


@pytest.fixture
def olly(db: None) -> User:
    """An outsider: an account without a role."""
    return _person("Olly", None)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Return a function that gives a signed-in browser for a person."""

    def _sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return _sign_in


@pytest.fixture(autouse=True)
def _no_kept_drafts() -> None:
    """Begin with no draft in memory: between tests rows change behind the log's back."""
    forget()


@pytest.fixture(scope="session")
def line_document() -> FrameworkDocument:
    """The example framework as a value."""
    return read_document((EXAMPLES / "keep-the-line-running" / "framework.json").read_bytes())


@pytest.fixture(scope="session")
def kept_line() -> KeptRows:
    """The rows of the example framework, once it was imported."""
    return KeptRows()


@pytest.fixture
def line(db: None, line_document: FrameworkDocument, kept_line: KeptRows) -> Framework:
    """The example framework as rows: 9 stages, 8 roles, 41 messages."""
    fresh = untouched()
    if not fresh or not kept_line.tables:
        framework = import_framework(None, line_document)
        if fresh:
            kept_line.keep()
        return framework
    kept_line.write()
    return Framework.objects.select_related("journey").get()


@pytest.fixture
def live_line(line: Framework) -> Framework:
    """The example framework with its first release in use by sellers."""
    go_live(freeze_release(actor=None, framework=line))
    line.refresh_from_db()
    return line
