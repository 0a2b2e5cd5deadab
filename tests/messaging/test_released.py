"""Released messages: what is indexed, which search backend answers, what is forgotten."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from modelsearch.backends import get_search_backend

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.document import FrameworkDocument
from messaging.models import Framework, ReleasedMessage
from messaging.released import index_release, released_document

BACKENDS = {"sqlite": "SQLiteSearchBackend", "postgresql": "PostgresSearchBackend"}


def found(query: str) -> set[str]:
    return {row.headline for row in get_search_backend().autocomplete(query, ReleasedMessage)}


def test_search_backend_is_the_databases_full_text_search(db: None) -> None:
    assert type(get_search_backend()).__name__ == BACKENDS[connection.vendor]


def test_search_backend_asked_before_the_tables_exist_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelsearch.backends.database.USE_SQLITE_FTS", False)
    assert type(get_search_backend()).__name__ == BACKENDS[connection.vendor]


def test_freeze_release_makes_every_message_searchable(live_line: Framework, line_document: FrameworkDocument) -> None:
    assert ReleasedMessage.objects.count() == len(line_document.messages) == 41
    assert "A business case built on the counting rule you set" in found("counting rule you set")


@pytest.mark.parametrize("words", ["Savings of this sort never show up", "redacted value ledger", "October list"])
def test_index_holds_objections_proofs_and_questions(live_line: Framework, words: str) -> None:
    assert "A business case built on the counting rule you set" in found(words)


def test_index_finds_the_beginning_of_the_last_word(live_line: Framework) -> None:
    assert found("counting ru") == found("counting rule") != set()


def test_index_release_twice_changes_nothing(live_line: Framework) -> None:
    assert live_line.live_release
    before = found("counting rule")
    index_release(live_line.live_release)
    assert ReleasedMessage.objects.count() == 41
    assert found("counting rule") == before


def test_index_keeps_every_release_that_may_still_go_live(live_line: Framework) -> None:
    waiting, newest = (freeze_release(actor=None, framework=live_line) for _ in range(2))
    go_live(waiting)
    assert ReleasedMessage.objects.filter(release=waiting).count() == 41
    assert ReleasedMessage.objects.filter(release=newest).count() == 41


def test_index_forgets_releases_before_the_live_one(live_line: Framework) -> None:
    first = live_line.live_release
    go_live(freeze_release(actor=None, framework=live_line))
    freeze_release(actor=None, framework=live_line)
    assert not ReleasedMessage.objects.filter(release=first).exists()


def test_released_document_is_read_once_a_process(live_line: Framework) -> None:
    assert live_line.live_release
    first = released_document(live_line.live_release)
    assert released_document(live_line.live_release) is first


def test_index_messages_brings_a_lost_index_back(live_line: Framework, capsys: pytest.CaptureFixture[str]) -> None:
    freeze_release(actor=None, framework=live_line)
    ReleasedMessage.objects.all().delete()
    assert found("counting rule") == set()
    call_command("index_messages")
    assert capsys.readouterr().out.count("Indexed Keep the line running release") == 2
    assert ReleasedMessage.objects.count() == 82
    assert found("counting rule") != set()
