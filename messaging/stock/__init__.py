"""What every installation comes with: buyer roles and journeys to start from. Files in, values out; no database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from journeys.phases import Phase
from messaging import document as d

HERE = Path(__file__).parent


class StockRole(d.Role):
    """A role without a journey: it says in which phases it usually takes part."""

    phases: tuple[Phase, ...]

    def in_journey(self, stages: Iterable[tuple[str, str]]) -> d.Role:
        """Return the role, active in every stage (key, phase) of its phases."""
        active = tuple(key for key, phase in stages if phase in self.phases)
        same = {name: getattr(self, name) for name in d.Role.model_fields}
        return d.Role(**{**same, "active_stages": active})


def _read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def stock_journeys() -> dict[str, d.Journey]:
    """Return the journeys to start from, by key."""
    return {item["key"]: d.Journey.model_validate(item) for item in _read("journeys.json")}


@cache
def stock_roles() -> dict[str, StockRole]:
    """Return the roles to start from, by key."""
    return {item["key"]: StockRole.model_validate(item) for item in _read("roles.json")["roles"]}


@cache
def stock_results() -> dict[str, d.DesiredResult]:
    """Return the desired results that the stock roles refer to, by key."""
    return {item["key"]: d.DesiredResult.model_validate(item) for item in _read("roles.json")["results"]}
