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
# Session, person, their permissions twice, framework, its last review, five for the matrix, 14 for the linter,
# one for who has signed the journey.
QUERIES = 26


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
