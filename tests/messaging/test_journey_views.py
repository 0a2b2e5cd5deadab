"""The journey's editor, with htmx and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journeys.models import Journey, Stage, StageRole
from messaging.actions.journey import fingerprint
from messaging.assembly import assemble
from messaging.models import Framework
from messaging.queries.journey import active_pairs
from people.models import User

HTMX = {"HX-Request": "true"}
SignIn = Callable[[User], Client]


@pytest.fixture
def lead(sign_in: SignIn, dana: User) -> Client:
    return sign_in(dana)


@pytest.fixture
def base(line: Framework) -> str:
    return f"/frameworks/{line.slug}/journey/"


def _keys(framework: Framework) -> list[str]:
    return list(framework.journey.stages.order_by("order").values_list("key", flat=True))


def _stage(**changes: Any) -> dict[str, Any]:
    return {"name": "Wait", "phase": "aware", "goal": "Let it settle.", "customer_does": "Sleeps\r\nAsks"} | changes


def test_journey_shows_stages_by_phase(lead: Client, base: str) -> None:
    page = lead.get(base).content.decode()
    assert page.count('class="trail__stage"') == 9
    assert page.index("Awareness</h2>") < page.index("Choose a direction</a>") < page.index("Buying</h2>")
    assert "This journey is shared." not in page


def test_journey_says_whose_drafts_change_too(lead: Client, line: Framework, base: str) -> None:
    Framework.objects.create(slug="b", title="The other line", offer_name="O", journey=line.journey)
    page = lead.get(base).content.decode()
    assert "Every change here also changes the draft of The other line." in page


def test_journey_queries_do_not_grow(lead: Client, line: Framework, base: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            lead.get(base)
        return len(queries)

    nine = count()
    Stage.objects.bulk_create(
        Stage(journey=line.journey, key=f"x{n}", order=90 + n, phase="adopt", name=f"X {n}", goal="G")
        for n in range(30)
    )
    assert count() == nine == 14


@pytest.mark.parametrize("person", ["sam", "kim", "ada", "olly"])
def test_journey_is_for_leads(request: pytest.FixtureRequest, sign_in: SignIn, base: str, person: str) -> None:
    client = sign_in(request.getfixturevalue(person))
    assert (client.get(base).status_code, client.post(f"{base}new-stage/", _stage()).status_code) == (403, 403)


def test_add_stage_ends_its_phase(lead: Client, line: Framework, base: str) -> None:
    answer = lead.post(f"{base}new-stage/", _stage(may_return_to=[Stage.objects.get(key="s1").pk]))
    assert answer.headers["Location"] == f"{base}#stage-wait"
    assert _keys(line) == ["s1", "s2", "s3", "wait", "s4", "s5", "s6", "s7", "s8", "s9"]
    stage = assemble(line).journey.stages[3]
    assert (stage.customer_does, stage.may_return_to) == (("Sleeps", "Asks"), ("s1",))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
        ({"goal": "a\x07"}, "Character 2 is an invisible control character (U+0007). Remove it."),
        ({"customer_does": "ok\n" + "x" * 301}, "Line 2 has 301 characters; at most 300 fit."),
        ({"phase": "later"}, "Select a valid choice."),
    ],
)
def test_add_stage_with_bad_text_keeps_what_was_typed(
    lead: Client, line: Framework, base: str, changes: dict[str, str], error: str
) -> None:
    answer = lead.post(f"{base}new-stage/", _stage(evidence="Kept", **changes), headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#form-new")
    assert error in page
    assert 'value="Kept"' in page
    assert len(_keys(line)) == 9


def test_edit_stage_into_another_phase_goes_to_its_end(lead: Client, line: Framework, base: str) -> None:
    answer = lead.post(f"{base}stages/s1/", _stage(phase="buy", version=1), headers=HTMX)
    assert answer.content.decode().startswith('<div id="stages"')
    assert _keys(line) == ["s2", "s3", "s4", "s5", "s6", "s1", "s7", "s8", "s9"]
    assert Stage.objects.get(key="s1").version == 2


def test_edit_stage_over_a_newer_version_shows_both(
    lead: Client, line: Framework, base: str, sign_in: SignIn, ari: User
) -> None:
    sign_in(ari).post(f"{base}stages/s1/", _stage(goal="Theirs.", version=1))
    answer = lead.post(f"{base}stages/s1/", _stage(goal="Mine.", version=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<b>Ari saved this stage while you were writing.</b>" in page
    assert ">\nMine.</textarea>" in page
    assert '<span class="eyebrow">Ari</span> Theirs.' in page
    assert lead.post(f"{base}stages/s1/", _stage(goal="Mine.", version=2)).status_code == 302
    assert Stage.objects.get(key="s1").goal == "Mine."


def test_move_stage_stays_in_its_phase(lead: Client, line: Framework, base: str) -> None:
    lead.post(f"{base}stages/s2/move/", {"direction": "up"})
    assert _keys(line)[:4] == ["s2", "s1", "s3", "s4"]
    lead.post(f"{base}stages/s3/move/", {"direction": "down"})
    assert _keys(line)[:4] == ["s2", "s1", "s3", "s4"]


def test_delete_stage_in_use_says_what_stands_in_it(lead: Client, line: Framework, base: str) -> None:
    answer = lead.post(f"{base}stages/s1/delete/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This stage is still in use, so it stays." in page
    assert "Late orders and the few machines behind them" in page
    assert "message in Keep the line running" in page


def test_delete_stage_used_by_another_framework_stays(lead: Client, line: Framework, base: str) -> None:
    lead.post(f"{base}new-stage/", _stage())
    other = Framework.objects.create(slug="b", title="The other line", offer_name="O", journey=line.journey)
    stage = Stage.objects.get(key="wait")
    other.cell_notes.create(stage=stage, role=line.roles.all()[0], reason="Nothing to say yet.")
    page = lead.post(f"{base}stages/wait/delete/").content.decode()
    assert "reason for an empty cell in The other line" in page


def test_delete_stage_that_nothing_uses(lead: Client, line: Framework, base: str) -> None:
    lead.post(f"{base}new-stage/", _stage())
    lead.post(f"{base}stages/wait/delete/", headers=HTMX)
    assert _keys(line) == [f"s{n}" for n in range(1, 10)]


def test_delete_the_only_stage_is_refused(lead: Client, dana: User) -> None:
    journey = Journey.objects.create(key="j", name="J")
    Stage.objects.create(journey=journey, key="only", order=0, phase="aware", name="Only", goal="G")
    Framework.objects.create(slug="b", title="B", offer_name="O", journey=journey)
    answer = lead.post("/frameworks/b/journey/stages/only/delete/")
    assert answer.status_code == 409
    assert "This is the only stage, so it stays." in answer.content.decode()


def test_stage_of_another_journey_is_not_found(lead: Client, line: Framework, base: str) -> None:
    other = Journey.objects.create(key="j", name="J")
    Stage.objects.create(journey=other, key="foreign", order=0, phase="aware", name="Foreign", goal="G")
    assert lead.get(f"{base}stages/foreign/").status_code == 404


def test_activity_is_saved_for_this_frameworks_roles_alone(lead: Client, line: Framework, base: str) -> None:
    before = active_pairs(line)
    wanted = (before - {("s1", "coo")}) | {("s4", "coo"), ("s1", "nobody"), ("s99", "coo")}
    posted = {f"on.{stage}.{role}": "on" for stage, role in wanted} | {"expected": fingerprint(before)}
    assert lead.post(f"{base}activity/", posted).status_code == 302
    assert active_pairs(line) == (before - {("s1", "coo")}) | {("s4", "coo")}


def test_activity_changed_by_somebody_else_keeps_the_ticks(lead: Client, line: Framework, base: str) -> None:
    before = active_pairs(line)
    StageRole.objects.filter(stage__key="s1", role__key="coo").delete()
    posted = {"on.s4.cfo": "on", "expected": fingerprint(before)}
    answer = lead.post(f"{base}activity/", posted)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count(" checked") == 1
    assert 'name="on.s4.cfo" checked' in page
    assert lead.post(f"{base}activity/", posted | {"expected": fingerprint(active_pairs(line))}).status_code == 302
    assert active_pairs(line) == {("s4", "cfo")}


def test_rename_journey(lead: Client, line: Framework, base: str) -> None:
    lead.post(f"{base}name/", {"name": "Stops to plants", "description": ""})
    line.journey.refresh_from_db()
    assert line.journey.name == "Stops to plants"
    answer = lead.post(f"{base}name/", {"name": "", "description": "Kept"})
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
