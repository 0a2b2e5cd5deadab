"""The page about all rules, made from the rules themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.rules.finding import FAMILY_LABELS, Family, Severity
from messaging.rules.registry import Rule, all_rules

WEIGHT = {
    Severity.ERROR: "error, blocks publishing",
    Severity.WARNING: "warning, needs a look",
    Severity.INFO: "note",
}
HEAD = """# Rules

<!-- Made by `python manage.py rules_docs` from the rules in messaging/rules/checks/. Do not edit. -->

A value message is checked against the phase, the role and the evidence while it is written, as code is by a linter.
There are {count} rules in {families} families. Their codes stay for ever.

An **error** blocks publishing, a **warning** needs a look, a **note** informs. An approver may waive a finding with a
reason and a date, unless the rule says that it cannot be waived. Severity and limits, and rules that are off with a
reason, are settings: in the admin for the whole installation, or for one framework.

## From the shell

```
python manage.py lint_framework keep-the-line-running
python manage.py lint_framework path/to/framework.json --format sarif --fail-on warning
```

A file needs no database. `--format` is `text`, `json` or `sarif`; `--fail-on` is `error` (the default) or `warning`;
`--only PH,EV201` runs some rules; `--off LA303` leaves one out; `--today 2026-03-02` sets the day for review and expiry
dates. The exit status is 0 when nothing fails, 1 when something does, 2 when the file cannot be read.

For frameworks kept in Git, as a pre-commit hook (`.pre-commit-config.yaml`):

```yaml
repos:
  - repo: local
    hooks:
      - id: lint-framework
        name: Lint value messages
        entry: python manage.py lint_framework --fail-on warning
        language: system
        files: framework\\.json$
```

## Languages

Words, word forms, superlatives, jargon and readability are known for English and German. In any other language the
rules that need them stay silent and all others work. A language is one file in `messaging/rules/languages/`.

## What a rule does not see

Rules prefer to miss something to crying wolf. “Perspective with fewer than two approaches” looks for words of choice,
not for understanding. Words inside a quotation of three words or more are the customer's and are left alone.
"""


def rules_page() -> str:
    """Return docs/rules.md."""
    rules = list(all_rules().values())
    lines = [HEAD.format(count=len(rules), families=len(Family)), *_contents(rules)]
    for family in Family:
        lines += [f"## {family.value} {FAMILY_LABELS[family]}", ""]
        for rule in rules:
            if rule.family is family:
                lines += _section(rule)
    return "\n".join(lines).rstrip() + "\n"


def _contents(rules: list[Rule]) -> Iterator[str]:
    yield "## All rules"
    yield ""
    yield "| code | rule | severity |"
    yield "|---|---|---|"
    for rule in rules:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {rule.severity.value} |"
    yield ""


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}"
    yield ""
    yield f"**{rule.name}** ({WEIGHT[rule.severity]})"
    yield ""
    yield f"{rule.why} {rule.hint}"
    yield ""
    yield f"- No: {rule.bad.shows}"
    yield f"- Yes: {rule.good.shows}"
    if rule.limit:
        yield f"- Limit: {rule.limit.value:g} {rule.limit.means}. A setting moves it."
    if not rule.waivable:
        yield "- Cannot be waived."
    yield ""
