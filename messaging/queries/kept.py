"""The draft of a framework kept in memory from save to save, so that saving while typing need not read it all again.

One query tells whether the kept draft still stands. The activity log, where every write is told, shows whether anything
but a message has changed; the count, versions and keys of the messages show whether a message has. A changed message
is read alone; anything else, and ten minutes, let go of the draft.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from messaging import document as d
from messaging.assembly import assemble
from messaging.models import Framework, ValueMessage, Waiver
from messaging.queries.message import message_value
from messaging.queries.rules import rule_settings, sift, waivers
from messaging.rules import Finding, RuleSettings, check_message
from people.models import Activity

SECONDS = 600
MOST = 8  # drafts in one process
LOOK_BACK = 500  # log entries: a slow transaction may show its entry after later ones
FEW = 5  # changed messages that are read one by one
# One statement without the ORM: it is asked at every pause in somebody's typing, and building it cost the most.
# The log only grows, so the sum of its keys changes with every entry, also with one that appears late.
MARKS = """
SELECT COUNT(*), COALESCE(SUM(version), 0), COALESCE(MAX(id), 0), (
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
    log: int


@dataclass(frozen=True)
class Kept:
    """A draft as it was read, with what the rules need beside it."""

    document: d.FrameworkDocument
    settings: RuleSettings
    held: tuple[Waiver, ...]
    versions: Mapping[str, int]  # message → version
    marks: _Marks
    since: int  # the log entry after which the marks begin
    changed_at: dt.datetime  # of the message that was saved last
    read_at: float
    day: dt.date

    def value(self, row: ValueMessage) -> d.ValueMessage | None:
        """Return what the row says, if this very version was kept."""
        if self.versions.get(row.key) != row.version:
            return None
        return next(message for message in self.document.messages if message.key == row.key)

    def findings(self, key: str) -> tuple[Finding, ...]:
        """Return what the linter says of the message, waivers taken out."""
        return sift(check_message(self.document, key, today=self.day, settings=self.settings), self.held).standing


_kept: dict[int, Kept] = {}  # by framework; entries are replaced whole, so threads see one or the other


def kept_draft(framework: Framework, *, today: dt.date) -> Kept:
    """Return the draft as it stands: from memory, with the messages read again that somebody else has saved."""
    kept = _kept.get(framework.pk)
    if kept and kept.day == today and time.monotonic() - kept.read_at < SECONDS:
        marks = _marks(framework, kept.since)
        if kept.marks == marks:
            return kept
        if kept.marks.log == marks.log and (kept := _freshened(kept, framework, marks)):
            return _keep(framework, kept)
    return _keep(framework, _read(framework, today))


def with_saved(kept: Kept, row: ValueMessage, value: d.ValueMessage) -> Kept:
    """Return the draft, and keep it, with what was just saved in the message."""
    raised = row.version - kept.versions.get(row.key, 0)
    marks = replace(kept.marks, versions=kept.marks.versions + raised)
    fresh = _with(kept, {row.key: (row.version, value.model_copy(update={"key": row.key}))})
    return _keep(row.framework, replace(fresh, marks=marks, changed_at=row.changed_at))


def forget() -> None:
    """Let go of every draft: for tests, which change rows behind the log's back."""
    _kept.clear()


def _keep(framework: Framework, kept: Kept) -> Kept:
    _kept.pop(framework.pk, None)
    _kept[framework.pk] = kept
    for oldest in [*_kept][:-MOST]:
        _kept.pop(oldest, None)
    return kept


def _read(framework: Framework, today: dt.date) -> Kept:
    """Read everything; the marks first, so that what changes meanwhile is seen the next time."""
    newest = Activity.objects.aggregate(newest=Max("pk"))["newest"] or 0
    since = max(0, newest - LOOK_BACK)
    marks = _marks(framework, since)
    framework = Framework.objects.select_related("journey").get(pk=framework.pk)
    saved = {key: (version, at) for key, version, at in framework.messages.values_list("key", "version", "changed_at")}
    return Kept(
        document=assemble(framework),
        settings=rule_settings(framework),
        held=tuple(waivers(framework, today=today)),
        versions={key: version for key, (version, _) in saved.items()},
        marks=marks,
        since=since,
        changed_at=max((at for _, at in saved.values()), default=timezone.now()),
        read_at=time.monotonic(),
        day=today,
    )


def _marks(framework: Framework, since: int) -> _Marks:
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [since, framework.pk])
        return _Marks(*map(int, cursor.fetchone()))


def _freshened(kept: Kept, framework: Framework, marks: _Marks) -> Kept | None:
    """Return the draft with the messages that were saved since, or None when that does not explain the change."""
    saved = framework.messages.filter(changed_at__gte=kept.changed_at).order_by()[: FEW + 1]
    rows = [row for row in saved if kept.versions.get(row.key) != row.version]
    fresh = _with(kept, {row.key: (row.version, message_value(row)) for row in rows})
    explained = len(fresh.versions) == marks.count and sum(fresh.versions.values()) == marks.versions
    changed_at = max((row.changed_at for row in rows), default=kept.changed_at)
    return replace(fresh, marks=marks, changed_at=changed_at) if explained else None


def _with(kept: Kept, changed: Mapping[str, tuple[int, d.ValueMessage]]) -> Kept:
    known = {message.key: message for message in kept.document.messages}
    known |= {key: value for key, (_, value) in changed.items()}
    versions = {**kept.versions, **{key: version for key, (version, _) in changed.items()}}
    document = kept.document.model_copy(update={"messages": tuple(known.values())})
    return replace(kept, document=document, versions=versions)
