"""Rows ⇄ document."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, to_json
from messaging.models import Framework


def test_assemble_example_is_byte_identical(line: Framework, line_document: FrameworkDocument) -> None:
    assert to_json(assemble(line)) == to_json(line_document)


def test_assemble_uses_twelve_queries(line: Framework) -> None:
    with CaptureQueriesContext(connection) as queries:
        assemble(line)
    assert len(queries) == 12


def test_replace_writes_the_same_draft_again(line: Framework, line_document: FrameworkDocument) -> None:
    again = import_framework(None, line_document, replace=True)
    assert again.pk == line.pk
    assert to_json(assemble(again)) == to_json(line_document)
