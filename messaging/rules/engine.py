"""Running the rules: a document, one message of it, or a seller's own words in; findings out. Pure: no clock.

The day is an argument, the document is never changed, and the order of messages does not matter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from messaging.document import FrameworkDocument
from messaging.rules.context import Field, Frame, Message, Speech
from messaging.rules.finding import Finding, Hit, Subject
from messaging.rules.registry import Rule, Scope, all_rules, chosen
from messaging.rules.settings import RuleSettings
from messaging.rules.subjects import subject_of

Only = Iterable[str] | None
DEFAULT = RuleSettings()


def check(
    document: FrameworkDocument, *, today: dt.date, settings: RuleSettings = DEFAULT, only: Only = None
) -> tuple[Finding, ...]:
    """Return every finding in the document, in the order of its fields."""
    frame = _frame(document, today, settings)
    rules = _active(only, settings)
    # Each message is let go after its turn: thousands that are kept make the garbage collector search them all.
    read = (frame.message(i) for i in range(len(document.messages)))
    found = [finding for message in read for finding in _about(message, frame, rules)]
    for rule in rules:
        if rule.scope is Scope.FRAMEWORK:
            found += [_finding(rule, hit, frame) for hit in rule.check(frame)]
    return tuple(sorted(found, key=_place))


def check_message(
    document: FrameworkDocument, key: str, *, today: dt.date, settings: RuleSettings = DEFAULT, only: Only = None
) -> tuple[Finding, ...]:
    """Return the findings of one message, at the cost of one message: what `check` says of it."""
    frame = _frame(document, today, settings)
    frame.alone = next(i for i, message in enumerate(document.messages) if message.key == key)
    message = frame.message(frame.alone)
    return tuple(sorted(_about(message, frame, _active(only, settings)), key=_place))


def check_text(
    document: FrameworkDocument,
    *,
    stage: str,
    texts: Iterable[str],
    today: dt.date,
    settings: RuleSettings = DEFAULT,
) -> tuple[Finding, ...]:
    """Return what the rules on words say of anybody's sentences in a stage; pointers are “/0”, “/1”, …"""
    frame = _frame(document, today, settings)
    fields = tuple(Field(f"/{i}", text, "talk_track") for i, text in enumerate(texts))
    speech = Speech(frame.stages[stage].phase, fields)
    rules = [rule for rule in _active(None, settings) if rule.scope is Scope.SPEECH]
    found = [_stated(rule, hit, settings, Subject(stage=stage)) for rule in rules for hit in rule.check(speech, frame)]
    return tuple(sorted(found, key=_place))


def _frame(document: FrameworkDocument, today: dt.date, settings: RuleSettings) -> Frame:
    limits = {rule.code: rule.limit.value for rule in all_rules().values() if rule.limit}
    return Frame(document, today, settings, limits)


def _active(only: Only, settings: RuleSettings) -> list[Rule]:
    return [rule for rule in chosen(only) if rule.code not in settings.off]


def _about(message: Message, frame: Frame, rules: list[Rule]) -> Iterator[Finding]:
    for rule in rules:
        if rule.scope is Scope.SPEECH:
            hits = rule.check(message.speech, frame)
        elif rule.scope is Scope.MESSAGE:
            hits = rule.check(message, frame)
        else:
            continue
        for hit in hits:
            yield _finding(rule, hit, frame)


def _finding(rule: Rule, hit: Hit, frame: Frame) -> Finding:
    return _stated(rule, hit, frame.settings, subject_of(frame.document, hit.pointer))


def _stated(rule: Rule, hit: Hit, settings: RuleSettings, subject: Subject) -> Finding:
    severity = settings.severities.get(rule.code, rule.severity)
    return Finding(
        rule.code, rule.name, severity, hit.pointer, hit.message, rule.why, rule.hint, subject, hit.span, hit.fix
    )


DIGITS = re.compile(r"\d+")


def _place(finding: Finding) -> tuple[str, int, str, int]:
    """Sort by field, numbers as numbers, then by weight, code and where the words stand."""
    padded = DIGITS.sub(lambda number: number.group().rjust(6, "0"), finding.pointer)
    return padded, finding.severity.rank, finding.code, finding.span.start if finding.span else 0
