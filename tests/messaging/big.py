"""The big framework of the figures: 12 stages, 15 roles, as many messages as asked, in the example's own sentences."""

from __future__ import annotations

import random
from pathlib import Path

from messaging.document import FrameworkDocument, Role, Stage, ValueMessage
from messaging.reading import read_document

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/keep-the-line-running/framework.json"
STAGES, ROLES = 12, 15


def big_framework(size: int) -> FrameworkDocument:
    """Return the example grown to `size` messages; each says three sentences drawn anew, so many are near-copies."""
    document = read_document(EXAMPLE.read_bytes())
    chance = random.Random(7)
    stages, roles = _stages(document), _roles(document)
    cells = [(stage, role) for stage in stages for role in roles]
    messages = tuple(_message(document, i, *cells[i % len(cells)], chance) for i in range(size))
    journey = document.journey.model_copy(update={"stages": stages})
    changes = {"journey": journey, "roles": roles, "messages": messages, "cell_notes": ()}
    return document.model_copy(update={**changes, "slug": "big", "title": "A big framework"})


def _stages(document: FrameworkDocument) -> tuple[Stage, ...]:
    """Return twelve stages, phases in order: each third one stands twice."""
    found: list[Stage] = []
    for place, stage in enumerate(document.journey.stages):
        found.append(stage)
        if place % 3 == 2:
            found.append(stage.model_copy(update={"key": f"{stage.key}-2", "name": f"{stage.name}, again"}))
    return tuple(found[:STAGES])


def _roles(document: FrameworkDocument) -> tuple[Role, ...]:
    again = [_again(role) for role in document.roles]
    return (*document.roles, *again)[:ROLES]


def _again(role: Role) -> Role:
    own = {
        part: tuple(item.model_copy(update={"key": f"{item.key}-2"}) for item in getattr(role, part))
        for part in ("concepts", "wins")
    }
    title = f"{role.title} of the second site"
    return role.model_copy(update={**own, "key": f"{role.key}-2", "title": title, "initial_executive_buyer": False})


def _message(document: FrameworkDocument, i: int, stage: Stage, role: Role, chance: random.Random) -> ValueMessage:
    phase = [item for item in document.messages if _phase(document, item) == stage.phase]
    base = phase[i % len(phase)]
    said = chance.sample([sentence for message in phase for sentence in message.talk_track], 3)
    own = {
        "concept": role.concepts[0].key if role.concepts else None,
        "wins": tuple(win.key for win in role.wins[:1]),
    }
    changes = {"key": f"k{i}", "stage": stage.key, "role": role.key, "talk_track": tuple(said)}
    return base.model_copy(update={**changes, **own, "headline": f"{base.headline} {i}"})


def _phase(document: FrameworkDocument, message: ValueMessage) -> str:
    return next(stage.phase for stage in document.journey.stages if stage.key == message.stage)
