"""The draft kept between saves: it says what a full reading says, whatever changed and whoever changed it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from journeys.phases import MessageKind
from messaging.actions.compose import create_message, delete_message, reorder_message, save_message
from messaging.actions.library import save_item
from messaging.actions.rows import fingerprint, save_rows
from messaging.assembly import assemble
from messaging.document import ValueMessage as Value
from messaging.library import ROW_PARTS
from messaging.models import Framework, ValueMessage
from messaging.queries.findings import draft_findings
from messaging.queries.kept import kept_draft, with_saved
from messaging.queries.message import message_value
from people.models import User

TODAY = dt.date(2026, 3, 2)
SAID = [
    "The Perlindo dashboard shows the difference.",
    "We deliver it, we plan it, and our team stays with us.",
    "Keep the parts you remove for one month and write down their condition.",
    "You lose [number] hours, and 40% of them on Mondays.",
]


def full(framework: Framework, key: str) -> list[Any]:
    """Return what a full lint says of the message, without its place among the messages."""
    fresh = Framework.objects.select_related("journey").get(pk=framework.pk)
    return told(found for found in draft_findings(fresh, assemble(fresh), today=TODAY) if found.subject.message == key)


def told(findings: Any) -> list[Any]:
    return [(f.code, f.severity, f.field, f.message, f.subject, f.span) for f in findings]


def saved(actor: User, framework: Framework, key: str, **changes: Any) -> ValueMessage:
    row = framework.messages.get(key=key)
    value = message_value(row).model_copy(update=changes)
    return save_message(actor=actor, message=row, expected_version=row.version, value=value)


@pytest.mark.parametrize("seed", range(4))
def test_kept_draft_says_what_a_full_lint_says(seed: int, line: Framework, dana: User) -> None:
    chance = random.Random(seed)
    keys = list(line.messages.values_list("key", flat=True))
    for _ in range(6):
        kept = kept_draft(line.pk, today=TODAY)
        row = line.messages.get(key=chance.choice(keys))
        said = tuple(chance.sample([*SAID, *line.messages.get(key=chance.choice(keys)).talk_track], 2))
        kind = MessageKind(chance.choice(["value_delivered", row.kind]))
        changes = {"talk_track": said, "results": (), "kind": kind}
        value = message_value(row).model_copy(update=changes)
        row = save_message(actor=dana, message=row, expected_version=row.version, value=value)
        assert told(with_saved(kept, row, value).findings(row.key)) == full(line, row.key)
        other = chance.choice(keys)
        assert told(kept_draft(line.pk, today=TODAY).findings(other)) == full(line, other)


def _by_another(actor: User, line: Framework) -> None:
    saved(actor, line, "m07", headline="Ari’s words")


def _new(actor: User, line: Framework) -> None:
    twin = message_value(line.messages.get(key="m16"))
    create_message(actor=actor, framework=line, value=Value(**{**dict(twin), "stage": "s7", "key": "twin"}))


def _gone(actor: User, line: Framework) -> None:
    row = line.messages.get(key="m07")
    delete_message(actor=actor, message=row, expected_version=row.version)


def _gone_and_another_saved(actor: User, line: Framework) -> None:
    _gone(actor, line)
    saved(actor, line, "m08", headline="So that the sum of the versions stays")


def _library(actor: User, line: Framework) -> None:
    proof = line.proofs.order_by("pk")[0]
    save_item(actor, line, proof, {"audience": "internal"}, expected_version=proof.version)


def _terms(actor: User, line: Framework) -> None:
    rows = [*line.watched_terms, "interval"]
    save_rows(actor, line, ROW_PARTS["terms"], rows, expected=fingerprint(line.watched_terms))


@pytest.mark.parametrize("change", [_by_another, _new, _gone, _gone_and_another_saved, _library, _terms])
def test_change_by_somebody_else_is_seen(change: Callable[[User, Framework], None], line: Framework, ari: User) -> None:
    kept_draft(line.pk, today=TODAY)
    change(ari, line)
    fresh = Framework.objects.select_related("journey").get(pk=line.pk)
    kept = kept_draft(fresh.pk, today=TODAY).document
    now = assemble(fresh)
    assert kept.model_copy(update={"messages": ()}) == now.model_copy(update={"messages": ()})
    assert {message.key: message for message in kept.messages} == {message.key: message for message in now.messages}


def test_cell_follows_when_its_messages_change_places(line: Framework, dana: User) -> None:
    value = message_value(line.messages.get(key="m07")).model_copy(update={"headline": "Second here"})
    second = create_message(actor=dana, framework=line, value=value)
    assert [m.key for m, _ in kept_draft(line.pk, today=TODAY).cell("s2", "rel")] == ["m07", second.key]
    reorder_message(actor=dana, message=second, step=-1)
    assert [m.key for m, _ in kept_draft(line.pk, today=TODAY).cell("s2", "rel")] == [second.key, "m07"]


def test_unchanged_draft_costs_one_query(
    line: Framework, dana: User, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    kept_draft(line.pk, today=TODAY)
    with django_assert_num_queries(1):
        kept_draft(line.pk, today=TODAY)


def test_one_saved_message_is_read_alone(
    line: Framework, ari: User, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    kept_draft(line.pk, today=TODAY)
    _by_another(ari, line)
    with django_assert_num_queries(4):
        kept_draft(line.pk, today=TODAY)


def test_autosave_reads_little(
    line: Framework,
    dana: User,
    sign_in: Callable[[User], Client],
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    """Session, person, two for permissions, message, draft, savepoint twice, three writes, undo thrice, talk."""
    url, client = f"/frameworks/{line.slug}/messages/m16/", sign_in(dana)
    autosave = {"HX-Request": "true", "HX-Target": "save-state"}
    data = {"kind": "competitive", "version": "1", "headline": "One", "talk_track": ["Said."], "others": "0 2 1"}
    client.post(url, data, headers=autosave)
    with django_assert_num_queries(15):
        answer = client.post(url, data | {"version": "2", "headline": "Two"}, headers=autosave)
    form, cell = answer.context["form"], answer.context["open"]
    assert (cell.tally.warn, cell.tally.note) == (form.tally.warn + 2, form.tally.note + 1)
    codes = [finding.code for found in form.findings.values() for finding in found]
    assert sorted(codes) == sorted(f.code for f in kept_draft(line.pk, today=timezone.localdate()).findings("m16"))
