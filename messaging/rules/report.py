"""Findings for people at a shell and for other tools: text, JSON, SARIF 2.1.0. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from messaging.rules.finding import Finding, Severity
from messaging.rules.lines import line_at
from messaging.rules.registry import Rule, all_rules

SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Lines = Mapping[str, int]


def as_text(findings: Sequence[Finding], name: str, lines: Lines) -> str:
    """Return one line a finding, as compilers write them, and a sum."""
    rows = [f"{_place(found, name, lines)}: {found.severity} {found.code} {_said(found)}" for found in findings]
    return "\n".join([*rows, _sum(findings)]) + "\n"


def as_json(findings: Sequence[Finding], name: str, lines: Lines) -> str:
    return json.dumps([_entry(found) for found in findings], ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Sequence[Finding], name: str, lines: Lines) -> str:
    """Return a SARIF log, which code hosts and editors read."""
    driver = {"name": "Throughline", "rules": [_sarif_rule(rule) for rule in all_rules().values()]}
    results = [_sarif_result(found, name, lines) for found in findings]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Finding], str, Lines], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
}


def _place(found: Finding, name: str, lines: Lines) -> str:
    return f"{name}:{line_at(lines, found.pointer)}" if lines else f"{name}{found.pointer}"


def _said(found: Finding) -> str:
    return f"{found.name}: {found.message} {found.hint}"


def _sum(findings: Sequence[Finding]) -> str:
    counted = Counter(found.severity for found in findings)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    return ", ".join(f"{counted[s]} {word}{'' if counted[s] == 1 else 's'}" for s, word in words.items())


def _entry(found: Finding) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "pointer": found.pointer,
        "message": found.message,
        "why": found.why,
        "hint": found.hint,
        "subject": found.subject.token,
    }
    if found.span:
        entry["words"] = {"start": found.span.start, "end": found.span.end, "text": found.span.words}
    if found.fix:
        entry["fix"] = {"label": found.fix.label, "op": found.fix.op, "path": found.fix.path, "value": found.fix.value}
    return entry


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
    }


def _sarif_result(found: Finding, name: str, lines: Lines) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": name}}
    if lines:
        physical["region"] = {"startLine": line_at(lines, found.pointer)}
    return {
        "ruleId": found.code,
        "level": SARIF_LEVELS[found.severity],
        "message": {"text": f"{found.message} {found.hint}"},
        "locations": [
            {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": found.pointer}]},
        ],
        "partialFingerprints": {"throughline/1": f"{found.code}/{found.subject.token}/{found.field}"},
    }
