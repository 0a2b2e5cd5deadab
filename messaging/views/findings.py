"""All findings of a draft in one list: filter them, go to the place, let one pass, take that back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from messaging.actions.waive import waive, withdraw_waiver
from messaging.assembly import assemble
from messaging.document import FrameworkDocument
from messaging.forms.findings import FindingsFilter, WaiverForm
from messaging.models import Framework
from messaging.permissions import access_framework, access_waiver
from messaging.queries.findings import tally
from messaging.queries.rules import Verdict, judge
from messaging.queries.told import tell
from people.permissions import author_view, publisher_view, signed_in
from ui.http import HtmxHttpRequest, page_or_fragment

MOST = 200


@author_view
@require_safe
def findings(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show what the linter says of the draft."""
    return _page(request, access_framework(signed_in(request), slug))


@publisher_view
@require_POST
def finding_waive(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Let a finding pass until a day, for a reason."""
    user = signed_in(request)
    framework = access_framework(user, slug)
    form = WaiverForm(request.POST)
    token = request.POST.get("finding", "")
    today = timezone.localdate()
    standing = judge(framework, assemble(framework), today=today).standing
    found = next((f for f in standing if f"{f.code} {f.subject.token}" == token), None)
    if found is None:
        return redirect("findings", slug)  # mended or waived by somebody meanwhile
    if not form.is_valid():
        return _page(request, framework, waiving=(token, form), status=422)
    try:
        waive(actor=user, framework=framework, finding=found, today=today, **form.cleaned_data)
    except ValidationError as error:
        for name, messages in (error.message_dict if hasattr(error, "error_dict") else {None: error.messages}).items():
            form.add_error(name if name in form.fields else None, messages)
        return _page(request, framework, waiving=(token, form), status=422)
    return redirect("findings", slug)


@publisher_view
@require_POST
def finding_unwaive(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a waiver back."""
    user = signed_in(request)
    withdraw_waiver(actor=user, waiver=access_waiver(user, slug, pk))
    return redirect("findings", slug)


def _page(
    request: HtmxHttpRequest, framework: Framework, *, waiving: tuple[str, WaiverForm] | None = None, status: int = 200
) -> HttpResponse:
    document = assemble(framework)
    verdict = judge(framework, document, today=timezone.localdate())
    context = _context(request, framework, document, verdict)
    token, form = waiving or ("", None)
    context |= {"waiving": token, "waiver_form": form, "usual_day": WaiverForm.usual_day()}
    return page_or_fragment(request, "messaging/findings.html", "list", context, status=status)


def _context(
    request: HtmxHttpRequest, framework: Framework, document: FrameworkDocument, verdict: Verdict
) -> dict[str, Any]:
    told = tell(document, verdict.standing, verdict.waived)
    filters = FindingsFilter(request.GET)
    filters.offer(
        [(stage.key, stage.name) for stage in document.journey.stages],
        [(role.key, role.title) for role in document.roles],
        told,
    )
    picked = filters.pick(told)
    return {
        "framework": framework,
        "here": "findings",
        "filters": filters,
        "told": picked[:MOST],
        "more": max(0, len(picked) - MOST),
        "total": len(told),
        "tally": tally(verdict.standing),
        "waived": len(verdict.waived),
    }
