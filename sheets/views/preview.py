"""The sheet of a draft's cell on screen: the print templates and the print stylesheet, as they are today."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from messaging.assembly import assemble
from messaging.permissions import access_framework
from messaging.queries.releases import next_number
from people.permissions import author_view, signed_in
from sheets.compose import Stamp, direction_of
from sheets.parts import Index
from sheets.plan import view_of
from sheets.terms import SheetKind
from sheets.view import CellView
from ui.http import HtmxHttpRequest


@csp_replace({"frame-ancestors": [SELF]})  # the message editor shows it beside the text
@author_view
@require_safe
@xframe_options_sameorigin
def sheet_preview(request: HtmxHttpRequest, slug: str, stage: str, role: str) -> HttpResponse:
    """Show the sheet of a cell as the draft has it now: one message of it, all of them, or the whole stage."""
    framework = access_framework(signed_in(request), slug)
    kind = SheetKind.STAGE if request.GET.get("scope") == "stage" else SheetKind.MESSAGE
    try:
        view = view_of(Index(assemble(framework)), kind, stage, role)
    except KeyError:
        raise Http404("There is no such stage or role in this framework.") from None
    if isinstance(view, CellView) and request.GET.get("scope") == "message":
        view = replace(view, messages=tuple(m for m in view.messages if m.key == request.GET.get("message")))
    context = {
        "view": view,
        "kind": kind.label,
        "stamp": Stamp(next_number(framework), timezone.localdate()),
        "direction": direction_of(view.frame.language),
        "on_screen": True,
        "fonts_url": static("css/fonts.css"),
    }
    return render(request, f"sheets/{kind.value}.html", context)


@require_safe
@cache_control(max_age=300, private=True)
def screen_style(request: HttpRequest) -> HttpResponse:
    """Give the print stylesheet to a browser."""
    return HttpResponse(_for_screens(), content_type="text/css")


@cache
def _for_screens() -> str:
    """Return sheet.css without what only the renderer knows (page boxes, packaged fonts), on screen fonts."""
    css = (settings.BASE_DIR / "static" / "sheets" / "sheet.css").read_text()
    css = re.sub(r"@font-face \{[^}]*\}\n", "", css)
    css = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}\n", "", css)
    for family in ("Source Serif 4", "IBM Plex Sans"):
        css = css.replace(f'"{family}"', f'"{family} Variable"')
    return css + SCREEN


SCREEN = """
html { background: #fff; color-scheme: light; zoom: .6; }
@media (width >= 46rem) { html { zoom: 1; } }
body { box-sizing: border-box; max-width: 210mm; margin-inline: auto; padding: 12mm 14mm; }
"""
