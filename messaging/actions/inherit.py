"""Variants: begin one from a base's release in use, keep its own wording, part from the base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from messaging.actions.framework import free_slug
from messaging.actions.import_framework import import_framework
from messaging.assembly import assemble
from messaging.document import FrameworkDocument
from messaging.inheritance import Ref
from messaging.models import Framework, InheritedPart, Release
from messaging.permissions import require_author
from messaging.queries.inheritance import Lineage, read_lineage, released_hashes
from messaging.released import released_document
from people.activity import record
from people.models import User


class BaseMovedError(Exception):
    """The base's release in use is not the one that the author looked at."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__("The base has changed since you looked at it.")


@transaction.atomic
def create_variant(
    *, actor: User, base: Framework, title: str, language: str, industry: str = "", segment: str = "", region: str = ""
) -> Framework:
    """Begin a variant with everything that the base's release in use says; journey and roles are shared.

    Raises ValidationError when the base has no release in use, DocumentError when the shared catalogue has lost
    something that the release refers to.
    """
    require_author(actor)
    release = base.live_release
    if release is None:
        raise ValidationError("This framework has no release yet. Publish one; a variant begins with it.")
    said = released_document(release)
    market = said.market.model_copy(update={"industry": industry, "segment": segment, "region": region})
    changes = {"slug": free_slug(title), "title": title, "language": language, "market": market}
    variant = import_framework(actor, _without_owners(said).model_copy(update=changes))
    variant.base, variant.needs_approval = base, base.needs_approval
    variant.save(update_fields=["base", "needs_approval"])
    see(variant, release, released_hashes(release.pk, release.content_hash))
    record(actor, "began as a variant", variant, base=base.slug, release=release.number)
    return variant


def _without_owners(document: FrameworkDocument) -> FrameworkDocument:
    """Return the document with messages that nobody owns: who keeps the base need not keep the variant."""
    messages = tuple(message.model_copy(update={"owner": None}) for message in document.messages)
    return document.model_copy(update={"messages": messages})


def open_lineage(actor: User, framework: Framework, release: int) -> Lineage:
    """Return the variant beside its base, its row locked, or raise BaseMovedError unless `release` is in use."""
    require_author(actor)
    rows = Framework.objects.select_related("journey", "base__live_release").defer("base__live_release__document")
    locked = rows.select_for_update(of=("self",)).get(pk=framework.pk)
    lineage = read_lineage(locked, assemble(locked))
    if lineage is None or lineage.number != release:
        raise BaseMovedError(lineage.number if lineage else 0)
    return lineage


def see(framework: Framework, release: Release, refs: Iterable[Ref]) -> None:
    """Write down that the variant has seen what the release says in these parts."""
    now = released_hashes(release.pk, release.content_hash)
    InheritedPart.objects.bulk_create(
        [InheritedPart(framework=framework, part=r.part, key=r.key, taken_hash=now[r], release=release) for r in refs],
        update_conflicts=True,
        unique_fields=["framework", "part", "key"],
        update_fields=["taken_hash", "release"],
    )


def forget(framework: Framework, refs: Iterable[Ref]) -> None:
    """Forget that these parts came from the base: what the variant has of them is its own."""
    for ref in refs:
        framework.inherited_parts.filter(part=ref.part, key=ref.key).delete()


@transaction.atomic
def keep(*, actor: User, framework: Framework, release: int, refs: Sequence[Ref] | None = None) -> int:
    """Keep the variant as it is in these parts (None: in all that are behind) and mark the base's words as seen.

    What is new in the base is thereby left out; what is gone from it becomes the variant's own.
    """
    lineage = open_lineage(actor, framework, release)
    found = lineage.inheritance
    kept = found.behind if refs is None else [ref for ref in refs if ref in found.standings]
    said = lineage.said()
    if lineage.release:
        see(framework, lineage.release, [ref for ref in kept if ref in said])
    forget(framework, [ref for ref in kept if ref not in said])
    if kept:
        record(actor, "kept as it is beside its base", framework, release=release, parts=list(map("/".join, kept)))
    return len(kept)


@transaction.atomic
def detach(*, actor: User, framework: Framework) -> None:
    """Make the variant a framework of its own: it keeps every word and hears no more of the base."""
    require_author(actor)
    if framework.base is None:
        return
    record(actor, "parted from its base", framework, base=framework.base.slug)
    framework.inherited_parts.all().delete()
    framework.base = None
    framework.save(update_fields=["base"])
