"""Before a release: what would change, and the button that freezes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from journeys.queries import tally_signs
from messaging.actions.freeze import FreezeRefusedError
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.review import desk
from people.permissions import publisher_view, signed_in
from sheets.actions.publish import publish
from sheets.forms import PublishForm, SubmitForm
from sheets.preview import preview
from ui.http import HtmxHttpRequest, posted_number


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def publish_check(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show what publishing would do; on POST do it and go to the release's page."""
    framework = access_framework(signed_in(request), slug)
    form = PublishForm(request.POST or None)
    if request.method != "POST":
        return _page(request, framework, form)
    form.expect_look(preview(framework).look_mark)
    if not form.is_valid():
        return _page(request, framework, form, status=422)
    shown = posted_number(request, "number") or None
    try:
        release = publish(actor=signed_in(request), framework=framework, notes=form.cleaned_data["notes"], number=shown)
    except FreezeRefusedError:
        return _frozen_already(request, framework, shown) or _page(request, framework, form, status=422)
    return redirect("release", slug, release.number)


def _frozen_already(request: HtmxHttpRequest, framework: Framework, shown: int | None) -> HttpResponse | None:
    """Go to the release that the page had announced, when a second click or another lead has frozen it."""
    frozen = framework.releases.select_related("released_by").defer("document")
    release = frozen.filter(number=shown).first() if shown else None
    if release is None:
        return None
    if release.released_by != request.user:
        who = release.released_by or "The command line"
        messages.info(request, f"{who} froze release {release.number} a moment before you. Yours was not frozen.")
    return redirect("release", framework.slug, release.number)


def _page(request: HtmxHttpRequest, framework: Framework, form: PublishForm, status: int = 200) -> HttpResponse:
    found = preview(framework)
    context = {
        "framework": framework,
        "preview": found,
        "desk": desk(framework, signed_in(request), found.document),
        "signing": tally_signs(framework.journey),
        "form": form,
        "submit_form": SubmitForm(),
        "here": "publish",
    }
    return render(request, "publishing/check.html", context, status=status)
