"""Settings in the database, waivers and what they let pass."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from messaging.actions.waive import waive, withdraw_waiver
from messaging.assembly import assemble
from messaging.models import Framework, RuleSetting, Waiver
from messaging.queries.rules import judge, rule_settings
from messaging.rules import Finding, Severity, check
from people.models import Activity, User

DAY = dt.date(2025, 3, 3)
UNTIL = dt.date(2025, 6, 1)


@pytest.fixture
def finding(line: Framework) -> Finding:
    """The one warning of the example: a sentence without a pause."""
    return check(assemble(line), today=DAY, only=["LA301"])[0]


def test_installation_and_framework_settings_are_one(line: Framework) -> None:
    RuleSetting.objects.create(code="LA301", limit=10)
    RuleSetting.objects.create(code="CO101", off=True, reason="Gaps are known.")
    RuleSetting.objects.create(framework=line, code="LA301", severity="error")
    settings = rule_settings(line)
    assert (settings.severities, settings.limits, settings.off) == (
        {"LA301": Severity.ERROR},
        {},
        {"CO101": "Gaps are known."},
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "XX999"}, "code"),
        ({"code": "LA301", "off": True}, "reason"),
        ({"code": "PH101", "off": True, "reason": "We like it."}, "off"),
        ({"code": "PH101", "severity": "info"}, "severity"),
        ({"code": "PH101", "limit": 3}, "limit"),
    ],
)
def test_setting_that_makes_no_sense_is_told(db: None, values: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        RuleSetting(**values).clean()
    assert list(caught.value.message_dict) == [field]


def test_waived_finding_stands_aside_until_its_day(line: Framework, dana: User, finding: Finding) -> None:
    waive(actor=dana, framework=line, finding=finding, reason="It is read out.", until=UNTIL, today=DAY)
    document = assemble(line)
    verdict = judge(line, document, today=UNTIL)
    assert [waiver.reason for _, waiver in verdict.waived] == ["It is read out."]
    assert verdict.warnings == ()
    later = judge(line, document, today=UNTIL + dt.timedelta(days=1))
    assert "LA301" in {found.code for found in later.warnings}


def test_waiver_is_logged_and_can_be_taken_back(line: Framework, dana: User, finding: Finding) -> None:
    waiver = waive(actor=dana, framework=line, finding=finding, reason="Fine.", until=UNTIL, today=DAY)
    withdraw_waiver(actor=dana, waiver=waiver)
    assert not Waiver.objects.exists()
    verbs = Activity.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["waived", "withdrew waiver"]


def test_second_waiver_takes_the_place_of_the_first(line: Framework, dana: User, finding: Finding) -> None:
    for reason in ("First.", "Second."):
        waive(actor=dana, framework=line, finding=finding, reason=reason, until=UNTIL, today=DAY)
    assert list(Waiver.objects.values_list("reason", flat=True)) == ["Second."]


@pytest.mark.parametrize(
    ("reason", "until"), [(" ", UNTIL), ("Fine.", DAY - dt.timedelta(days=1)), ("Fine.", DAY.replace(year=2027))]
)
def test_waiver_needs_a_reason_and_a_day(
    line: Framework, dana: User, finding: Finding, reason: str, until: dt.date
) -> None:
    with pytest.raises(ValidationError):
        waive(actor=dana, framework=line, finding=finding, reason=reason, until=until, today=DAY)


def test_seller_waives_nothing(line: Framework, sam: User, finding: Finding) -> None:
    with pytest.raises(PermissionDenied):
        waive(actor=sam, framework=line, finding=finding, reason="Fine.", until=UNTIL, today=DAY)


def test_law_of_awareness_cannot_be_waived(line: Framework, dana: User) -> None:
    line.messages.filter(key="m07").update(so_what="Perlindo shows it.")
    (found,) = check(assemble(line), today=DAY, only=["PH"])
    with pytest.raises(ValidationError, match="cannot be waived"):
        waive(actor=dana, framework=line, finding=found, reason="Please.", until=UNTIL, today=DAY)
    Waiver.objects.create(framework=line, code="PH101", subject=found.subject.token, reason="Forced.", until=UNTIL)
    assert [finding.code for finding in judge(line, assemble(line), today=DAY).blocking] == ["PH101"]
