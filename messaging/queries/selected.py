"""The messages somebody selected, in the order of the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from journeys.grid import CellKey
from messaging.models import Framework, ValueMessage
from stakeholders.models import BuyerRole

MOST = 500


def read_selected(framework: Framework, cells: Iterable[str], keys: Iterable[str]) -> list[ValueMessage]:
    """Return the messages of the cells (“stage/role”) and those of the keys, as far as the framework has them."""
    wanted = Q(key__in=list(keys))
    for cell in cells:
        stage, _, role = cell.partition("/")
        wanted |= Q(stage__key=stage, role__key=role)
    found = framework.messages.filter(wanted, role__framework_places__framework=framework)
    return list(
        found.select_related("stage", "role").order_by("stage__order", "role__framework_places__order", "order", "pk")[
            :MOST
        ]
    )


def cells_of(rows: Iterable[ValueMessage]) -> dict[CellKey, None]:
    """Return the cells the messages stand in, each once, in order."""
    return {(row.stage.key, row.role.key): None for row in rows}


def left_behind(rows: Sequence[ValueMessage], role: BuyerRole) -> int:
    """Return how many of the messages have a concept or wins of another role, which stay behind."""
    others = [row.pk for row in rows if row.role_id != role.pk]
    kept = ValueMessage.objects.filter(pk__in=others).exclude(concept=None, wins=None)
    return kept.distinct().count()
