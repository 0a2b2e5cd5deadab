"""Template tags of signatures: the small mark and the line that say who has signed a stage."""

from __future__ import annotations

from typing import Any

from django import template

from journeys.models import Stage
from journeys.queries import SharedStage

register = template.Library()


@register.inclusion_tag("journeys/parts/mark.html")
def sign_mark(marks: dict[int, SharedStage], stage: Stage) -> dict[str, Any]:
    """Show two small dots for the stage, sales and marketing; nothing on a journey that nobody signs."""
    return {"shared": marks.get(stage.pk) if marks else None}


@register.inclusion_tag("journeys/parts/line.html")
def sign_line(marks: dict[int, SharedStage], stage: Stage) -> dict[str, Any]:
    """Say in words who has signed the stage."""
    return {"shared": marks.get(stage.pk) if marks else None}
