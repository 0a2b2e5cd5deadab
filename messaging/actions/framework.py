"""Starting a framework, copying one, keeping its settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from journeys.models import Journey
from messaging.actions.catalogue import keep_journey
from messaging.actions.import_framework import import_framework
from messaging.actions.library import StaleError
from messaging.actions.roles import take_roles
from messaging.assembly import assemble
from messaging.document import FrameworkDocument
from messaging.models import Framework, InheritedPart
from messaging.permissions import require_author
from messaging.queries.beginnings import TEMPLATE
from messaging.references import RESERVED_SLUGS
from messaging.stock import stock_journeys
from people.activity import record
from people.models import User
from ui.keys import free_key


@transaction.atomic
def create_framework(actor: User, *, title: str, offer_name: str, journey: str, roles: Sequence[str]) -> Framework:
    """Start a framework. `journey` is a choice's value; `roles` are keys of the catalogue or the stock, in order."""
    require_author(actor)
    framework = Framework.objects.create(
        slug=free_slug(title), title=title, offer_name=offer_name, journey=_journey(journey, title), owner=actor
    )
    take_roles(framework, roles)
    record(actor, "started", framework, journey=framework.journey.key, roles=list(roles))
    return framework


def free_slug(title: str) -> str:
    """Return a slug made from the title that no framework has."""
    taken = RESERVED_SLUGS | set(Framework.objects.values_list("slug", flat=True))
    return free_key(title, taken, fallback="framework")


def as_copy(document: FrameworkDocument) -> FrameworkDocument:
    """Return the document under a slug and a title that are free here."""
    title = f"{document.title} (copy)"[:160]
    return document.model_copy(update={"slug": free_slug(document.slug), "title": title})


def _journey(choice: str, title: str) -> Journey:
    """Return the shared journey, or a new one made from the template: what is copied can be changed freely."""
    kind, _, key = choice.partition(":")
    if kind != TEMPLATE:
        return Journey.objects.get(key=key)
    template = stock_journeys()[key]
    taken = set(Journey.objects.values_list("key", flat=True))
    named = Journey.objects.filter(name=template.name).exists()
    name = f"{template.name} ({title})"[:160] if named else template.name
    return keep_journey(template.model_copy(update={"key": free_key(key, taken), "name": name}), update=False)


@transaction.atomic
def duplicate_framework(actor: User, framework: Framework, *, title: str) -> Framework:
    """Return a copy of the draft under another title; journey and roles stay shared, releases stay behind."""
    require_author(actor)
    document = assemble(framework).model_copy(update={"slug": free_slug(title), "title": title})
    copy = import_framework(actor, document)
    if framework.base:
        _same_base(framework, copy)
    record(actor, "copied from", copy, source=framework.slug)
    return copy


def _same_base(framework: Framework, copy: Framework) -> None:
    """Make the copy of a variant a variant of the same base that has seen the same of it."""
    copy.base = framework.base
    copy.save(update_fields=["base"])
    rows = list(framework.inherited_parts.all())
    for row in rows:
        row.pk, row.framework = None, copy
    InheritedPart.objects.bulk_create(rows)


@transaction.atomic
def save_settings(actor: User, framework: Framework, values: Mapping[str, Any], *, expected_version: int) -> Framework:
    """Write the framework's own fields, unless somebody else has saved them since `expected_version`."""
    require_author(actor)
    now = Framework.objects.select_for_update().get(pk=framework.pk)
    if now.version != expected_version:
        raise StaleError(now)
    columns = [name for name in values if name != "results"]
    two_before = now.needs_approval
    for name in columns:
        setattr(now, name, values[name])
    now.version = expected_version + 1
    now.save(update_fields=[*columns, "version"])
    if "results" in values:
        now.results.set(values["results"])
    record(actor, "changed the settings", now, version=now.version)
    if now.needs_approval != two_before:
        verb = "asked for two people for a release of" if now.needs_approval else "let one person release"
        record(actor, verb, now)
    return now


@transaction.atomic
def archive_framework(actor: User, framework: Framework, *, archived: bool) -> None:
    """Take the framework out of sellers' sight, or bring it back. Its releases stay either way."""
    require_author(actor)
    framework.archived = archived
    framework.save(update_fields=["archived"])
    variants = list(framework.variants.values_list("slug", flat=True))
    record(actor, "archived" if archived else "brought back", framework, variants=variants)
