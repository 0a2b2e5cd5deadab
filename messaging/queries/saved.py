"""What an autosave answers with: the cell of the message, from the draft that is kept, in one query."""

from __future__ import annotations

from journeys.grid import Cell, CellState
from messaging.models import ValueMessage
from messaging.queries.comments import open_threads
from messaging.queries.findings import Tally
from messaging.queries.freshness import freshness
from messaging.queries.inheritance import Lineage
from messaging.queries.kept import Kept
from messaging.queries.matrix import MatrixCell, MessageLine, StageHead


def saved_cell(row: ValueMessage, kept: Kept, tally: Tally, lineage: Lineage | None) -> MatrixCell:
    """Return the open cell as the matrix shows it beside its panel."""
    stages = kept.document.journey.stages
    place = next(i for i, item in enumerate(stages) if item.key == row.stage.key)
    first = place == 0 or stages[place - 1].phase != stages[place].phase
    talk = open_threads(row.framework)
    lines = tuple(
        MessageLine(
            message.key,
            message.headline,
            freshness(message.review_by, told.changed_at.date(), kept.day),
            message.kind,
            talk=talk.messages[message.key],
            mark=lineage.mark("messages", message.key) if lineage else None,
        )
        for message, told in kept.cell(row.stage.key, row.role.key)
    )
    head = StageHead(row.stage, place + 1, first, here=True)
    cell = Cell(row.stage.key, row.role.key, CellState.FILLED, len(lines))
    return MatrixCell(
        cell, head, row.role, lines, here=True, tally=tally, cell_talk=talk.cells[row.stage_id, row.role_id]
    )
