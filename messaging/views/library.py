"""The library: one list and one form for proofs, questions, objections, capabilities and alternatives."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from messaging.actions.library import InUseError, StaleError, add_item, delete_item, move_item, save_item
from messaging.forms.base import differing
from messaging.forms.library import FORMS, ItemForm
from messaging.library import PARTS, ROW_PARTS, Part
from messaging.models import Framework
from messaging.permissions import access_framework
from messaging.queries.inheritance import part_marks
from messaging.queries.library import entries, last_saved_by, sizes, uses
from messaging.views.rows import rows_page
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest, page_or_fragment, posted, posted_number

LIST, ITEM = "messaging/library.html", "messaging/library_item.html"


@author_view
@require_http_methods(["GET", "POST"])
def library(request: HtmxHttpRequest, slug: str, part: str) -> HttpResponse:
    """Show one part's entries, those that hold every searched word; a short list is shown and saved as a whole."""
    if part in ROW_PARTS:
        return rows_page(request, access_framework(signed_in(request), slug), ROW_PARTS[part])
    framework, kind = _access(request, slug, part)
    return _list(request, framework, kind)


def _access(request: HtmxHttpRequest, slug: str, part: str) -> tuple[Framework, Part]:
    framework = access_framework(signed_in(request), slug)
    if part not in PARTS:
        raise Http404(f"The library has no part “{part}”.")
    return framework, PARTS[part]


def _item(framework: Framework, kind: Part, key: str) -> Any:
    item = kind.model.objects.filter(framework=framework, key=key).first()
    if item is None:
        raise Http404(f"There is no {kind.one} “{key}” in this framework.")
    return item


def _list(
    request: HtmxHttpRequest, framework: Framework, kind: Part, *, status: int = 200, **context: Any
) -> HttpResponse:
    search = _search(request)
    found = {"entries": entries(framework, kind, search), "marks": part_marks(framework, kind.slug)}
    values = _frame(framework, kind) | {"search": search} | found | context
    return page_or_fragment(request, LIST, "entries", values, status=status)


def _search(request: HtmxHttpRequest) -> str:
    return request.GET.get("q", "")[:200].strip()


def _frame(framework: Framework, kind: Part) -> dict[str, Any]:
    return {
        "framework": framework,
        "part": kind,
        "parts": sizes(framework),
        "here": "library",
        "today": timezone.localdate(),
    }


@author_view
@require_http_methods(["GET", "POST"])
def library_new(request: HtmxHttpRequest, slug: str, part: str) -> HttpResponse:
    """Write a new entry."""
    framework, kind = _access(request, slug, part)
    form = FORMS[part](posted(request), framework=framework)
    if request.method == "POST" and form.is_valid():
        item = add_item(signed_in(request), framework, kind.model, form.cleaned_data)
        return _saved(request, framework, kind, item.key, f"The {kind.one} is in the library.")
    return _form(request, framework, kind, form)


@author_view
@require_http_methods(["GET", "POST"])
def library_item(request: HtmxHttpRequest, slug: str, part: str, key: str) -> HttpResponse:
    """Edit an entry; a save over a newer version shows both and loses nothing."""
    framework, kind = _access(request, slug, part)
    item = _item(framework, kind, key)
    form = FORMS[part](posted(request), instance=item, framework=framework)
    if request.method == "POST" and form.is_valid():
        try:
            version = posted_number(request, "version")
            save_item(signed_in(request), framework, item, form.cleaned_data, expected_version=version)
        except StaleError as error:
            return _conflict(request, framework, kind, form, error)
        return _saved(request, framework, kind, key, f"The {kind.one} is saved.")
    return _form(request, framework, kind, form, item=item, version=item.version)


def _form(
    request: HtmxHttpRequest, framework: Framework, kind: Part, form: ItemForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    item = context.get("item")
    values = _frame(framework, kind) | {
        "form": form,
        "search": _search(request),
        "uses": uses(item) if item else (),
        **context,
    }
    response = page_or_fragment(request, ITEM, "form", values, status=422 if form.errors else status)
    if request.method == "POST":
        return reswap(retarget(response, f"#form-{item.key if item else 'new'}"), "outerHTML")
    return response


def _conflict(
    request: HtmxHttpRequest, framework: Framework, kind: Part, form: ItemForm, error: StaleError
) -> HttpResponse:
    """Answer 409 with what was typed in the form and what stands in the row now beside it."""
    now = FORMS[kind.slug](instance=error.row, framework=framework) if error.row else None
    return _form(
        request,
        framework,
        kind,
        form,
        status=409,
        item=form.instance,
        version=error.row.version if error.row else 0,
        conflict=True,
        gone=error.row is None,
        theirs=differing(form, now) if now else [],
        who=last_saved_by(framework, form.instance.key),
    )


def _saved(request: HtmxHttpRequest, framework: Framework, kind: Part, key: str, sentence: str) -> HttpResponse:
    if request.htmx:
        return _list(request, framework, kind, focus=key, sentence=sentence)
    messages.success(request, sentence)
    return _back(request, framework, kind, key)


def _back(request: HtmxHttpRequest, framework: Framework, kind: Part, key: str = "") -> HttpResponse:
    """Redirect to the list, still searched, at the entry."""
    search = f"?{urlencode({'q': _search(request)})}" if _search(request) else ""
    return redirect(f"{reverse('library', args=[framework.slug, kind.slug])}{search}{f'#item-{key}' if key else ''}")


@author_view
@require_POST
def library_delete(request: HtmxHttpRequest, slug: str, part: str, key: str) -> HttpResponse:
    """Delete an entry, or say what still draws on it."""
    framework, kind = _access(request, slug, part)
    item = _item(framework, kind, key)
    try:
        delete_item(signed_in(request), framework, item)
    except InUseError as error:
        return _form(
            request,
            framework,
            kind,
            FORMS[part](instance=item, framework=framework),
            status=409,
            item=item,
            version=item.version,
            refused=error.uses,
        )
    sentence = f"The {kind.one} is deleted."
    if request.htmx:
        return _list(request, framework, kind, sentence=sentence)
    messages.success(request, sentence)
    return _back(request, framework, kind)


@author_view
@require_POST
def library_move(request: HtmxHttpRequest, slug: str, part: str, key: str) -> HttpResponse:
    """Move an entry one place up or down."""
    framework, kind = _access(request, slug, part)
    up = request.POST.get("direction") == "up"
    move_item(signed_in(request), framework, _item(framework, kind, key), step=-1 if up else 1)
    if request.htmx:
        return _list(request, framework, kind, focus=key, moved="up" if up else "down")
    return _back(request, framework, kind, key)
