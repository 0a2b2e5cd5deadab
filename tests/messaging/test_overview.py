"""The list of frameworks as data."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journeys.grid import CellState
from messaging.actions.freeze import freeze_release
from messaging.actions.import_framework import import_framework
from messaging.document import FrameworkDocument
from messaging.models import Framework
from messaging.queries.overview import Overview, overviews
from people.activity import record
from people.models import User


def _only(entries: list[Overview]) -> Overview:
    (entry,) = entries
    return entry


def test_overview_counts_messages_and_reasons_as_answered(line: Framework) -> None:
    entry = _only(overviews(Framework.objects.all()))
    assert (entry.answered, entry.expected) == (45, 46)
    assert [tick.phase for tick in entry.ticks if tick.state is CellState.GAP] == ["adopt"]


def test_overview_names_who_changed_the_framework_last(line: Framework, dana: User) -> None:
    entry = record(dana, "edited the settings", line)
    shown = _only(overviews(Framework.objects.all()))
    assert (shown.changed_at, shown.changed_by) == (entry.at, "Dana")


def test_overview_names_who_changed_a_message_last(line: Framework, ari: User) -> None:
    message = line.messages.first()
    assert message is not None
    message.changed_by = ari
    message.save(update_fields=["changed_by"])
    line.messages.exclude(pk=message.pk).update(changed_at=line.created_at)
    message.changed_at = record(None, "published", line).at + dt.timedelta(minutes=1)
    message.save(update_fields=["changed_at"])
    assert _only(overviews(Framework.objects.all())).changed_by == "Ari"


def test_overview_counts_the_draft_from_the_newest_release_even_while_it_renders(line: Framework, dana: User) -> None:
    assert _only(overviews(Framework.objects.all())).next_release == 1
    freeze_release(actor=dana, framework=line)
    assert _only(overviews(Framework.objects.all())).next_release == 2


@pytest.fixture
def thirty(line_document: FrameworkDocument, db: None) -> None:
    for number in range(30):
        import_framework(None, line_document.model_copy(update={"slug": f"copy-{number}"}))


def test_overview_of_thirty_frameworks_uses_six_queries(thirty: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        entries = overviews(Framework.objects.all())
    assert (len(entries), len(queries)) == (30, 6)
