"""The roles of one framework as its settings show them. Two queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from messaging.models import Framework
from stakeholders.models import BuyerRole
from stakeholders.terms import Influence


@dataclass(frozen=True)
class RoleLine:
    """One role with how many messages speak to it and whether it has a concept and a win."""

    role: BuyerRole
    messages: int
    concepts: int
    wins: int

    @property
    def economic(self) -> bool:
        return self.role.influence == Influence.ECONOMIC


def role_lines(framework: Framework) -> list[RoleLine]:
    """Return the framework's roles in its order."""
    counts = dict(framework.messages.order_by().values_list("role").annotate(count=Count("pk")))
    rows = (
        BuyerRole.objects.filter(framework_places__framework=framework)
        .annotate(n_concepts=Count("concepts", distinct=True), n_wins=Count("wins", distinct=True))
        .order_by("framework_places__order")
    )
    return [RoleLine(row, counts.get(row.pk, 0), row.n_concepts, row.n_wins) for row in rows]
