"""Talking about messages and cells: every act leads back to the thread it was about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from messaging.actions.comments import (
    add_comment,
    answer,
    correct_comment,
    delete_comment,
    reopen_thread,
    require_own,
    resolve_thread,
    see_thread,
)
from messaging.forms.comment import CommentForm, Writing
from messaging.forms.message import form_of
from messaging.mentions import named
from messaging.models import Comment, Framework
from messaging.permissions import Place, access_cell, access_comment, access_framework, access_message
from messaging.queries.comments import people_to_ask
from messaging.queries.message import message_value
from messaging.views.cell import cell_panel
from messaging.views.panel import comments_query, message_panel
from people.permissions import author_view, signed_in
from ui.http import HtmxHttpRequest


@author_view
@require_http_methods(["GET", "POST"])
def comment_message(request: HtmxHttpRequest, slug: str, key: str) -> HttpResponse:
    """Begin a thread on a message; who only comes by (the address of a refused form) is led to what is said."""
    row = access_message(signed_in(request), slug, key)
    return _begin(request, row.framework, row.key)


@author_view
@require_http_methods(["GET", "POST"])
def comment_cell(request: HtmxHttpRequest, slug: str, stage: str, role: str) -> HttpResponse:
    """Begin a thread on a cell; who only comes by is led to what is said."""
    framework = access_framework(signed_in(request), slug)
    return _begin(request, framework, access_cell(framework, stage, role))


def _begin(request: HtmxHttpRequest, framework: Framework, on: str | Place) -> HttpResponse:
    if request.method == "GET":
        return redirect(_address(request, framework.slug, on))
    people = people_to_ask()
    if "back" in request.POST:  # what a browser kept: to be looked at again, not said yet
        kept = CommentForm(people=people, initial=request.POST.dict())
        return _still_writing(request, framework, on, Writing("new", kept), status=200)
    form = CommentForm(request.POST, people=people)
    if not form.is_valid():
        return _still_writing(request, framework, on, Writing("new", form), status=422)
    told = form.cleaned_data
    comment = add_comment(actor=signed_in(request), framework=framework, on=on, text=told["text"], named=told["named"])
    return _to_comment(request, comment, at=comment.pk)


@author_view
@require_POST
def comment_answer(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer in a thread."""
    thread = _head(access_comment(signed_in(request), slug, pk))
    form = CommentForm(request.POST, people=people_to_ask())
    if not form.is_valid():
        return _still_writing(request, thread.framework, _on(thread), Writing("answer", form, thread.pk), status=422)
    told = form.cleaned_data
    comment = answer(actor=signed_in(request), thread=thread, text=told["text"], named=told["named"])
    return _to_comment(request, comment, at=comment.pk)


@author_view
@require_http_methods(["GET", "POST"])
def comment_edit(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show one's own words for correction, or keep the corrected ones."""
    user = signed_in(request)
    comment = access_comment(user, slug, pk)
    require_own(user, comment)
    people = people_to_ask()
    form = CommentForm(
        request.POST if request.method == "POST" else None, people=people, initial={"text": comment.text}
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _still_writing(request, comment.framework, _on(comment), Writing("edit", form, pk), status=status)
    told = form.cleaned_data
    before = named(comment.text, people)
    correct_comment(actor=user, comment=comment, text=told["text"], named=told["named"], named_before=before)
    return _to_comment(request, comment, at=pk)


@author_view
@require_POST
def comment_delete(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Delete one's own words."""
    comment = access_comment(signed_in(request), slug, pk)
    thread = _head(comment)
    gone = delete_comment(actor=signed_in(request), comment=comment)
    return _to_comment(request, thread, at=0 if gone else thread.pk)


@author_view
@require_POST
def thread_resolve(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Resolve a thread, or open it again."""
    thread = _head(access_comment(signed_in(request), slug, pk))
    act = reopen_thread if request.POST.get("reopen") else resolve_thread
    act(actor=signed_in(request), thread=thread)
    return _to_comment(request, thread, at=thread.pk)


@author_view
@require_POST
def thread_seen(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that one has read what one was asked."""
    thread = _head(access_comment(signed_in(request), slug, pk))
    see_thread(actor=signed_in(request), thread=thread)
    return _to_comment(request, thread, at=thread.pk)


def _head(comment: Comment) -> Comment:
    """Return the first remark of the comment's thread."""
    return comment.thread or comment


def _on(comment: Comment) -> str | Place:
    if comment.stage is None or comment.role is None:
        return comment.message_key
    return Place(comment.stage, comment.role)


def _to_comment(request: HtmxHttpRequest, comment: Comment, *, at: int) -> HttpResponse:
    """Lead back to where the act was done: the list of one's own work, or the place of the comment."""
    if request.POST.get("from") == "work":
        return redirect("my_work")
    return redirect(_address(request, comment.framework.slug, _on(comment), at))


def _address(request: HtmxHttpRequest, slug: str, on: str | Place, at: int = 0) -> str:
    """Return the address where the comments of the place stand."""
    place = ("message", [slug, on]) if isinstance(on, str) else ("cell", [slug, on.stage.key, on.role.key])
    return reverse(place[0], args=place[1]) + comments_query(request, at)


def _still_writing(
    request: HtmxHttpRequest, framework: Framework, on: str | Place, writing: Writing, *, status: int
) -> HttpResponse:
    """Answer with the place and the words as they were typed; a cell with messages is talked about beside the first."""
    key = on if isinstance(on, str) else _first_message(framework, on)
    if isinstance(on, Place) and not key:
        return cell_panel(request, framework, on, status=status, writing=writing)
    row = access_message(signed_in(request), framework.slug, key)
    form = form_of(message_value(row), row.version)
    return message_panel(request, row, form, tab="comments", status=status, writing=writing)


def _first_message(framework: Framework, place: Place) -> str:
    found = framework.messages.filter(stage=place.stage, role=place.role).order_by("order", "pk")
    return found.values_list("key", flat=True).first() or ""
