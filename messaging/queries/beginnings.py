"""What a framework can be made of: journeys and roles of the catalogue, and those every installation comes with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from journeys.models import Journey
from messaging.stock import stock_journeys, stock_roles
from stakeholders.models import BuyerRole, Concept
from stakeholders.terms import Influence, Level

TEMPLATE, SHARED = "template", "shared"


@dataclass(frozen=True)
class JourneyChoice:
    """A journey to start from. Its value says whether it is copied (template) or shared with other frameworks."""

    value: str
    name: str
    description: str
    stages: tuple[tuple[str, str], ...]  # (name, phase)
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleChoice:
    """A role to pick, with what it is about."""

    key: str
    title: str
    influence: Influence
    level: Level
    says: str
    stock: bool


def journey_choices() -> list[JourneyChoice]:
    """Return the templates, then the journeys that are here already. Three queries."""
    templates = [
        JourneyChoice(
            f"{TEMPLATE}:{key}", item.name, item.description, tuple((stage.name, stage.phase) for stage in item.stages)
        )
        for key, item in stock_journeys().items()
    ]
    rows = Journey.objects.annotate(size=Count("stages")).filter(size__gt=0).prefetch_related("stages", "frameworks")
    return [*templates, *(_shared(row) for row in rows)]


def _shared(row: Journey) -> JourneyChoice:
    stages = tuple((stage.name, stage.phase) for stage in row.stages.all())
    used_by = tuple(framework.title for framework in row.frameworks.all())
    return JourneyChoice(f"{SHARED}:{row.key}", row.name, row.description, stages, used_by)


def role_choices(without: Iterable[str] = ()) -> list[RoleChoice]:
    """Return the catalogue's roles, then those of the stock with another key and title, without the given keys."""
    left_out = set(without)
    rows = [_role(row) for row in BuyerRole.objects.prefetch_related("concepts")]
    keys, titles = {row.key for row in rows}, {row.title.casefold() for row in rows}
    stock = [
        RoleChoice(key, role.title, role.influence, role.level, role.concepts[0].text, True)
        for key, role in stock_roles().items()
        if key not in keys and role.title.casefold() not in titles
    ]
    return [choice for choice in [*rows, *stock] if choice.key not in left_out]


def _role(row: BuyerRole) -> RoleChoice:
    concepts: list[Concept] = list(row.concepts.all())
    says = concepts[0].text if concepts else ""
    return RoleChoice(row.key, row.title, Influence(row.influence), Level(row.level), says, False)
