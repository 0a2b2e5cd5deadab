"""Sales and marketing each sign what a stage says; a changed definition lets the signature lapse and says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journeys.actions import sign_off, withdraw_sign_off
from journeys.models import Journey, Stage, StageSignOff
from journeys.queries import SharedStage, State, shared_stages, sign_marks, tally_signs
from journeys.terms import Side
from messaging.actions.journey import fingerprint, save_activity, save_stage
from messaging.models import Framework
from messaging.queries.journey import active_pairs
from people.models import Activity, User

SignIn = Callable[[User], Client]


@pytest.fixture
def journey(line: Framework) -> Journey:
    """The journey of the example: nine stages, s1 to s9."""
    return line.journey


def _seen(journey: Journey, *keys: str) -> dict[str, str]:
    stages = {stage.stage.key: stage.definition.hash for stage in shared_stages(journey)}
    return {key: stages[key] for key in keys or stages}


def _stage(journey: Journey, key: str) -> SharedStage:
    return next(stage for stage in shared_stages(journey) if stage.stage.key == key)


def _states(journey: Journey, key: str) -> list[State]:
    return [sign.state for sign in _stage(journey, key).signs]


def _change(framework: Framework, key: str, who: User, **values: object) -> None:
    stage = Stage.objects.get(journey=framework.journey, key=key)
    names = ("phase", "name", "goal", "customer_does", "evidence", "internal_stage")
    now = {name: getattr(stage, name) for name in names} | {"may_return_to": list(stage.may_return_to.all())}
    save_stage(who, framework, stage, now | values, expected_version=stage.version)


def test_sales_and_marketing_sign_apart(journey: Journey, kim: User, dana: User) -> None:
    assert sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey, "s1")) == []
    assert _states(journey, "s1") == [State.SIGNED, State.OPEN]
    sign_off(actor=dana, journey=journey, side=Side.MARKETING, seen=_seen(journey, "s1"))
    assert _states(journey, "s1") == [State.SIGNED, State.SIGNED]
    assert [tally.missing for tally in tally_signs(journey)] == [8, 8]


@pytest.mark.parametrize(("who", "side"), [("kim", Side.MARKETING), ("dana", Side.SALES), ("sam", Side.SALES)])
def test_nobody_signs_for_the_other_side(
    journey: Journey, request: pytest.FixtureRequest, who: str, side: Side
) -> None:
    with pytest.raises(PermissionDenied, match="sign off for"):
        sign_off(actor=request.getfixturevalue(who), journey=journey, side=side, seen=_seen(journey))
    assert not StageSignOff.objects.exists()


def test_all_at_once_is_one_entry_of_the_log(journey: Journey, kim: User) -> None:
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey))
    assert StageSignOff.objects.count() == 9
    assert len(Activity.objects.get(verb="signed off").detail["stages"]) == 9


def test_a_stage_that_changed_while_it_was_read_is_not_signed(
    line: Framework, journey: Journey, kim: User, dana: User
) -> None:
    seen = _seen(journey)
    _change(line, "s2", dana, goal="Another goal")
    assert sign_off(actor=kim, journey=journey, side=Side.SALES, seen=seen) == ["Understand"]
    assert StageSignOff.objects.count() == 8


@pytest.mark.parametrize(
    "values",
    [
        {"goal": "Another goal"},
        {"name": "Another name"},
        {"customer_does": ["Something else"]},
        {"evidence": "Other evidence"},
        {"internal_stage": "Qualified"},
        {"may_return_to": []},
    ],
    ids=lambda values: next(iter(values)),
)
def test_every_part_of_the_definition_lets_a_signature_lapse(
    line: Framework, journey: Journey, kim: User, dana: User, values: dict[str, object]
) -> None:
    stage = Stage.objects.get(journey=journey, key="s5")
    stage.may_return_to.set(Stage.objects.filter(journey=journey, key="s2"))
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey))
    _change(line, "s5", dana, **values)
    sales, _ = _stage(journey, "s5").signs
    assert sales.state is State.LAPSED
    assert sales.change is not None
    assert sales.change.actor == dana
    assert _states(journey, "s4")[0] is State.SIGNED


def test_who_takes_part_is_part_of_the_definition(line: Framework, journey: Journey, kim: User, dana: User) -> None:
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey))
    now = active_pairs(line)
    gone = next(pair for pair in sorted(now) if pair[0] == "s3")
    save_activity(dana, line, now - {gone}, expected=fingerprint(now))
    sales, _ = _stage(journey, "s3").signs
    assert (sales.state, sales.change and sales.change.verb) == (State.LAPSED, "changed who takes part")
    assert _states(journey, "s4")[0] is State.SIGNED


def test_a_change_that_is_taken_back_makes_the_signature_hold_again(
    line: Framework, journey: Journey, kim: User, dana: User
) -> None:
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey))
    goal = _stage(journey, "s1").stage.goal
    for words in ("Another goal", goal):
        _change(line, "s1", dana, goal=words)
    assert _states(journey, "s1")[0] is State.SIGNED


def test_withdraw_takes_back_only_ones_own(journey: Journey, kim: User, dana: User, ari: User) -> None:
    sign_off(actor=dana, journey=journey, side=Side.MARKETING, seen=_seen(journey, "s1"))
    assert not withdraw_sign_off(actor=ari, journey=journey, side=Side.MARKETING, stage="s1")
    assert withdraw_sign_off(actor=dana, journey=journey, side=Side.MARKETING, stage="s1")
    assert not StageSignOff.objects.exists()


def test_marks_cost_one_query_until_somebody_signs(journey: Journey, kim: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            sign_marks(journey)
        return len(queries)

    assert count() == 1
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey))
    assert count() == 7


def test_kim_reads_and_signs_from_her_navigation(line: Framework, journey: Journey, kim: User, sign_in: SignIn) -> None:
    client = sign_in(kim)
    assert 'href="/journeys/"' in client.get(reverse("finder")).content.decode()
    assert journey.name in client.get(reverse("journey_list")).content.decode()
    page = client.get(reverse("journey", args=[journey.key])).content.decode()
    assert "Sign off all 9 stages for sales" in page
    assert "for marketing</button>" not in page
    drafts = [message.headline for message in line.messages.all() if message.headline in page]
    assert drafts == []
    stage = _stage(journey, "s1")
    client.post(reverse("journey_sign", args=[journey.key, "sales"]), {"seen": stage.token})
    page = client.get(reverse("journey", args=[journey.key])).content.decode()
    assert "has not signed off 8 of 9 stages" in page
    client.post(reverse("journey_unsign", args=[journey.key, "sales"]), {"stage": "s1"})
    assert not StageSignOff.objects.exists()


def test_signing_what_changed_meanwhile_is_told(
    line: Framework, journey: Journey, kim: User, dana: User, sign_in: SignIn
) -> None:
    token = _stage(journey, "s2").token
    _change(line, "s2", dana, goal="Another goal")
    answer = sign_in(kim).post(reverse("journey_sign", args=[journey.key, "sales"]), {"seen": token})
    assert answer.status_code == 409
    assert "Understand changed while you were reading" in answer.content.decode()


def test_garbage_signs_nothing(journey: Journey, kim: User, sign_in: SignIn) -> None:
    for seen in ("", ":", "s1", "nowhere:1"):
        sign_in(kim).post(reverse("journey_sign", args=[journey.key, "sales"]), {"seen": seen})
    assert not StageSignOff.objects.exists()


def test_lapsed_signature_says_when_and_by_whom(
    line: Framework, journey: Journey, kim: User, dana: User, sign_in: SignIn
) -> None:
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey))
    _change(line, "s2", dana, goal="Another goal")
    page = sign_in(dana).get(reverse("journey", args=[journey.key])).content.decode()
    assert "changed since Kim signed it on" in page
    assert "last by Dana on" in page


def test_editor_and_matrix_tell_of_it(
    line: Framework, journey: Journey, kim: User, dana: User, sign_in: SignIn
) -> None:
    client, matrix = sign_in(dana), reverse("matrix", args=[line.slug])
    assert 'class="signs"' not in client.get(matrix).content.decode()
    sign_off(actor=kim, journey=journey, side=Side.SALES, seen=_seen(journey, "s1", "s2"))
    page = client.get(matrix).content.decode()
    assert page.count('class="signs"') == 9
    assert page.count("signs__dot--signed") == 2
    assert "Sales: Kim, " in client.get(reverse("journey_edit", args=[line.slug])).content.decode()


def test_list_costs_the_same_for_many_journeys(journey: Journey, kim: User, sign_in: SignIn) -> None:
    client, page = sign_in(kim), reverse("journey_list")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    count()
    one = count()
    for number in range(4):
        other = Journey.objects.create(key=f"other-{number}", name=f"Other {number}")
        Stage.objects.create(journey=other, key="only", order=0, phase="aware", name="Only", goal="A goal")
    assert count() == one
