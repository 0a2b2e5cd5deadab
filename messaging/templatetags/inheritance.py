"""Template tags of variants: whether the base has moved on, for the bar that every page of a framework has."""

from __future__ import annotations

from django import template

from messaging.languages import language_name
from messaging.models import Framework
from messaging.queries.inheritance import Behind, Mark, behind

register = template.Library()


@register.simple_tag
def behind_base(framework: Framework) -> Behind | None:
    """Return how far a variant is behind its base, in two queries; None for a framework without a base."""
    return behind([framework]).get(framework.pk)


@register.filter
def language(tag: str) -> str:
    """Return what people call the language of the tag."""
    return language_name(tag)


@register.filter
def of(marks: dict[str, Mark], key: str) -> Mark | None:
    """Return the mark of the entry with that key."""
    return marks.get(key)
