"""The rules at the gate: what blocks refuses a release, what was waived is printed with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journeys.actions import sign_off
from journeys.queries import shared_stages
from journeys.terms import Side
from messaging.actions.freeze import FreezeRefusedError, freeze_release
from messaging.actions.waive import waive
from messaging.assembly import assemble
from messaging.models import Framework, RuleSetting
from messaging.queries.rules import judge
from people.models import User
from tests.sheets.conftest import check_page, look_mark

SignIn = Callable[[User], Client]
PRODUCT = "The Perlindo dashboard shows the difference."


@pytest.fixture
def wrong(line: Framework) -> Framework:
    """The example with the product named in Awareness."""
    line.messages.filter(key="m07").update(so_what=PRODUCT)
    return line


def test_blocking_finding_refuses_the_release(wrong: Framework, dana: User) -> None:
    with pytest.raises(FreezeRefusedError, match="Product wording in the Awareness phase") as caught:
        freeze_release(actor=dana, framework=wrong)
    assert caught.value.reasons[0].startswith("Understand, Maintenance and reliability manager, “Too early")
    assert not wrong.releases.exists()


def test_many_blocking_findings_are_told_up_to_a_screenful(line: Framework, dana: User) -> None:
    line.messages.filter(stage__phase="aware").update(headline=PRODUCT, so_what=PRODUCT)
    with pytest.raises(FreezeRefusedError) as caught:
        freeze_release(actor=dana, framework=line)
    assert len(caught.value.reasons) == 21
    assert caught.value.reasons[-1] == "And 8 more."


def test_severity_of_the_framework_decides_what_blocks(line: Framework, dana: User) -> None:
    RuleSetting.objects.create(framework=line, code="LA301", severity="error")
    with pytest.raises(FreezeRefusedError, match="Sentence too long to say"):
        freeze_release(actor=dana, framework=line)


def test_check_page_shows_what_blocks_and_what_warns(wrong: Framework, dana: User, sign_in: SignIn) -> None:
    client = sign_in(dana)
    page = check_page(client, wrong)
    assert "1 thing to mend" in page
    assert "<q>Perlindo dashboard</q>" in page
    assert f'href="/frameworks/{wrong.slug}/messages/m07/#at-so_what"' in page
    assert "Worth a look first" in page
    answer = client.post(reverse("publish_check", args=[wrong.slug]), {"notes": "Kept."})
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()


def test_waived_finding_lets_the_release_pass_and_prints_with_it(line: Framework, dana: User, sign_in: SignIn) -> None:
    RuleSetting.objects.create(framework=line, code="LA301", severity="error")
    today = timezone.localdate()
    (blocking,) = judge(line, assemble(line), today=today).blocking
    until = today + dt.timedelta(days=30)
    waive(actor=dana, framework=line, finding=blocking, reason="It is read out.", until=until, today=today)
    client = sign_in(dana)
    assert "It is read out." in check_page(client, line)
    release = freeze_release(actor=dana, framework=line)
    (note,) = release.waived
    assert (note["code"], note["reason"], note["by"]) == ("LA301", "It is read out.", "Dana")
    page = client.get(reverse("release", args=[line.slug, release.number])).content.decode()
    assert "Let pass with this release" in page
    assert "It is read out." in page


def test_waiver_that_has_ended_blocks_again(line: Framework, dana: User) -> None:
    RuleSetting.objects.create(framework=line, code="LA301", severity="error")
    today = timezone.localdate()
    (blocking,) = judge(line, assemble(line), today=today).blocking
    waive(actor=dana, framework=line, finding=blocking, reason="Read out.", until=today, today=today)
    line.waivers.update(until=today - dt.timedelta(days=1))
    with pytest.raises(FreezeRefusedError):
        freeze_release(actor=dana, framework=line)


def test_framework_written_as_far_as_awareness_may_be_released(line: Framework, dana: User) -> None:
    line.messages.exclude(stage__phase="aware").delete()
    assert freeze_release(actor=dana, framework=line).number == 1


def publish(client: Client, framework: Framework, **data: str) -> int:
    return client.post(reverse("publish_check", args=[framework.slug]), {"notes": "First.", **data}).status_code


def test_warnings_ask_for_a_look(line: Framework, dana: User, sign_in: SignIn) -> None:
    client = sign_in(dana)
    mark = look_mark(client, line)
    assert publish(client, line) == 422
    assert publish(client, line, looked="of another day") == 422
    assert not line.releases.exists()
    assert publish(client, line, looked=mark) == 302


def test_warning_that_came_since_asks_for_another_look(line: Framework, dana: User, sign_in: SignIn) -> None:
    client = sign_in(dana)
    mark = look_mark(client, line)
    line.messages.filter(key="m17").update(so_what="An amazing start.")
    assert publish(client, line, looked=mark) == 422
    assert not line.releases.exists()


def test_no_warning_asks_for_no_look(line: Framework, dana: User, sign_in: SignIn) -> None:
    line.proofs.update(expires_on=None)
    Framework.objects.filter(pk=line.pk).update(review_by=None)
    RuleSetting.objects.create(code="LA301", off=True, reason="Long ones are fine here.")
    client = sign_in(dana)
    assert "I have looked" not in check_page(client, line)
    assert publish(client, line) == 302


def test_check_page_tells_who_has_not_signed_the_journey_and_blocks_nothing(
    line: Framework, kim: User, dana: User, sign_in: SignIn
) -> None:
    seen = {stage.stage.key: stage.definition.hash for stage in shared_stages(line.journey)[:6]}
    sign_off(actor=kim, journey=line.journey, side=Side.SALES, seen=seen)
    page = check_page(sign_in(dana), line)
    assert "Sales has not signed off 3 of 9 stages." in page
    assert "Marketing has not signed off 9 of 9 stages." in page
    assert '<button class="btn btn--solid">Freeze release 1</button>' in page
