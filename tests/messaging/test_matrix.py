"""The matrix screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from messaging.models import Framework
from people.models import User
from tests.messaging.bulk import fill

CountQueries = Callable[[int], AbstractContextManager[object]]
URL = "/frameworks/keep-the-line-running/"
# Session, person, their permissions twice, framework, its last review, what can be undone, six for the matrix,
# 14 for the linter, one for who has signed the journey.
QUERIES = 28


def test_matrix_shows_stages_roles_and_coverage(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    matrix = sign_in(dana).get(URL).context["matrix"]
    assert [band.law.name for band in matrix.bands] == ["Awareness", "Buying", "Adoption"]
    assert (len(matrix.heads), len(matrix.rows)) == (9, 8)
    assert (matrix.coverage.answered, matrix.coverage.expected) == (45, 46)


def test_matrix_tells_gap_from_silence(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    matrix = sign_in(dana).get(URL).context["matrix"]
    states = [cell.cell.state.value for row in matrix.rows for cell in row.cells]
    assert {state: states.count(state) for state in set(states)} == {"filled": 40, "gap": 1, "empty": 5, "off": 26}


def test_matrix_level_filter_keeps_coverage(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    matrix = sign_in(dana).get(f"{URL}?level=executive").context["matrix"]
    assert [row.role.level for row in matrix.rows] == ["executive", "executive"]
    assert matrix.coverage.expected == 46


@pytest.mark.parametrize("size", [10, 1000])
def test_matrix_queries_do_not_grow(
    size: int, line: Framework, dana: User, sign_in: Callable[[User], Client], django_assert_num_queries: CountQueries
) -> None:
    fill(line, size)
    client = sign_in(dana)
    with django_assert_num_queries(QUERIES):
        client.get(URL)


def test_matrix_htmx_gets_the_work_area_only(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    content = sign_in(dana).get(URL, headers={"HX-Request": "true"}).content.decode()
    assert content.lstrip().startswith('<main id="main"')


@pytest.mark.parametrize("who", ["sam", "kim", "ada", "olly"])
def test_matrix_is_closed_to_others(
    who: str, line: Framework, request: pytest.FixtureRequest, sign_in: Callable[[User], Client]
) -> None:
    assert sign_in(request.getfixturevalue(who)).get(URL).status_code == 403


def test_matrix_filters_go_together_and_keep_coverage(
    line: Framework, dana: User, ari: User, sign_in: Callable[[User], Client]
) -> None:
    line.messages.filter(stage__key="s4").update(owner=ari)
    line.messages.filter(key="m16").update(kind="commercial")
    context = sign_in(dana).get(f"{URL}?owner={ari.pk}&kind=commercial&stage=s2").context
    matrix = context["matrix"]
    assert (matrix.matching, matrix.total, matrix.coverage.expected) == (1, 41, 46)
    found = [line_.key for row in matrix.rows for cell in row.cells for line_ in cell.shown]
    assert found == ["m16"]
    assert context["keep"] == f"?owner={ari.pk}&kind=commercial"


def test_matrix_filter_of_messages_nobody_owns(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    line.messages.filter(key="m07").update(owner=dana)
    matrix = sign_in(dana).get(f"{URL}?owner=nobody").context["matrix"]
    assert (matrix.matching, matrix.total) == (40, 41)
    assert not matrix.find("s2", "rel").matches
    assert matrix.find("s2", "rel").cell.count == 1


def test_matrix_filter_by_findings_shows_the_gaps_that_have_them(
    line: Framework, dana: User, sign_in: Callable[[User], Client]
) -> None:
    line.messages.filter(stage__key="s2", role__key="rel").delete()
    matrix = sign_in(dana).get(f"{URL}?severity=warn").context["matrix"]
    gap = matrix.find("s2", "rel")
    assert (gap.matches, gap.cell.state) == (bool(gap.tally.warn), "gap")
    assert [line_.key for row in matrix.rows for cell in row.cells for line_ in cell.shown] == [
        line_.key for row in matrix.rows for cell in row.cells for line_ in cell.lines if cell.tally.warn
    ]


@pytest.mark.parametrize("query", ["level=boss&owner=x&kind=poem&severity=huge", "owner=99999999999999999999"])
def test_matrix_ignores_filters_it_does_not_have(
    query: str, line: Framework, dana: User, sign_in: Callable[[User], Client]
) -> None:
    context = sign_in(dana).get(f"{URL}?{query}").context
    assert (context["keep"], context["matrix"].matching) == ("", 41)


def test_matrix_zoom_is_remembered(line: Framework, dana: User, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(dana)
    one_screen = '<span dir="auto">One screen, or a drift that is seen in time</span>'
    assert one_screen not in client.get(URL).content.decode()
    client.get(f"{URL}?zoom=full")
    assert one_screen in client.get(URL).content.decode()
    client.get(f"{URL}?zoom=nearest")
    assert client.get(URL).context["zoom"] == "full"
