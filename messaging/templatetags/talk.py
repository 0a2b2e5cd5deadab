"""Template tags of people who work together: what they say to each other, and who is here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from messaging.forms.comment import Writing
from messaging.queries.presence import Here
from ui.plain import listed

register = template.Library()


@register.inclusion_tag("messaging/parts/comment_fields.html", takes_context=True)
def comment_fields(context: Context, kind: str, pk: int, label: str) -> dict[str, Any]:
    """Render the fields of one comment form; what was typed and not kept stands in the form it was typed in."""
    writing: Writing | None = context.get("writing")
    form = writing.form if writing and (writing.kind, writing.pk) == (kind, pk) else None
    people = [person for person in context["talk"].people if person.pk != context["user"].pk]
    return {"form": form, "id": f"{kind}-{pk}", "label": label, "people": people, "asks": kind != "edit"}


@register.filter
def names(people: Iterable[Here]) -> str:
    """Return the people's names as they stand in a sentence."""
    return listed(one.name for one in people)
