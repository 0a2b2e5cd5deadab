"""The example frameworks are sound, well written, and come back from the database as they went in."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from journeys.phases import MessageKind, Phase
from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, to_json
from messaging.reading import read_document
from messaging.rules import Severity, check
from stakeholders.terms import Influence
from tests.conftest import EXAMPLES

FILES = sorted(EXAMPLES.glob("*/framework.json"))


@pytest.fixture(params=FILES, ids=[path.parent.name for path in FILES])
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def document(path: Path) -> FrameworkDocument:
    return read_document(path.read_bytes())


def test_example_is_written_as_the_export_writes_it(path: Path, document: FrameworkDocument) -> None:
    assert to_json(document).encode() == path.read_bytes()
    assert document.slug == path.parent.name


def test_example_goes_in_and_out_byte_identical(db: None, document: FrameworkDocument) -> None:
    assert to_json(assemble(import_framework(None, document))) == to_json(document)


def test_example_has_the_day_it_was_written_for(path: Path) -> None:
    dated = json.loads((path.parent / "about.json").read_text())["dated"]
    assert dt.date.fromisoformat(dated) == dt.date(2025, 3, 3)


def test_examples_share_no_key_that_would_clash(db: None) -> None:
    for path in FILES:
        import_framework(None, read_document(path.read_bytes()))


def test_example_keeps_the_design_law(document: FrameworkDocument) -> None:
    phases = {stage.key: stage.phase for stage in document.journey.stages}
    kinds = {(message.role, message.kind) for message in document.messages}
    assert set(phases.values()) == set(Phase)
    assert Counter(role.influence for role in document.roles)[Influence.ECONOMIC] == 1
    assert all(role.concepts and role.wins for role in document.roles)
    for role in document.roles:
        if role.initial_executive_buyer:
            assert (role.key, MessageKind.VALUE_DELIVERED) in kinds
    assert any(alternative.kind == "status_quo" for alternative in document.offer.alternatives)
    assert document.cell_notes
    for message in document.messages:
        assert message.next_step.best
        assert message.next_step.minimum
        if message.kind == MessageKind.COMPETITIVE:
            assert message.concedes


def test_example_has_no_finding_that_blocks(document: FrameworkDocument) -> None:
    findings = check(document, today=dt.date(2025, 3, 3))
    assert [finding.code for finding in findings if finding.severity is Severity.ERROR] == []


def test_second_example_has_no_finding_at_all() -> None:
    document = read_document((EXAMPLES / "a-lunch-worth-staying-for" / "framework.json").read_bytes())
    assert [finding.code for finding in check(document, today=dt.date(2025, 3, 3))] == []
