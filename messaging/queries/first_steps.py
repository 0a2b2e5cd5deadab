"""The way from an empty framework to its first release: where to begin, what is done, what comes next. No queries."""

from __future__ import annotations

from dataclasses import dataclass

from journeys.grid import CellState
from messaging.models import Framework
from messaging.queries.matrix import Matrix, MatrixCell
from stakeholders.terms import Influence

# Whoever lives with the problem is the easiest to write to first.
BEGIN_WITH = (Influence.USER, Influence.ECONOMIC, Influence.COACH, Influence.TECHNICAL)


@dataclass(frozen=True)
class FirstSteps:
    """What a draft without a release has already, and the gap its author would fill next."""

    written: int
    answered: int
    blocking: int
    gap: MatrixCell | None

    @property
    def done(self) -> dict[str, bool]:
        """Return which of the four steps are done."""
        return {
            "write": self.written > 0,
            "answer": self.answered > 1,
            "mend": self.written > 0 and not self.blocking,
            "publish": False,
        }

    @property
    def now(self) -> str:
        return next(step for step, done in self.done.items() if not done)


def first_steps(framework: Framework, matrix: Matrix) -> FirstSteps | None:
    """Return how far the draft is on the way to its first release; None once sellers have one."""
    if framework.live_release_id:
        return None
    written = sum(cell.count for cell in matrix.strip)
    return FirstSteps(written, matrix.coverage.answered, matrix.tally.block, first_cell(matrix))


def first_cell(matrix: Matrix) -> MatrixCell | None:
    """Return the gap to begin with: the earliest stage, and in it the role that lives with the problem."""
    for column in range(len(matrix.heads)):
        gaps = [row.cells[column] for row in matrix.rows if row.cells[column].cell.state is CellState.GAP]
        if gaps:
            return min(gaps, key=lambda cell: BEGIN_WITH.index(Influence(cell.role.influence)))
    return None
