"""The matrix: every cell of a framework at a glance, with one cell open beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from journeys.grid import CellKey
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.findings import draft_findings
from messaging.queries.first_steps import first_steps
from messaging.queries.matrix import Matrix, read_matrix
from people.permissions import author_view, signed_in
from stakeholders.terms import Level
from ui.http import HtmxHttpRequest, page_or_fragment

HEATS = ("findings", "coverage", "freshness")
GUIDE = "guide"  # the cookie in which a person switched the first steps off


@author_view
def matrix(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show the whole matrix."""
    return work_page(request, access_framework(signed_in(request), slug))


def work_page(
    request: HtmxHttpRequest,
    framework: Framework,
    *,
    here: CellKey | None = None,
    panel: str = "",
    status: int = 200,
    shown: Matrix | None = None,
    **context: Any,
) -> HttpResponse:
    """Answer with the matrix and, when `panel` names a template, the open cell beside it."""
    found = shown or visible_matrix(request, framework, here)
    everything = {
        "framework": framework,
        "here": "matrix",
        "matrix": found,
        "coverage": found.coverage,
        "tally": found.tally,
        "shown_stage": _shown_stage(request, found, here),
        "levels": list(Level),
        "level": _level(request),
        "keep": keep_level(request),
        "heat": request.COOKIES.get("heat") if request.COOKIES.get("heat") in HEATS else HEATS[0],
        "panel": panel,
        "first": None if request.COOKIES.get(GUIDE) == "off" else first_steps(framework, found),
        **context,
    }
    if panel and request.htmx and request.htmx.target == "panel":
        return render(request, panel, everything, status=status)
    return page_or_fragment(request, "messaging/matrix.html", "work", everything, status=status)


def visible_matrix(request: HtmxHttpRequest, framework: Framework, here: CellKey | None) -> Matrix:
    """Return the matrix as the request filters it, with what the linter says of each cell."""
    today = timezone.localdate()
    findings = draft_findings(framework, today=today)
    return read_matrix(framework, today=today, here=here, level=_level(request), findings=findings)


def keep_level(request: HtmxHttpRequest) -> str:
    """Return the query string that keeps the level filter from page to page."""
    level = _level(request)
    return f"?level={level}" if level else ""


def _level(request: HtmxHttpRequest) -> str:
    level = request.GET.get("level", "")
    return level if level in set(Level) else ""


def _shown_stage(request: HtmxHttpRequest, found: Matrix, here: CellKey | None) -> str:
    """Return the stage that a narrow screen shows."""
    keys = [head.stage.key for head in found.heads]
    wished = here[0] if here else request.GET.get("stage", "")
    return wished if wished in keys else keys[0] if keys else ""
