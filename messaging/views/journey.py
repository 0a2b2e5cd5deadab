"""The journey of a framework: stages by phase, and who takes part in each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from journeys.models import Stage
from journeys.phases import Phase
from journeys.queries import sign_marks
from messaging.actions import journey as actions
from messaging.actions.library import InUseError, StaleError
from messaging.forms.base import differing
from messaging.forms.journey import JourneyForm, StageForm
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.journey import active_pairs, activity_rows, phase_blocks, sharing, stage_uses
from messaging.queries.library import last_saved_by
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, page_or_fragment, posted, posted_number

PAGE, STAGE = "messaging/journey.html", "messaging/stage.html"


@author_view
@require_safe
def journey_edit(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show the journey."""
    return _page(request, access_framework(signed_in(request), slug))


def _page(request: HtmxHttpRequest, framework: Framework, *, status: int = 200, **context: Any) -> HttpResponse:
    values = {
        "framework": framework,
        "here": "journey",
        "phases": phase_blocks(framework),
        "signs": sign_marks(framework.journey),
        "rows": activity_rows(framework),
        "expected": actions.fingerprint(active_pairs(framework)),
        "sharing": sharing(framework),
        "journey_form": JourneyForm(instance=framework.journey),
    }
    return page_or_fragment(request, PAGE, "stages", values | context, status=status)


def _stage(framework: Framework, key: str) -> Stage:
    stage = framework.journey.stages.filter(key=key).first()
    if stage is None:
        raise Http404(f"There is no stage “{key}” in this journey.")
    return stage


@author_view
@require_http_methods(["GET", "POST"])
def stage_new(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Add a stage to the journey."""
    framework = access_framework(signed_in(request), slug)
    phase = request.GET.get("phase", "")
    initial = {"phase": phase if phase in set(Phase) else Phase.AWARE}
    form = StageForm(posted(request), journey=framework.journey, initial=initial)
    if request.method == "POST" and form.is_valid():
        stage = actions.add_stage(signed_in(request), framework, form.cleaned_data)
        return _saved(request, framework, stage.key, f"“{stage.name}” is part of the journey.")
    return _form(request, framework, form)


@author_view
@require_http_methods(["GET", "POST"])
def stage_edit(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Edit a stage; a save over a newer version shows both and loses nothing."""
    framework = access_framework(signed_in(request), slug)
    stage = _stage(framework, key)
    form = StageForm(posted(request), instance=stage, journey=framework.journey)
    if request.method == "POST" and form.is_valid():
        try:
            version = posted_number(request, "version")
            actions.save_stage(signed_in(request), framework, stage, form.cleaned_data, expected_version=version)
        except StaleError as error:
            return _conflict(request, framework, form, error)
        return _saved(request, framework, key, f"“{form.cleaned_data['name']}” is saved.")
    return _form(request, framework, form, stage=stage, version=stage.version)


def _form(
    request: HtmxHttpRequest, framework: Framework, form: StageForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    stage = context.get("stage")
    values = {
        "framework": framework,
        "here": "journey",
        "form": form,
        "phase": form["phase"].value(),
        "sharing": sharing(framework),
        "uses": stage_uses(stage) if stage else (),
    }
    response = page_or_fragment(request, STAGE, "form", values | context, status=422 if form.errors else status)
    if request.method == "POST":
        return reswap(retarget(response, f"#form-{stage.key if stage else 'new'}"), "outerHTML")
    return response


def _conflict(request: HtmxHttpRequest, framework: Framework, form: StageForm, error: StaleError) -> HttpResponse:
    now: Stage | None = error.row
    theirs = differing(form, StageForm(instance=now, journey=framework.journey)) if now else []
    who = last_saved_by(framework, form.instance.key)
    found = {"stage": form.instance, "version": now.version if now else 0, "theirs": theirs, "who": who}
    return _form(request, framework, form, status=409, conflict=True, gone=now is None, **found)


def _saved(request: HtmxHttpRequest, framework: Framework, key: str, sentence: str) -> HttpResponse:
    if request.htmx:
        return _page(request, framework, focus=key, sentence=sentence)
    messages.success(request, sentence)
    return redirect(f"{reverse('journey_edit', args=[framework.slug])}#stage-{key}")


@author_view
@require_POST
def stage_move(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Move a stage one place up or down within its phase."""
    framework = access_framework(signed_in(request), slug)
    up = request.POST.get("direction") == "up"
    actions.move_stage(signed_in(request), framework, _stage(framework, key), step=-1 if up else 1)
    if request.htmx:
        return _page(request, framework, focus=key, moved="up" if up else "down")
    return redirect(f"{reverse('journey_edit', args=[slug])}#stage-{key}")


@author_view
@require_POST
def stage_delete(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Delete a stage, or say what still stands in it."""
    framework = access_framework(signed_in(request), slug)
    stage = _stage(framework, key)
    form = StageForm(instance=stage, journey=framework.journey)
    try:
        actions.delete_stage(signed_in(request), framework, stage)
    except InUseError as error:
        found = {"stage": stage, "version": stage.version, "refused": error.uses}
        return _form(request, framework, form, status=409, **found)
    except actions.LastStageError:
        return _form(request, framework, form, status=409, stage=stage, version=stage.version, last=True)
    return _saved(request, framework, "", f"“{stage.name}” is deleted.")


@author_view
@require_POST
def journey_activity(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Save who takes part in which stage."""
    framework = access_framework(signed_in(request), slug)
    wanted = {(name[1], name[2]) for name in (field.split(".") for field in request.POST) if len(name) == 3}
    try:
        expected = request.POST.get("expected", "")
        actions.save_activity(signed_in(request), framework, wanted, expected=expected)
    except StaleError:
        return _page(request, framework, status=409, stale=True, wanted=[f"on.{s}.{r}" for s, r in wanted])
    messages.success(request, "Who takes part is saved.")
    return redirect(f"{reverse('journey_edit', args=[slug])}#activity")


@author_view
@require_POST
def journey_rename(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Save the journey's name and description."""
    framework = access_framework(signed_in(request), slug)
    form = JourneyForm(request.POST, instance=access_framework(signed_in(request), slug).journey)
    if not form.is_valid():
        return _page(request, framework, status=422, journey_form=form)
    actions.rename_journey(signed_in(request), framework, form.cleaned_data)
    messages.success(request, "The journey is saved.")
    return redirect("journey_edit", slug)
