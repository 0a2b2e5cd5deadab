"""Variants of a framework: begin one, see what the base says by now, take it or keep one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from messaging.actions.compose import StaleMessageError
from messaging.actions.inherit import BaseMovedError, create_variant, detach, keep
from messaging.actions.library import InUseError, StaleError
from messaging.actions.take import NotTakenError, take, take_all
from messaging.assembly import assemble
from messaging.forms.framework import VariantForm
from messaging.forms.message import form_of
from messaging.inheritance import Ref, State
from messaging.languages import language_name
from messaging.models import Framework
from messaging.permissions import access_framework, access_message, access_variant
from messaging.queries.inheritance import read_lineage
from messaging.queries.message import message_value
from messaging.queries.moves import Moves
from messaging.reading import DocumentError
from messaging.views.matrix import keep_filters
from messaging.views.panel import message_panel
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, page_or_fragment, posted, posted_number

STALE = "Somebody changed this here a moment ago. Look at it again, then decide."
OUTLIVED = (
    "The journey or a role has changed since release {number} was published, and no longer has all that the release "
    "refers to. Publish the base again, then begin the variant."
)


@author_view
@require_http_methods(["GET", "POST"])
def variant_new(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Begin a variant of a framework, or say that its release comes first."""
    base = access_framework(signed_in(request), slug)
    form = VariantForm(posted(request) if base.live_release else None, base=base)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "code"}
        try:
            variant = create_variant(actor=signed_in(request), base=base, **values)
        except DocumentError:
            number = base.live_release.number if base.live_release else 0
            form.add_error(None, OUTLIVED.format(number=number))
        else:
            messages.success(request, f"“{variant.title}” inherits everything from “{base.title}”.")
            return redirect("matrix", variant.slug)
    context = {"framework": base, "form": form, "here": "settings"}
    return render(request, "messaging/variant_new.html", context, status=422 if form.errors else 200)


@author_view
@require_safe
def base(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show how the variant stands to its base, and where the base asks for a decision."""
    return _page(request, access_variant(signed_in(request), slug))


def _page(request: HtmxHttpRequest, framework: Framework, *, status: int = 200, **context: Any) -> HttpResponse:
    lineage = read_lineage(framework, assemble(framework))
    assert lineage is not None  # access_variant saw to it
    found, written = lineage.inheritance, [m.key for m in lineage.own.messages]
    marks = [found.of("messages", key) for key in written]
    states = [mark.state for mark in marks if mark]
    values = {
        "framework": framework,
        "here": "base",
        "lineage": lineage,
        "moves": Moves(lineage),
        "untouched": len(found.untouched),
        "counts": [(state, len(found.refs(state))) for state in State],
        "languages": (language_name(lineage.own.language), language_name(lineage.base.language)),
        "messages_count": len(written),
        "translated": len(states) - states.count(State.INHERITED),
        "lagging": sum(mark.behind for mark in marks if mark),
    }
    return page_or_fragment(request, "messaging/base.html", "state", values | context, status=status)


TAKEN, KEPT = "taken from the base", "kept as it is here"
SAID = {"take": TAKEN, "take-untouched": TAKEN, "take-new": TAKEN, "keep": KEPT, "keep-all": KEPT}


def _carry_out(wish: str, request: HtmxHttpRequest, framework: Framework, refs: list[Ref]) -> int:
    """Do what was wished and return how many parts it concerned."""
    release, seen = posted_number(request, "release"), dict.fromkeys(refs, posted_number(request, "version"))
    common: Any = {"actor": signed_in(request), "framework": framework, "release": release}
    if wish == "take":
        return take(**common, refs=refs, seen=seen)
    if wish == "take-untouched":
        return take_all(**common, which="untouched")
    if wish == "take-new":
        return take_all(**common, which="new")
    return keep(**common, refs=refs if wish == "keep" else None)


@author_view
@require_POST
def base_decide(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Take what the base says or keep what the variant says: one part, or all of a kind."""
    framework = access_variant(signed_in(request), slug)
    wish = request.POST.get("do", "")
    if wish not in SAID:
        return HttpResponseBadRequest("This form is not complete. Go back and try again.")
    part, _, key = request.POST.get("ref", "").partition("/")
    refs = [Ref(part, key)] if key else []
    try:
        count = _carry_out(wish, request, framework, refs)
    except BaseMovedError as error:
        return _refused(request, framework, refs, _moved(error), status=409)
    except (StaleMessageError, StaleError):
        return _refused(request, framework, refs, STALE, status=409)
    except InUseError as error:
        return _refused(request, framework, refs, _in_use(error), status=409)
    except NotTakenError as error:
        return _refused(request, framework, refs, str(error), status=422)
    except ValidationError as error:
        return _refused(request, framework, refs, " ".join(error.messages), status=422)
    sentence = f"{count} part{'' if count == 1 else 's'} {SAID[wish]}."
    return _decided(request, access_variant(signed_in(request), slug), refs, sentence)


def _moved(error: BaseMovedError) -> str:
    if not error.number:
        return "The base has no release in use any more, so there is nothing to take."
    return f"The base has put release {error.number} in use meanwhile. Look at what it says now, then decide."


def _in_use(error: InUseError) -> str:
    words = "; ".join(f"“{words}”" for _, words in error.uses[:3])
    return f"It stays: {words} still use{'s' if len(error.uses) == 1 else ''} it. Take it out there first."


def _from_panel(request: HtmxHttpRequest, framework: Framework, refs: list[Ref]) -> bool:
    """Return whether the decision came from the panel of a message that is still there."""
    asked = request.POST.get("back") == "message" and bool(refs)
    return asked and framework.messages.filter(key=refs[0].key).exists()


def _decided(request: HtmxHttpRequest, framework: Framework, refs: list[Ref], sentence: str) -> HttpResponse:
    if _from_panel(request, framework, refs):
        return redirect(reverse("message", args=[framework.slug, refs[0].key]) + keep_filters(request))
    if request.POST.get("back") == "message":
        return redirect(reverse("matrix", args=[framework.slug]) + keep_filters(request))
    if request.htmx:
        return _page(request, framework, sentence=sentence)
    messages.success(request, sentence)
    return redirect("base", framework.slug)


def _refused(
    request: HtmxHttpRequest, framework: Framework, refs: list[Ref], sentence: str, *, status: int
) -> HttpResponse:
    """Say why nothing was decided, where it was asked."""
    framework = access_variant(signed_in(request), framework.slug)
    if _from_panel(request, framework, refs):
        row = access_message(signed_in(request), framework.slug, refs[0].key)
        form = form_of(message_value(row), row.version)
        form.errors["/"] = sentence
        return message_panel(request, row, form, status=status)
    return _page(request, framework, status=status, refused=sentence)


@author_view
@require_POST
def base_detach(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Part the variant from its base."""
    framework = access_variant(signed_in(request), slug)
    detach(actor=signed_in(request), framework=framework)
    messages.success(request, f"“{framework.title}” is a framework of its own now. Every word of it stays.")
    return redirect("framework_settings", slug)
