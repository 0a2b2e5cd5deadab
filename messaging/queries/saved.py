"""What an autosave answers with: the cell of the message, read without the rest of the matrix. Two queries."""

from __future__ import annotations

import datetime as dt

from journeys.grid import Cell, CellState
from messaging.document import FrameworkDocument
from messaging.models import ValueMessage
from messaging.queries.comments import open_threads
from messaging.queries.findings import Tally
from messaging.queries.freshness import freshness
from messaging.queries.inheritance import Lineage
from messaging.queries.matrix import MatrixCell, MessageLine, StageHead

COLUMNS = ("key", "headline", "review_by", "changed_at", "kind")


def saved_cell(
    row: ValueMessage, document: FrameworkDocument, *, today: dt.date, tally: Tally, lineage: Lineage | None
) -> MatrixCell:
    """Return the open cell as the matrix shows it beside its panel."""
    stage, role = row.stage, row.role
    place = next(i for i, item in enumerate(document.journey.stages) if item.key == stage.key)
    first = place == 0 or document.journey.stages[place - 1].phase != stage.phase
    rows = row.framework.messages.filter(stage=row.stage_id, role=row.role_id).order_by("order", "pk")
    talk = open_threads(row.framework)
    lines = tuple(
        MessageLine(
            key,
            headline,
            freshness(review_by, changed_at.date(), today),
            kind,
            talk=talk.messages[key],
            mark=lineage.mark("messages", key) if lineage else None,
        )
        for key, headline, review_by, changed_at, kind in rows.values_list(*COLUMNS)
    )
    head = StageHead(stage, place + 1, first, here=True)
    cell = Cell(stage.key, role.key, CellState.FILLED, len(lines))
    return MatrixCell(cell, head, role, lines, here=True, tally=tally, cell_talk=talk.cells[row.stage_id, row.role_id])
