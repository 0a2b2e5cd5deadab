"""Before a release: what would change, and the button that freezes it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from messaging.actions.freeze import FreezeRefusedError
from messaging.models import Framework
from messaging.permissions import access_framework
from people.permissions import publisher_view, signed_in
from sheets.actions.publish import publish
from sheets.forms import PublishForm
from sheets.preview import preview
from ui.http import HtmxHttpRequest


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
    try:
        release = publish(actor=signed_in(request), framework=framework, notes=form.cleaned_data["notes"])
    except FreezeRefusedError:
        return _page(request, framework, form, status=422)
    return redirect("release", slug, release.number)


def _page(request: HtmxHttpRequest, framework: Framework, form: PublishForm, status: int = 200) -> HttpResponse:
    context = {"framework": framework, "preview": preview(framework), "form": form, "here": "publish"}
    return render(request, "publishing/check.html", context, status=status)
