"""Every rule's own examples, and the sample framework they are changes to."""

from __future__ import annotations

import re

import pytest

from messaging.rules import Rule, RuleSettings, all_rules, check
from messaging.rules.finding import Family
from messaging.rules.pointers import exists
from messaging.rules.registry import Example
from messaging.rules.sample import SAMPLE, TODAY, sample, sample_with

RULES = list(all_rules().values())
BY_CODE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def codes(example: Example) -> list[str]:
    settings = RuleSettings(reader=example.reader)
    return [finding.code for finding in check(sample_with(example), today=TODAY, settings=settings)]


def test_sample_is_clean() -> None:
    assert check(sample(), today=TODAY) == ()


@BY_CODE
def test_bad_example_triggers(rule: Rule) -> None:
    assert rule.code in codes(rule.bad)


@BY_CODE
def test_good_example_is_clean(rule: Rule) -> None:
    assert codes(rule.good) == []


@BY_CODE
def test_rule_explains_itself(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
    assert rule.code[:2] in set(Family)
    for text in (rule.why, rule.hint):
        assert text[0].isupper() or text[0] in "“"
        assert text.endswith(".")
        assert "!" not in text


def test_law_of_awareness_and_restricted_proofs_cannot_be_waived() -> None:
    fixed = {rule.code for rule in RULES if not rule.waivable}
    about_adoption = {"PH401"}
    assert fixed >= {rule.code for rule in RULES if rule.family is Family.PH} - about_adoption
    assert fixed >= {"EV301", "EV302", "EV303"}


def test_every_family_has_rules() -> None:
    assert {rule.family for rule in RULES} == set(Family)
    assert len(RULES) >= 30


@BY_CODE
def test_findings_of_bad_example_point_at_fields(rule: Rule) -> None:
    document = sample_with(rule.bad)
    data = document.model_dump(mode="json", by_alias=True)
    for finding in check(document, today=TODAY, settings=RuleSettings(reader=rule.bad.reader)):
        assert exists(data, finding.pointer), finding.pointer


def test_examples_leave_the_sample_alone() -> None:
    before = repr(SAMPLE)
    for rule in RULES:
        sample_with(rule.bad)
    assert repr(SAMPLE) == before
