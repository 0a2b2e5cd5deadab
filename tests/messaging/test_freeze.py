"""Freezing a draft into a release, and putting it in use."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from messaging.actions.freeze import FreezeRefusedError, freeze_release
from messaging.actions.go_live import go_live
from messaging.document import FrameworkDocument, content_hash
from messaging.models import Framework, Release
from people.models import Activity, User


def test_freeze_release_keeps_the_whole_document(line: Framework, dana: User, line_document: FrameworkDocument) -> None:
    release = freeze_release(actor=dana, framework=line, notes="  First release. ")
    assert (release.number, release.notes, release.released_by) == (1, "First release.", dana)
    assert release.content_hash == content_hash(line_document)
    assert FrameworkDocument.model_validate(Release.objects.get().document) == line_document


def test_freeze_release_again_counts_up(line: Framework, dana: User, ari: User) -> None:
    first = freeze_release(actor=dana, framework=line)
    assert [first.number, freeze_release(actor=ari, framework=line).number] == [1, 2]


def test_freeze_release_writes_activity(line: Framework, dana: User) -> None:
    release = freeze_release(actor=dana, framework=line)
    entry = Activity.objects.get(verb="froze")
    assert (entry.actor, entry.subject_id, entry.detail["number"]) == (dana, str(release.pk), 1)


def test_freeze_release_by_seller_is_refused(line: Framework, sam: User) -> None:
    with pytest.raises(PermissionDenied, match="Enablement leads publish releases"):
        freeze_release(actor=sam, framework=line)


def test_freeze_release_without_messages_is_refused(line: Framework, dana: User) -> None:
    line.messages.all().delete()
    with pytest.raises(FreezeRefusedError, match="no message yet"):
        freeze_release(actor=dana, framework=line)


def test_freeze_release_with_control_characters_in_notes_is_refused(line: Framework, dana: User) -> None:
    with pytest.raises(ValidationError, match="invisible control character"):
        freeze_release(actor=dana, framework=line, notes="bell \x07")


SQL = ["UPDATE messaging_release SET number = 7", "DELETE FROM messaging_release"]
if connection.vendor == "sqlite":  # a replacement is a deletion that asks no trigger, unless told to
    SQL.append("REPLACE INTO messaging_release SELECT * FROM messaging_release")


@pytest.mark.parametrize("sql", SQL)
def test_release_changed_by_sql_is_refused(line: Framework, dana: User, sql: str) -> None:
    release = freeze_release(actor=dana, framework=line)
    with pytest.raises(DatabaseError, match="cannot be changed or deleted"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Release.objects.values_list("number").get() == (release.number,)


def test_go_live_moves_forward_only(line: Framework, dana: User) -> None:
    first, second = (freeze_release(actor=dana, framework=line) for _ in range(2))
    assert [go_live(second), go_live(first), go_live(second)] == [True, False, True]
    line.refresh_from_db()
    assert line.live_release == second
    assert Activity.objects.filter(verb="went live").count() == 1


@pytest.mark.django_db(transaction=True)
def test_freeze_release_by_the_machine_itself(line: Framework) -> None:
    assert freeze_release(actor=None, framework=line).number == 1
