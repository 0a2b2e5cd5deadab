"""Any two releases side by side, or a release and the draft: what changed, stage by stage."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from messaging.assembly import assemble
from messaging.diff import Diff, diff
from messaging.document import FrameworkDocument
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.releases import standing
from messaging.released import released_document
from people.permissions import author_view, signed_in
from sheets.comparing import by_stage, in_order
from sheets.forms import DRAFT, CompareForm
from ui.http import HtmxHttpRequest

A_PAGE = 100


@author_view
@require_safe
def release_compare(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show what changed from one to the other; without a choice, from the release in use to the draft."""
    framework = access_framework(signed_in(request), slug)
    form = CompareForm(_chosen(request, framework))
    form.offer(framework)
    found = _difference(framework, *form.sides()) if form.is_valid() else Diff()
    page = Paginator(in_order(found.changes), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "framework": framework,
        "here": "releases",
        "form": form,
        "found": found,
        "page": page,
        "groups": by_stage(page.object_list, found.changes),
    }
    return render(request, "publishing/compare.html", context, status=422 if form.errors else 200)


def _chosen(request: HtmxHttpRequest, framework: Framework) -> dict[str, str]:
    """Return both sides as asked for; what is left open is the release in use, and the draft."""
    before = framework.live_release or standing(framework).first()
    usual = {"from": str(before.number) if before else DRAFT, "to": DRAFT}
    return {side: request.GET.get(side, usual[side]) for side in usual}


def _difference(framework: Framework, before: str, after: str) -> Diff:
    return diff(_document(framework, before), _document(framework, after))


def _document(framework: Framework, side: str) -> FrameworkDocument:
    if side == DRAFT:
        return assemble(framework)
    return released_document(framework.releases.defer("document").get(number=int(side)))
