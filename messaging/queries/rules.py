"""Findings of a draft as this installation and this framework want them told, and what is waived of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from messaging.document import FrameworkDocument
from messaging.models import Framework, RuleSetting, Waiver
from messaging.rules import Finding, RuleSettings, Severity, all_rules, check


def rule_settings(framework: Framework) -> RuleSettings:
    """Return the framework's settings over the installation's, in one query."""
    rows = list(RuleSetting.objects.filter(Q(framework=None) | Q(framework=framework)))
    wider = _settings(row for row in rows if row.framework_id is None)
    return _settings(row for row in rows if row.framework_id is not None).over(wider)


def _settings(rows: Iterable[RuleSetting]) -> RuleSettings:
    kept = list(rows)
    return RuleSettings(
        {row.code: Severity(row.severity) for row in kept if row.severity},
        {row.code: row.limit for row in kept if row.limit is not None},
        {row.code: row.reason for row in kept if row.off},
    )


@dataclass(frozen=True)
class Verdict:
    """A draft's findings: those that stand, and those an approver lets pass for now."""

    standing: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return self.of(Severity.WARNING)

    @property
    def notes(self) -> tuple[Finding, ...]:
        return self.of(Severity.INFO)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.standing if finding.severity is severity)


def judge(framework: Framework, document: FrameworkDocument, *, today: dt.date) -> Verdict:
    """Return what the linter says of the framework's draft, waivers that hold today taken out: two queries."""
    return sift(check(document, today=today, settings=rule_settings(framework)), waivers(framework, today=today))


def waivers(framework: Framework, *, today: dt.date) -> list[Waiver]:
    """Return the waivers that hold today."""
    return list(framework.waivers.filter(until__gte=today).select_related("by"))


def sift(found: Iterable[Finding], held: Iterable[Waiver]) -> Verdict:
    """Part findings into those that stand and those that are waived; what cannot be waived stands."""
    by_finding = {(waiver.code, waiver.subject): waiver for waiver in held}
    standing: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in found:
        waiver = by_finding.get((finding.code, finding.subject.token))
        if waiver and all_rules()[finding.code].waivable:
            waived.append((finding, waiver))
        else:
            standing.append(finding)
    return Verdict(tuple(standing), tuple(waived))
