"""Rows that a slow step wrote once, written back as they were for every later test that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from people.models import Activity

APPS = ("stakeholders", "journeys", "messaging")


def models() -> Iterator[type[Model]]:
    """Yield the models whose rows make up frameworks, links between them included."""
    for label in APPS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)
    yield Activity


def untouched() -> bool:
    """Tell whether the test has no such rows yet: theirs could have the keys of the kept ones."""
    return not any(model._default_manager.exists() for model in models())


@dataclass
class KeptRows:
    """The rows of all tables, as the database gave them."""

    tables: dict[str, tuple[list[str], list[Any]]] = field(default_factory=dict)

    def keep(self) -> None:
        with connection.cursor() as cursor:
            for model in models():
                table = model._meta.db_table
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = cursor.fetchall()
                if rows:
                    self.tables[table] = [column[0] for column in cursor.description or ()], rows

    def write(self) -> None:
        quote = connection.ops.quote_name
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in self.tables.items():
                names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)
