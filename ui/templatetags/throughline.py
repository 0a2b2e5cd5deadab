"""Template tags of the house: icons, the line's mark, people's badges."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the decorative icon of that name from static/icons.svg."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.filter
def curly(text: str) -> str:
    """Return the text in the customer's quotation marks."""
    bare = text.strip('“”"')
    return f"“{bare}”" if text else ""


@register.filter
def with_class(field: BoundField, css: str) -> SafeString:
    """Return the field's control with the classes added."""
    return field.as_widget(attrs={"class": css})


@register.filter
def labelled_only(field: BoundField, css: str) -> SafeString:
    """Return the field's control with the classes, without the placeholder that repeats its label."""
    return field.as_widget(attrs={"class": css, "placeholder": False})
