"""The pill that says where a draft stands on its way to a release."""

from __future__ import annotations

from typing import Any

from django import template

from messaging.models import Framework
from messaging.queries.review import standing_of

register = template.Library()


@register.inclusion_tag("messaging/parts/draft_pill.html")
def draft_pill(framework: Framework) -> dict[str, Any]:
    """Show whether the draft is being written, read by another lead, or approved as it is."""
    return {"framework": framework, "standing": standing_of(framework)}
