"""The roles of a framework: taken from the catalogue (or the stock), put in order, taken out."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from journeys.models import Stage, StageRole
from journeys.phases import Phase
from messaging.actions.catalogue import keep_results, keep_roles
from messaging.actions.library import InUseError
from messaging.models import Framework, FrameworkRole, ValueMessage
from messaging.permissions import require_author
from messaging.stock import StockRole, stock_results, stock_roles
from people.activity import record
from people.models import User
from stakeholders.models import BuyerRole, DesiredResult


@transaction.atomic
def add_roles(actor: User, framework: Framework, keys: Sequence[str]) -> None:
    """Take roles into the framework, behind those it has."""
    require_author(actor)
    take_roles(framework, keys)
    record(actor, "added roles", framework, roles=list(keys))


def take_roles(framework: Framework, keys: Sequence[str]) -> None:
    """Take roles into the framework with their results; a role of the stock enters the catalogue first."""
    have = set(framework.roles.values_list("key", flat=True))
    last = framework.role_places.aggregate(last=Max("order"))["last"]
    place = 0 if last is None else last + 1
    for key in dict.fromkeys(keys):
        if key in have:
            continue
        role = BuyerRole.objects.filter(key=key).first() or _from_stock(stock_roles()[key])
        FrameworkRole.objects.create(framework=framework, role=role, order=place)
        _activate(framework, role)
        wanted = DesiredResult.objects.filter(wanted_by=role) | DesiredResult.objects.filter(measures=role)
        framework.results.add(*wanted.distinct())
        place += 1


def _from_stock(item: StockRole) -> BuyerRole:
    needs = [stock_results()[key] for key in dict.fromkeys([*item.desired_results, *item.metrics])]
    return keep_roles([item.in_journey([])], keep_results(needs, update=False), update=False)[item.key]


def _activate(framework: Framework, role: BuyerRole) -> None:
    """Make a role that is new to the journey active in the stages of the phases it usually takes part in."""
    stages = Stage.objects.filter(journey=framework.journey_id)
    if not StageRole.objects.filter(stage__in=stages, role=role).exists():
        phases = _usual_phases(role)
        StageRole.objects.bulk_create(StageRole(stage=stage, role=role) for stage in stages if stage.phase in phases)


def _usual_phases(role: BuyerRole) -> set[str]:
    """Return the phases in which the role is active in other journeys, else by the stock, else all."""
    elsewhere = set(StageRole.objects.filter(role=role).values_list("stage__phase", flat=True))
    stock = stock_roles().get(role.key)
    return elsewhere or set(stock.phases if stock else Phase)


@transaction.atomic
def move_role(actor: User, framework: Framework, role: BuyerRole, *, step: int) -> None:
    """Move the role up (-1) or down (+1) in the framework's order; at the edge nothing happens."""
    require_author(actor)
    places = list(framework.role_places.select_for_update())
    at = next(number for number, place in enumerate(places) if place.role_id == role.pk)
    target = min(max(at + step, 0), len(places) - 1)
    if target == at:
        return
    places.insert(target, places.pop(at))
    for number, place in enumerate(places):
        place.order = number
    FrameworkRole.objects.bulk_update(places, ["order"])
    record(actor, "reordered the roles", framework, role=role.key, place=target + 1)


@transaction.atomic
def remove_role(actor: User, framework: Framework, role: BuyerRole) -> None:
    """Take the role out, unless messages speak to it or use its concepts and wins. Its cell notes go with it."""
    require_author(actor)
    found = role_uses(framework, role)
    if found:
        raise InUseError(found)
    framework.cell_notes.filter(role=role).delete()
    for question in framework.questions.filter(roles=role):
        question.roles.remove(role)
    for objection in framework.objections.filter(roles=role):
        objection.roles.remove(role)
    framework.role_places.filter(role=role).delete()
    record(actor, "removed a role", framework, role=role.key)


def role_uses(framework: Framework, role: BuyerRole) -> list[tuple[str, str]]:
    """Return the messages that speak to the role or use what belongs to it."""
    messages = ValueMessage.objects.filter(framework=framework)
    of_role = messages.filter(role=role) | messages.filter(concept__role=role) | messages.filter(wins__role=role)
    return [("message", headline) for headline in of_role.distinct().values_list("headline", flat=True)]
