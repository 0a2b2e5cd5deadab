"""A document meets the shared catalogue."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journeys.models import Journey, Stage
from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import Concept, FrameworkDocument, Win, to_json
from messaging.document import Journey as JourneyPart
from messaging.models import Framework
from messaging.queries.catalogue import Difference, differences
from messaging.reading import DocumentError
from stakeholders.models import BuyerRole, DesiredResult


def _copy(document: FrameworkDocument, **changes: object) -> FrameworkDocument:
    return document.model_copy(update={"slug": "another", **changes})


def _with_role(document: FrameworkDocument, place: int, **changes: object) -> FrameworkDocument:
    roles = list(document.roles)
    roles[place] = roles[place].model_copy(update=changes)
    return _copy(document, roles=tuple(roles))


def _journey(document: FrameworkDocument, **changes: object) -> JourneyPart:
    return document.journey.model_copy(update=changes)


def test_differences_of_the_same_file_are_none_in_ten(line: Framework, line_document: FrameworkDocument) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert differences(line_document) == []
    assert len(queries) == 10


def test_differences_name_field_now_and_file(line: Framework, line_document: FrameworkDocument) -> None:
    changed = _with_role(
        line_document,
        0,
        title="Head of operations",
        fears=("Silence",),
        wins=(*line_document.roles[0].wins, Win(key="w_new", text="Sleeps well.")),
        desired_results=("r_otd",),
        active_stages=("s1",),
    )
    title = line_document.roles[0].title
    assert [(entry.what, entry.field, entry.file) for entry in differences(changed)] == [
        (title, "title", "Head of operations"),
        (title, "fears", "Silence"),
        (title, "new win", "Sleeps well."),
        (title, "desired results", "On-time delivery"),
        (title, "active in", "Notice"),
    ]


def test_differences_in_the_journey(line: Framework, line_document: FrameworkDocument) -> None:
    stages = list(line_document.journey.stages)
    stages[0], stages[1] = stages[1], stages[0].model_copy(update={"goal": "Look.", "may_return_to": ("s2",)})
    new = stages[2].model_copy(update={"key": "s3b", "name": "Wait", "may_return_to": ()})
    changed = _copy(line_document, journey=_journey(line_document, stages=(*stages[:3], new, *stages[3:])))
    name = line_document.journey.name
    assert differences(changed)[-4:] == [
        Difference("Notice", "goal", line_document.journey.stages[0].goal, "Look."),
        Difference("Notice", "may return to", "", "Understand"),
        Difference(name, "new stage", "", "Wait"),
        Difference(
            name,
            "order of stages",
            " → ".join(stage.name for stage in line_document.journey.stages),
            " → ".join(stage.name for stage in stages),
        ),
    ]


def test_import_keeps_shared_wording_unless_asked(line: Framework, line_document: FrameworkDocument) -> None:
    changed = _with_role(line_document, 0, title="Head of operations")
    import_framework(None, changed)
    assert BuyerRole.objects.get(key="coo").title == line_document.roles[0].title
    import_framework(None, changed, replace=True, update_catalogue=True)
    assert BuyerRole.objects.get(key="coo").title == "Head of operations"


def test_import_updating_the_catalogue_writes_the_file_exactly(
    line: Framework, line_document: FrameworkDocument
) -> None:
    stages = list(line_document.journey.stages)
    stages[0], stages[1] = stages[1].model_copy(update={"may_return_to": ()}), stages[0]
    roles = list(line_document.roles)
    roles[0] = roles[0].model_copy(
        update={"desired_results": roles[0].desired_results[::-1], "concepts": roles[0].concepts[::-1], "modes": ()}
    )
    changed = _copy(
        line_document,
        roles=tuple(roles),
        journey=_journey(line_document, stages=tuple(stages)),
        messages=(),
        cell_notes=(),
    )
    assert to_json(assemble(import_framework(None, changed, update_catalogue=True))) == to_json(
        changed.model_copy(update={"roles": tuple(_stages_sorted(changed))})
    )


def _stages_sorted(document: FrameworkDocument) -> list[object]:
    """Return the roles with their active stages in the journey's order: the order of a set is the journey's."""
    place = {stage.key: number for number, stage in enumerate(document.journey.stages)}
    return [
        role.model_copy(update={"active_stages": tuple(sorted(role.active_stages, key=place.__getitem__))})
        for role in document.roles
    ]


def test_import_updating_a_stage_raises_its_version(line: Framework, line_document: FrameworkDocument) -> None:
    before = Stage.objects.get(key="s1").version
    import_framework(None, line_document, replace=True, update_catalogue=True)
    assert Stage.objects.get(key="s1").version == before + 1


@pytest.mark.parametrize(
    ("changes", "pointer", "kind"),
    [
        ({"concepts": (Concept(key="coo-1", kind="fix", text="Mine."),)}, "/roles/1/concepts/0/key", "concept"),
        ({"wins": (Win(key="w_coo", text="Mine."),)}, "/roles/1/wins/0/key", "win"),
    ],
)
def test_import_key_of_another_roles_concept_or_win(
    line: Framework, line_document: FrameworkDocument, changes: dict[str, object], pointer: str, kind: str
) -> None:
    roles = [line_document.roles[0].model_copy(update={"concepts": (), "wins": ()}), line_document.roles[1]]
    roles[1] = roles[1].model_copy(update={"key": "controller", **changes})
    changed = _copy(line_document, roles=tuple(roles), messages=(), cell_notes=(), questions=(), objections=())
    with pytest.raises(DocumentError) as caught:
        import_framework(None, changed, update_catalogue=True)
    (problem,) = [entry for entry in caught.value.problems if entry.pointer == pointer]
    assert problem.message.startswith(f"“{next(iter(changes.values()))[0].key}” is already a {kind} of")  # type: ignore[index]
    assert not BuyerRole.objects.filter(key="controller").exists()


def test_import_key_clash_is_no_clash_for_the_same_role(line: Framework, line_document: FrameworkDocument) -> None:
    assert import_framework(None, _copy(line_document)).slug == "another"


def test_import_into_a_shorter_journey_says_what_is_missing(db: None, line_document: FrameworkDocument) -> None:
    journey = Journey.objects.create(key=line_document.journey.key, name="Short")
    Stage.objects.create(journey=journey, key="s1", order=0, phase="aware", name="Notice", goal="See.")
    with pytest.raises(DocumentError) as caught:
        import_framework(None, line_document)
    pointers = {problem.pointer.split("/")[1] for problem in caught.value.problems}
    assert pointers == {"roles", "questions", "objections", "messages", "cell_notes"}
    assert not BuyerRole.objects.exists()
    import_framework(None, line_document, update_catalogue=True)
    assert journey.stages.count() == 9


def test_assemble_tells_results_that_only_a_shared_role_wants(line: Framework) -> None:
    late = DesiredResult.objects.create(key="r_late", name="Late", unit="days", direction="lower")
    BuyerRole.objects.get(key="coo").desired_results.add(late)
    assert [result.key for result in assemble(line).results][-1] == "r_late"


def test_import_asks_the_database_as_often_for_any_number_of_roles(db: None, line_document: FrameworkDocument) -> None:
    roles = list(line_document.roles)
    more = [
        role.model_copy(
            update={
                "key": f"{role.key}-{copy}",
                "concepts": tuple(c.model_copy(update={"key": f"{c.key}-{copy}"}) for c in role.concepts),
                "wins": tuple(w.model_copy(update={"key": f"{w.key}-{copy}"}) for w in role.wins),
            }
        )
        for copy in range(5)
        for role in roles
    ]
    bigger = line_document.model_copy(update={"slug": "bigger", "roles": (*roles, *more)})
    counts = []
    for document in (line_document, bigger):
        with CaptureQueriesContext(connection) as asked, transaction.atomic():
            import_framework(None, document, update_catalogue=True)
            transaction.set_rollback(True)
        counts.append(len(asked))
    assert counts[0] == counts[1]
