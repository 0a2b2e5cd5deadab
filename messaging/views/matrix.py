"""The matrix: every cell of a framework at a glance, with one cell open beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from journeys.grid import CellKey
from journeys.phases import MessageKind
from journeys.queries import sign_marks
from messaging.assembly import assemble
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.findings import draft_findings
from messaging.queries.first_steps import first_steps
from messaging.queries.inheritance import read_lineage
from messaging.queries.matrix import Matrix, read_matrix
from messaging.queries.sieve import NOBODY, read_sieve
from messaging.queries.steps import read_steps
from people.permissions import author_view, signed_in
from stakeholders.terms import Level
from ui.http import HtmxHttpRequest, page_or_fragment

HEATS = ("findings", "coverage", "freshness")
ZOOMS = {"overview": "Overview", "headlines": "Headlines", "full": "Full"}
BULK_ACTS = {"move": "Move", "copy": "Copy", "assign": "Set owner", "review": "Set review date", "delete": "Delete"}
YEAR = 31_536_000  # seconds
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
    at: CellKey | None = None,
    **context: Any,
) -> HttpResponse:
    """Answer with the matrix and, when `panel` names a template, the open cell beside it; `at` is where to look."""
    found, sieve = shown or visible_matrix(request, framework, here), read_sieve(request.GET)
    everything = {
        "framework": framework,
        "here": "matrix",
        "matrix": found,
        "coverage": found.coverage,
        "tally": found.tally,
        "shown_stage": _shown_stage(request, found, here or at),
        "sieve": sieve,
        "filters": _filters(found),
        "keep": sieve.keep,
        "and_keep": sieve.and_keep,
        "heat": request.COOKIES.get("heat") if request.COOKIES.get("heat") in HEATS else HEATS[0],
        "zoom": zoom_of(request),
        "zooms": ZOOMS,
        "nearer": _neighbour_zoom(request, 1),
        "farther": _neighbour_zoom(request, -1),
        "bulk_acts": BULK_ACTS,
        "selecting": request.GET.get("select") == "1",
        "steps": read_steps(signed_in(request), framework),
        "panel": panel,
        "at": at,
        "signs": SimpleLazyObject(lambda: sign_marks(framework.journey)),  # the panel alone does not ask
        "first": None if request.COOKIES.get(GUIDE) == "off" else first_steps(framework, found),
        **context,
    }
    if panel and request.htmx and request.htmx.target == "panel":
        return render(request, panel, everything, status=status)
    response = page_or_fragment(request, "messaging/matrix.html", "work", everything, status=status)
    if request.GET.get("zoom") in ZOOMS:
        response.set_cookie("zoom", zoom_of(request), max_age=YEAR, samesite="Lax")
    return response


def visible_matrix(
    request: HtmxHttpRequest, framework: Framework, here: CellKey | None, picked: frozenset[CellKey] = frozenset()
) -> Matrix:
    """Return the matrix as the request filters it, with what the linter says of each cell."""
    today = timezone.localdate()
    document = assemble(framework)
    return read_matrix(
        framework,
        today=today,
        here=here,
        sieve=read_sieve(request.GET),
        findings=draft_findings(framework, document, today=today),
        picked=picked,
        lineage=read_lineage(framework, document),
    )


def keep_filters(request: HtmxHttpRequest) -> str:
    """Return the query string that keeps the filters from page to page."""
    return read_sieve(request.GET).keep


def zoom_of(request: HtmxHttpRequest) -> str:
    """Return how much the cells tell: as asked for now, or as remembered."""
    wished = request.GET.get("zoom") or request.COOKIES.get("zoom", "")
    return wished if wished in ZOOMS else "headlines"


def _neighbour_zoom(request: HtmxHttpRequest, step: int) -> str:
    place = list(ZOOMS).index(zoom_of(request)) + step
    return list(ZOOMS)[place] if 0 <= place < len(ZOOMS) else ""


def _filters(found: Matrix) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Return the filters: name, label, what no choice means, and what there is to choose."""
    return [
        ("level", "Roles", "all levels", [(level.value, level.label.lower()) for level in Level]),
        ("owner", "Owner", "anybody", [*found.owners, (NOBODY, "nobody")]),
        ("kind", "Kind", "all kinds", [(kind.value, kind.label.lower()) for kind in MessageKind]),
        (
            "severity",
            "Findings",
            "with or without",
            [("block", "that block publishing"), ("warn", "warnings"), ("note", "notes")],
        ),
    ]


def _shown_stage(request: HtmxHttpRequest, found: Matrix, here: CellKey | None) -> str:
    """Return the stage that a narrow screen shows."""
    keys = [head.stage.key for head in found.heads]
    wished = here[0] if here else request.GET.get("stage", "")
    return wished if wished in keys else keys[0] if keys else ""
