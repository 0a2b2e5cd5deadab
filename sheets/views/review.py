"""Asking another lead before a release: read what changes, submit, approve, send back, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from messaging.actions.review import DraftChangedError, ReviewRefusedError, approve, send_back, submit, take_back
from messaging.models import Framework
from messaging.permissions import access_framework, access_review
from messaging.queries.review import KEPT_ON_THE_PAGE, desk, own_changes, reviews
from people.permissions import publisher_view, signed_in
from sheets.forms import AnswerForm, SubmitForm
from sheets.preview import preview
from ui.http import HtmxHttpRequest

CHANGED = "The draft has changed since you opened this page, so it is not approved. What changed stands below."


@publisher_view
@require_safe
def review(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show the draft as an approver reads it, and what is yours to do."""
    return _page(request, access_framework(signed_in(request), slug))


def _page(request: HtmxHttpRequest, framework: Framework, *, status: int = 200, **context: Any) -> HttpResponse:
    person, found = signed_in(request), preview(framework)
    since = found.before.released_at if found.before else None
    values = {
        "framework": framework,
        "here": "publish",
        "preview": found,
        "desk": desk(framework, person, found.document),
        "own": own_changes(framework, found.changes, person, since),
        "earlier": reviews(framework)[:KEPT_ON_THE_PAGE],
        "submit_form": SubmitForm(),
        "answer_form": AnswerForm(),
    }
    return render(request, "publishing/review.html", values | context, status=status)


@publisher_view
@require_POST
def review_submit(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Submit the draft as it is now."""
    framework = access_framework(signed_in(request), slug)
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return _page(request, framework, status=422, submit_form=form)
    try:
        submit(actor=signed_in(request), framework=framework, note=form.cleaned_data["note"])
    except ReviewRefusedError as refused:
        return _page(request, framework, status=409, refused=str(refused), submit_form=form)
    messages.success(request, "The draft is submitted. Another lead can approve it now.")
    return redirect("review", slug)


@publisher_view
@require_POST
def review_approve(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Approve the draft that the page showed."""
    found = access_review(signed_in(request), slug, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found.framework, status=422, answer_form=form)
    seen, answer = request.POST.get("seen", ""), form.cleaned_data["answer"]
    try:
        approve(actor=signed_in(request), review=found, seen=seen, answer=answer)
    except (DraftChangedError, ReviewRefusedError) as refused:
        return _page(request, found.framework, status=409, refused=str(refused) or CHANGED, answer_form=form)
    messages.success(request, "The draft is approved as it is now. It can be frozen.")
    return redirect("review", slug)


@publisher_view
@require_POST
def review_send_back(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the draft back with an answer."""
    found = access_review(signed_in(request), slug, pk)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            send_back(actor=signed_in(request), review=found, answer=form.cleaned_data["answer"])
    except ValidationError as error:
        form.add_error(None, error)
    except ReviewRefusedError as refused:
        return _page(request, found.framework, status=409, refused=str(refused), answer_form=form)
    if form.errors:
        return _page(request, found.framework, status=422, answer_form=form)
    messages.success(request, f"The draft is sent back to {found.submitted_by}.")
    return redirect("review", slug)


@publisher_view
@require_POST
def review_take_back(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """End the review that one has asked for."""
    found = access_review(signed_in(request), slug, pk)
    try:
        take_back(actor=signed_in(request), review=found)
    except ReviewRefusedError as refused:
        return _page(request, found.framework, status=409, refused=str(refused))
    messages.success(request, "The draft is yours again. Submit it when it is ready.")
    return redirect("review", slug)
