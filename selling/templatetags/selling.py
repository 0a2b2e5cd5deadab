"""Template tags of the seller's screens."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from selling import wording
from selling.matching import Piece
from selling.papers import Papers
from sheets.templatetags.sheets import slots

register = template.Library()
register.filter("inside", wording.inside)
register.filter("slots", slots)  # marked on screen as on paper


@register.filter
def pieces(found: list[Piece]) -> SafeString:
    """Return the text with what was searched for marked."""
    marked = ((format_html("<mark>{}</mark>", piece.text) if piece.hit else piece.text,) for piece in found)
    return format_html_join("", "{}", marked)


@register.inclusion_tag("selling/parts/pdf.html")
def pdf(papers: Papers, kind: str, stage: str, role: str, word: str, look: str = "") -> dict[str, Any]:
    """Show the link to a PDF, or that it is being made, or nothing."""
    return {"paper": papers.get(kind, stage, role), "word": word, "look": look}
