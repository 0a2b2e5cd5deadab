"""What `make demo` loads: the cast with one-time passwords, and the example frameworks, dated as of today."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from messaging.actions.import_framework import import_framework
from messaging.dates import shift_dates
from messaging.models import Framework
from messaging.reading import read_document
from people.activity import record
from people.models import User
from people.roles import ADMINISTRATOR, LEAD, MANAGER, SELLER
from sheets.actions.publish import publish


@dataclass(frozen=True)
class Member:
    """One person of the cast."""

    name: str
    role: str
    does: str
    is_staff: bool = False

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.com"


CAST = (
    Member("Dana", LEAD, "writes and publishes"),
    Member("Ari", LEAD, "writes and publishes, too"),
    Member("Sam", SELLER, "prepares for meetings"),
    Member("Kim", MANAGER, "manages sellers"),
    Member("Ada", ADMINISTRATOR, "keeps roles, journeys and people", is_staff=True),
)


def examples() -> list[Path]:
    """Return the framework files that the product brings along."""
    return sorted((settings.BASE_DIR / "examples").glob("*/framework.json"))


def load_cast(*, anew: bool = False) -> dict[Member, str]:
    """Create who is missing and return each new password; `anew` gives everybody of the cast a new one."""
    passwords = {}
    for member in CAST:
        user = User.objects.filter(email=member.email).first()
        if user is None or anew:
            passwords[member] = secrets.token_urlsafe(12)
            _keep(member, user, passwords[member])
    return passwords


@transaction.atomic
def _keep(member: Member, user: User | None, password: str) -> None:
    if user is None:
        user = User.objects.create_user(member.email, password, name=member.name, is_staff=member.is_staff)
        user.groups.add(Group.objects.get(name=member.role))
        record(None, "created", user, role=member.role)
        return
    user.set_password(password)
    user.save(update_fields=["password"])
    record(None, "set a new password for", user)


def load_example(path: Path, today: dt.date) -> Framework:
    """Return the framework in the file, imported with its dates moved to today unless it is here already."""
    document = read_document(path.read_bytes())
    known = Framework.objects.filter(slug=document.slug).first()
    if known:
        return known
    dated = dt.date.fromisoformat(json.loads((path.parent / "about.json").read_text())["dated"])
    lead = User.objects.get(email=CAST[0].email)
    return import_framework(lead, shift_dates(document, (today - dated).days))


def publish_once(framework: Framework) -> bool:
    """Publish the framework unless it has a release; return whether it was published now."""
    if framework.releases.exists():
        return False
    lead = User.objects.get(email=CAST[0].email)
    publish(actor=lead, framework=framework, notes="First release of the example.")
    return True
