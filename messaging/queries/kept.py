"""The draft of a framework kept in memory from save to save, so that saving while typing need not read it all again.

One query tells whether the kept draft still stands. The activity log, where every write is told, shows whether anything
but a message has changed; the count, versions and keys of the messages show whether a message has. A changed message
is read alone; anything else, and ten minutes, let go of the draft.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from journeys.models import Stage
from messaging import document as d
from messaging.assembly import assemble
from messaging.models import Framework, ValueMessage, Waiver
from messaging.queries.message import message_value
from messaging.queries.rules import rule_settings, sift, waivers
from messaging.rules import Finding, RuleSettings, check_message
from people.models import Activity
from stakeholders.models import BuyerRole

SECONDS = 600
MOST = 8  # drafts in one process
LOOK_BACK = 500  # log entries: a slow transaction may show its entry after later ones
FEW = 5  # changed messages that are read one by one
# One statement without the ORM: it is asked at every pause in somebody's typing, and building it cost the most.
# The log only grows, so the sum of its keys changes with every entry, also with one that appears late.
MARKS = """
SELECT COUNT(*), COALESCE(SUM(version), 0), COALESCE(MAX(id), 0), COALESCE(SUM("order" * id), 0), (
  SELECT COALESCE(SUM(id), 0) FROM people_activity WHERE id > %s AND subject_type <> 'messaging.valuemessage'
  AND (subject_type LIKE 'messaging.%%' OR subject_type LIKE 'journeys.%%' OR subject_type LIKE 'stakeholders.%%')
) FROM messaging_valuemessage WHERE framework_id = %s
"""


@dataclass(frozen=True)
class _Marks:
    """What changes whenever a message of the framework does, or anything else that the log tells of."""

    count: int
    versions: int
    last_row: int
    places: int
    log: int


@dataclass(frozen=True)
class Told:
    """What the document does not say of a message."""

    version: int
    changed_at: dt.datetime
    order: int
    pk: int


@dataclass(frozen=True)
class Kept:
    """A draft as it was read, with the rows and what the rules need beside it."""

    framework: Framework
    stages: Mapping[int, Stage]
    roles: Mapping[int, BuyerRole]
    document: d.FrameworkDocument
    settings: RuleSettings
    held: tuple[Waiver, ...]
    told: Mapping[str, Told]  # by the key of the message
    marks: _Marks
    since: int  # the log entry after which the marks begin
    changed_at: dt.datetime  # of the message that was saved last
    read_at: float
    day: dt.date

    def value(self, row: ValueMessage) -> d.ValueMessage | None:
        """Return what the row says, if this very version was kept."""
        if row.key not in self.told or self.told[row.key].version != row.version:
            return None
        return next(message for message in self.document.messages if message.key == row.key)

    def around(self, row: ValueMessage) -> ValueMessage:
        """Return the row with what it refers to, so that nothing of it is read again."""
        if row.stage_id in self.stages and row.role_id in self.roles:
            row.framework = copy(self.framework)
            row.stage, row.role = self.stages[row.stage_id], self.roles[row.role_id]
        return row

    def cell(self, stage: str, role: str) -> list[tuple[d.ValueMessage, Told]]:
        """Return the messages of the cell in their order."""
        found = [(m, self.told[m.key]) for m in self.document.messages if (m.stage, m.role) == (stage, role)]
        return sorted(found, key=lambda pair: (pair[1].order, pair[1].pk))

    def findings(self, key: str) -> tuple[Finding, ...]:
        """Return what the linter says of the message, waivers taken out."""
        return sift(check_message(self.document, key, today=self.day, settings=self.settings), self.held).standing


_kept: dict[int, Kept] = {}  # by framework; entries are replaced whole, so threads see one or the other


def kept_draft(framework: int, *, today: dt.date) -> Kept:
    """Return the draft as it stands: from memory, with the messages read again that somebody else has saved."""
    kept = _kept.get(framework)
    if kept and kept.day == today and time.monotonic() - kept.read_at < SECONDS:
        marks = _marks(framework, kept.since)
        if kept.marks == marks:
            return kept
        if kept.marks.log == marks.log and (kept := _freshened(kept, framework, marks)):
            return _keep(kept)
    return _keep(_read(framework, today))


def with_saved(kept: Kept, row: ValueMessage, value: d.ValueMessage) -> Kept:
    """Return the draft, and keep it, with what was just saved in the message."""
    raised = row.version - (kept.told[row.key].version if row.key in kept.told else 0)
    marks = replace(kept.marks, versions=kept.marks.versions + raised)
    fresh = _with(kept, [(row, value.model_copy(update={"key": row.key}))])
    return _keep(replace(fresh, marks=marks, changed_at=row.changed_at))


def forget() -> None:
    """Let go of every draft: for tests, which change rows behind the log's back."""
    _kept.clear()


def _keep(kept: Kept) -> Kept:
    _kept.pop(kept.framework.pk, None)
    _kept[kept.framework.pk] = kept
    for oldest in [*_kept][:-MOST]:
        _kept.pop(oldest, None)
    return kept


def _read(pk: int, today: dt.date) -> Kept:
    """Read everything; the marks first, so that what changes meanwhile is seen the next time."""
    newest = Activity.objects.aggregate(newest=Max("pk"))["newest"] or 0
    since = max(0, newest - LOOK_BACK)
    marks = _marks(pk, since)
    framework = Framework.objects.select_related("journey").get(pk=pk)
    rows = framework.messages.order_by().values_list("key", "version", "changed_at", "order", "pk")
    told = {key: Told(version, at, order, row) for key, version, at, order, row in rows}
    return Kept(
        framework=framework,
        stages=framework.journey.stages.in_bulk(),
        roles=framework.roles.in_bulk(),
        document=assemble(framework),
        settings=rule_settings(framework),
        held=tuple(waivers(framework, today=today)),
        told=told,
        marks=marks,
        since=since,
        changed_at=max((row.changed_at for row in told.values()), default=timezone.now()),
        read_at=time.monotonic(),
        day=today,
    )


def _marks(framework: int, since: int) -> _Marks:
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [since, framework])
        return _Marks(*map(int, cursor.fetchone()))


def _freshened(kept: Kept, framework: int, marks: _Marks) -> Kept | None:
    """Return the draft with the messages that were saved since, or None when that does not explain the change."""
    saved = ValueMessage.objects.filter(framework=framework, changed_at__gte=kept.changed_at).order_by()[: FEW + 1]
    rows = [row for row in saved if row.key not in kept.told or kept.told[row.key].version != row.version]
    fresh = _with(kept, [(row, message_value(row)) for row in rows])
    told = fresh.told.values()
    explained = len(told) == marks.count and sum(row.version for row in told) == marks.versions
    explained = explained and sum(row.order * row.pk for row in told) == marks.places
    changed_at = max((row.changed_at for row in rows), default=kept.changed_at)
    return replace(fresh, marks=marks, changed_at=changed_at) if explained else None


def _with(kept: Kept, changed: Iterable[tuple[ValueMessage, d.ValueMessage]]) -> Kept:
    messages, told = {message.key: message for message in kept.document.messages}, dict(kept.told)
    for row, value in changed:
        messages[row.key], told[row.key] = value, Told(row.version, row.changed_at, row.order, row.pk)
    document = kept.document.model_copy(update={"messages": tuple(messages.values())})
    return replace(kept, document=document, told=told)
