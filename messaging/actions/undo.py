"""Taking back what one did to messages, and doing it again: all of an act, or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from journeys.grid import CellKey
from messaging.actions.compose import bring_back, overwrite, remove, what_still_exists
from messaging.actions.steps import Change, changes_of, set_changes
from messaging.models import Framework, Step, ValueMessage
from messaging.permissions import require_author
from messaging.queries.message import message_value
from messaging.queries.steps import last_done, last_undone
from people.models import Activity, User

REFUSED = {"undid": "Not undone", "did again": "Not done again"}


class UndoRefusedError(Exception):
    """The act cannot be taken back; the text says why, for a person. Nothing was changed."""


@dataclass(frozen=True)
class Outcome:
    """What was taken back or done again, and where to look at it."""

    words: str
    cell: CellKey
    key: str
    less: bool  # something the message drew on is gone, so it came back without that


@transaction.atomic
def undo(*, actor: User, framework: Framework, expected: int = 0) -> Outcome:
    """Take back the person's last act; `expected` names the step the person saw, if not the last, nothing happens."""
    require_author(actor)
    step = _wanted(last_done(actor, framework), expected, "There is nothing of yours to undo here.")
    done = changes_of(step)
    changes = _carry_out(actor, framework, step, [change.turned for change in reversed(done)], "undid")
    set_changes(step, [change.turned for change in reversed(changes)])
    step.undone_at = timezone.now()
    step.save(update_fields=["undone_at", "changes"])
    return _outcome(step, changes[::-1], changes != [change.turned for change in reversed(done)])


@transaction.atomic
def redo(*, actor: User, framework: Framework, expected: int = 0) -> Outcome:
    """Do again what the person undid last, unless the person did something else since."""
    require_author(actor)
    step = _wanted(last_undone(actor, framework), expected, "There is nothing of yours to do again here.")
    changes = _carry_out(actor, framework, step, changes_of(step), "did again")
    less = changes != changes_of(step)
    set_changes(step, changes)
    step.undone_at = None
    step.save(update_fields=["undone_at", "changes"])
    return _outcome(step, changes, less)


def _wanted(step: Step | None, expected: int, nothing: str) -> Step:
    """Return the step, locked, if it is the one the person saw: a second click takes nothing more back."""
    if step is None:
        raise UndoRefusedError(nothing)
    if expected and step.pk != expected:
        raise UndoRefusedError(f"You did something else since: you {step.words}. Look at it, then decide.")
    return Step.objects.select_for_update().get(pk=step.pk)


def _outcome(step: Step, changes: Sequence[Change], less: bool) -> Outcome:
    seen = changes[0].seen.value
    return Outcome(step.words, (seen.stage, seen.role), seen.key if changes[0].after else "", less)


def _carry_out(actor: User, framework: Framework, step: Step, wished: Sequence[Change], verb: str) -> list[Change]:
    """Bring every message from `before` to `after`, and return the changes as they came out."""
    keys = [change.key for change in wished]
    rows = {row.key: row for row in framework.messages.select_for_update().filter(key__in=keys)}
    changed = [change for change in wished if not _is_as_left(rows.get(change.key), change)]
    if changed:
        sentence = _who_changed(actor, framework, rows.get(changed[0].key), changed)
        raise UndoRefusedError(f"{REFUSED[verb]}: {sentence} after you {step.words}.")
    try:
        return [_one_change(actor, framework, rows.get(change.key), change, verb) for change in wished]
    except ValidationError as error:
        raise UndoRefusedError(f"{REFUSED[verb]}: {' '.join(error.messages)}") from error


def _is_as_left(row: ValueMessage | None, change: Change) -> bool:
    """Return whether the message is as the act left it; its place counts only where the act was about the place."""
    if row is None or change.before is None:
        return row is None and change.before is None
    about_place = change.after is not None and change.before.value == change.after.value
    return message_value(row) == change.before.value and (not about_place or row.order == change.before.order)


def _one_change(actor: User, framework: Framework, row: ValueMessage | None, change: Change, verb: str) -> Change:
    if change.after is None:
        assert row is not None  # _is_as_left saw it
        _, done = remove(actor, row, row.version, verb=verb)
        return done
    value = what_still_exists(framework, change.after.value)
    if row is None:
        _, done = bring_back(actor, framework, value, verb=verb, order=change.after.order)
        return done
    moved = change.before is None or change.before.order != change.after.order
    order = change.after.order if moved else row.order
    done_now = overwrite(actor, row, row.version, value, verb=verb, order=order)
    return done_now[0] if done_now else Change(change.before, change.before)


def _who_changed(actor: User, framework: Framework, row: ValueMessage | None, changed: Sequence[Change]) -> str:
    """Return who did what to the first of the messages that are not as the act left them."""
    first = changed[0]
    headline = row.headline if row else first.seen.value.headline
    person = row.changed_by if row else _who_deleted(framework, first.key)
    name = "you" if person == actor else person.get_short_name() if person else "somebody"
    more = f", and {len(changed) - 1} more of these messages changed," if len(changed) > 1 else ""
    return f"{name} {'changed' if row else 'deleted'} “{headline}”{more}"


def _who_deleted(framework: Framework, key: str) -> User | None:
    last = framework.revisions.filter(message=None, document__key=key).order_by("-pk").first()
    entries = Activity.objects.filter(subject_type="messaging.valuemessage", detail__revision=last.pk if last else 0)
    entry = entries.select_related("actor").first()
    return entry.actor if entry else None
