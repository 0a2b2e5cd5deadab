"""Signing off what a stage says, for sales or for marketing, and taking one's signature back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from journeys.models import Journey, StageSignOff
from journeys.permissions import sides_of
from journeys.queries import SharedStage, shared_stages
from journeys.terms import Side
from people.activity import record
from people.models import User
from people.permissions import require

SIGNERS = {
    Side.SALES: "Sales managers sign off for sales.",
    Side.MARKETING: "Enablement leads sign off for marketing.",
}


@transaction.atomic
def sign_off(*, actor: User, journey: Journey, side: Side, seen: Mapping[str, str]) -> list[str]:
    """Sign the stages whose definition is still the one that was read (key → hash); return the names of the others."""
    require(side in sides_of(actor), SIGNERS[side])
    locked = Journey.objects.select_for_update().get(pk=journey.pk)
    read = [stage for stage in shared_stages(locked) if stage.stage.key in seen]
    same = [stage for stage in read if stage.definition.hash == seen[stage.stage.key]]
    fresh = [stage for stage in same if not any(sign.side is side and sign.signed for sign in stage.signs)]
    for stage in fresh:
        _sign(actor, side, stage)
    if fresh:
        record(actor, "signed off", locked, side=side.value, stages=[stage.stage.key for stage in fresh])
    return [stage.stage.name for stage in read if stage not in same]


def _sign(actor: User, side: Side, stage: SharedStage) -> None:
    values = {"definition_hash": stage.definition.hash, "by": actor, "at": timezone.now()}
    StageSignOff.objects.update_or_create(stage=stage.stage, side=side, defaults=values)


@transaction.atomic
def withdraw_sign_off(*, actor: User, journey: Journey, side: Side, stage: str) -> bool:
    """Take one's own signature back; return whether there was one."""
    own = StageSignOff.objects.filter(stage__journey=journey, stage__key=stage, side=side, by=actor)
    if not own.delete()[0]:
        return False
    record(actor, "withdrew the sign-off", journey, side=side.value, stage=stage)
    return True
