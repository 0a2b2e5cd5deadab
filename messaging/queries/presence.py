"""Who else is in a framework just now, and where. One query, and two more for the names of the places."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from journeys.grid import CellKey
from messaging.models import Framework, Presence
from people.models import User
from ui.plain import in_sentence

PRESENT = dt.timedelta(seconds=45)
TOKEN = re.compile(r"(\d+)@([a-z0-9_-]*)/([a-z0-9_-]*)/([a-z0-9_-]*)(!?)")


@dataclass(frozen=True)
class Here:
    """One person in one place; `place` is the place in words."""

    pk: int
    name: str
    initials: str
    cell: CellKey
    message: str
    writing: bool
    place: str = field(default="", compare=False)

    @property
    def token(self) -> str:
        return f"{self.pk}@{'/'.join(self.cell)}/{self.message}{'!' if self.writing else ''}"

    @property
    def told(self) -> str:
        """Return what the face in a cell says."""
        return f"{self.name} {'is writing' if self.writing else 'is here'}"

    @property
    def words(self) -> str:
        """Return what the face in the bar says."""
        return ", ".join(filter(None, (self.name, self.place, "writing" if self.writing else "")))


def who_else(framework: Framework, reader: User) -> list[Here]:
    """Return who else was seen within the last 45 seconds, by name."""
    rows = Presence.objects.filter(framework=framework, seen_at__gt=timezone.now() - PRESENT, user__is_active=True)
    return [
        Here(row.user_id, str(row.user), row.user.initials, (row.stage_key, row.role_key), row.message_key, row.writing)
        for row in rows.exclude(user=reader).select_related("user").order_by("user__name", "user")
    ]


def with_places(framework: Framework, people: Iterable[Here]) -> list[Here]:
    """Return the people with their places in words."""
    stages = dict(framework.journey.stages.values_list("key", "name"))
    roles = dict(framework.roles.values_list("key", "title"))
    told = []
    for one in people:
        stage, role = stages.get(one.cell[0], ""), roles.get(one.cell[1], "")
        place = f"in {stage} with the {in_sentence(role)}" if stage and role else ""
        told.append(Here(one.pk, one.name, one.initials, one.cell, one.message, one.writing, place))
    return told


def by_cell(people: Iterable[Here], *, but: CellKey) -> dict[str, list[Here]]:
    """Return the people by the place of their cell on the page; the open cell tells about itself in the panel."""
    found: defaultdict[str, list[Here]] = defaultdict(list)
    for one in people:
        if all(one.cell) and one.cell != but:
            found["-".join(one.cell)].append(one)
    return dict(found)


def token_of(people: Iterable[Here]) -> str:
    """Return what a page keeps of the people it shows."""
    return " ".join(one.token for one in people)


def read_token(token: str) -> list[Here]:
    """Return the people whom a page shows, without their names; what is no token is nobody."""
    found = [match for word in token.split() if (match := TOKEN.fullmatch(word))]
    return [Here(int(m[1]), "", "", (m[2], m[3]), m[4], bool(m[5])) for m in found]
