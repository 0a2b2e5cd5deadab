"""The message linter: rules that know the phase. Pure: a document and a day in, findings out."""

from messaging.rules.engine import check, check_message, check_text
from messaging.rules.finding import Family, Finding, Fix, Severity, Span, Subject
from messaging.rules.registry import Rule, all_rules
from messaging.rules.settings import Reader, RuleSettings

__all__ = [
    "Family",
    "Finding",
    "Fix",
    "Reader",
    "Rule",
    "RuleSettings",
    "Severity",
    "Span",
    "Subject",
    "all_rules",
    "check",
    "check_message",
    "check_text",
]
