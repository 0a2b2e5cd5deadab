"""The activity log only grows: the model refuses, and so does the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from people.activity import record
from people.models import Activity, AppendOnlyError, User


def test_model_refuses_change_and_deletion(dana: User) -> None:
    entry = record(dana, "did", dana)
    for attempt in (entry.save, entry.delete, Activity.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()
    with pytest.raises(AppendOnlyError):
        Activity.objects.update(verb="undid")


@pytest.mark.parametrize("sql", ["UPDATE people_activity SET verb = 'undid'", "DELETE FROM people_activity"])
def test_database_refuses_change_and_deletion(dana: User, sql: str) -> None:
    record(dana, "did", dana)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(Activity.objects.values_list("verb", flat=True)) == ["did"]
