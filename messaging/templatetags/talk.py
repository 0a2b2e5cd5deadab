"""Template tags of what people say to each other."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from messaging.forms.comment import Writing

register = template.Library()


@register.inclusion_tag("messaging/parts/comment_fields.html", takes_context=True)
def comment_fields(context: Context, kind: str, pk: int, label: str) -> dict[str, Any]:
    """Render the fields of one comment form; what was typed and not kept stands in the form it was typed in."""
    writing: Writing | None = context.get("writing")
    form = writing.form if writing and (writing.kind, writing.pk) == (kind, pk) else None
    people = [person for person in context["talk"].people if person.pk != context["user"].pk]
    return {"form": form, "id": f"{kind}-{pk}", "label": label, "people": people, "asks": kind != "edit"}
