"""Template tags of sheets: the journey line as a picture, and slots marked in a text."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from journeys.phases import Phase
from messaging.document import SLOT
from sheets.line import journey_svg
from sheets.models import Sheet
from sheets.naming import file_url
from sheets.view import RoleView

register = template.Library()


@register.simple_tag
def journey_line(phases: Sequence[Phase], *here: int) -> str:
    """Return the journey line as a data: URL, with the stages `here` standing out."""
    return "data:image/svg+xml;base64," + base64.b64encode(journey_svg(phases, here).encode()).decode()


@register.simple_tag
def role_line(view: RoleView) -> str:
    """Return the journey line with every stage standing out in which the role is spoken to."""
    return journey_line(view.line, *(stop.stage.number for stop in view.stops))


@register.filter
def sheet_url(sheet: Sheet) -> str:
    """Return where the sheet's file is."""
    return file_url(sheet)


@register.filter
def slots(text: str) -> SafeString:
    """Return the text with each {{slot}} marked as a gap for the seller to fill."""
    pieces = SLOT.split(text)  # words, slot name, words, slot name, …, words
    filled = format_html_join(
        "",
        '{}<span class="slot">{}</span>',
        ((words, name.replace("_", " ")) for words, name in zip(pieces[::2], pieces[1::2], strict=False)),
    )
    return format_html("{}{}", filled, escape(pieces[-1]))
