"""The linter on whole frameworks: the examples are clean, and the messages written to break the rules break them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from messaging.document import FrameworkDocument, ValueMessage
from messaging.reading import read_document
from messaging.rules import RuleSettings, Severity, check
from tests.conftest import EXAMPLES

DAY = dt.date(2025, 3, 3)
CASES = json.loads((EXAMPLES / "keep-the-line-running" / "lint_cases.json").read_text())
FRAMEWORKS = sorted(path.parent.name for path in EXAMPLES.glob("*/framework.json"))

# The rules the example was written against, and the codes that carry them out.
LAW = {
    "R01": {"PH101", "PH102", "PH103", "PH105"},
    "R02": {"PH104"},
    "R03": {"MP101", "MP102"},
    "R04": {"MP201", "MP202"},
    "R05": {"MP301"},
    "R06": {"MP302"},
    "R07": {"PH201"},
    "R08": {"LA101"},
    "R09": {"MP401", "MP402", "MP403"},
    "R10": {"MP501"},
    "R11": {"MP601", "PH301"},
    "R12": {"EV201"},
    "R13": {"CS101"},
    "R14": {"CO101"},
    "R15": {"EV301", "EV302", "EV303"},
    "R16": {"CO106", "CO108"},
}

# What the cases also show, beyond the sixteen rules.
BESIDES = {
    "Perlindo cuts downtime by 30 percent": {"EV101"},
    "Forty failure models included": {"LA202"},
    "Sign now, count later": {"MP602"},
}
# A case gives the parts that matter; what every message needs besides comes from its better version.
BORROWED = ("questions", "next_step", "concept", "so_what")


def wrong_message(document: FrameworkDocument, case: dict[str, Any]) -> ValueMessage:
    """Return the case as a whole message. Mappings that it does not name are empty."""
    better = next(message for message in document.messages if message.key == case["better"])
    data = better.model_dump(mode="json", include=set(BORROWED))
    return ValueMessage.model_validate(
        {**data, **{k: v for k, v in case.items() if k in ValueMessage.model_fields}, "key": "x1"}
    )


def laws(codes: set[str]) -> set[str]:
    return {law for law, mapped in LAW.items() if codes & mapped}


@pytest.mark.parametrize("slug", FRAMEWORKS)
def test_example_has_no_errors_or_false_alarms(slug: str) -> None:
    document = read_document((EXAMPLES / slug / "framework.json").read_bytes())
    about = json.loads((EXAMPLES / slug / "about.json").read_text())
    found = check(document, today=dt.date.fromisoformat(about["dated"]))
    assert [finding for finding in found if finding.blocks] == []
    assert sorted({finding.code for finding in found}) == KNOWN.get(slug, [])


KNOWN = {"keep-the-line-running": ["CO101", "LA301"]}  # one known gap; one sentence of 36 words without a pause


@pytest.mark.parametrize("case", CASES["negative_examples"], ids=lambda case: case["headline"])
def test_negative_example_gives_exactly_its_findings(line_document: FrameworkDocument, case: dict[str, Any]) -> None:
    wrong = line_document.model_copy(update={"messages": (*line_document.messages, wrong_message(line_document, case))})
    codes = {finding.code for finding in check(wrong, today=DAY) if finding.subject.message == "x1"}
    mapped = {code for code in codes if any(code in of_law for of_law in LAW.values())}
    assert laws(codes) == set(case["violates"])
    assert codes - mapped == BESIDES.get(case["headline"], set())


@pytest.mark.parametrize("law", CASES["rules"], ids=lambda law: law["id"])
def test_law_of_the_example_has_rules(law: dict[str, str]) -> None:
    from messaging.rules import all_rules

    assert LAW[law["id"]] <= set(all_rules())


def test_expired_proofs_show_a_year_later(line_document: FrameworkDocument) -> None:
    found = check(line_document, today=dt.date(2026, 3, 3), only=["EV201"])
    assert len(found) == len(line_document.proofs)


def test_rule_that_is_off_stays_silent(line_document: FrameworkDocument) -> None:
    off = RuleSettings(off={"LA301": "Our sellers like long sentences."})
    assert {finding.code for finding in check(line_document, today=DAY, settings=off)} == {"CO101"}


def test_severity_and_limit_are_settings(line_document: FrameworkDocument) -> None:
    settings = RuleSettings(severities={"CO101": Severity.ERROR}, limits={"LA301": 100})
    found = check(line_document, today=DAY, settings=settings)
    assert [(finding.code, finding.severity) for finding in found] == [("CO101", Severity.ERROR)]
