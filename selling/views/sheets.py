"""Sheets on screen: the same values that the paper is made of, read from the release in use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from people.permissions import reader_view, signed_in
from selling.finder import meeting
from selling.papers import Papers
from selling.permissions import Reading, access_reading
from selling.screen import narrowed, path_of, want_of
from sheets.terms import SheetKind
from sheets.view import book_view, cell_view, role_view, stage_view


def _show(request: HttpRequest, template: str, reading: Reading, papers: Papers, **context: Any) -> HttpResponse:
    today: dt.date = timezone.localdate()
    shared = {
        "nav": "prepare",
        "release": reading.release,
        "framework": reading.release.framework,
        "papers": papers,
        "today": today,
    }
    return render(request, template, shared | context)


@require_safe
@reader_view
@gzip_page
def sheet(request: HttpRequest, slug: str, stage: str, role: str) -> HttpResponse:
    reading = access_reading(signed_in(request), slug, stage=stage, role=role)
    return _show(
        request,
        "selling/sheet.html",
        reading,
        Papers.of_stage(reading.release, stage),
        view=cell_view(reading.index, stage, role),
        want=want_of(reading.index, stage, role),
        path=path_of(reading.index, stage, role),
        misses=meeting(reading.index, stage, [role]).misses,
    )


@require_safe
@reader_view
@gzip_page
def stage_sheet(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Show the talk track of a stage: every role, or those asked for by `?role=`."""
    reading = access_reading(signed_in(request), slug, stage=stage)
    chosen = [role for role in request.GET.getlist("role") if role in reading.index.roles]
    index = narrowed(reading.index, chosen) if chosen else reading.index
    return _show(
        request,
        "selling/stage.html",
        reading,
        Papers.of_stage(reading.release, stage),
        view=stage_view(index, stage),
        everybody=not chosen,
        path=path_of(reading.index, stage),
    )


@require_safe
@reader_view
@gzip_page
def role_sheet(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    reading = access_reading(signed_in(request), slug, role=role)
    papers = Papers.of_kind(reading.release, SheetKind.ROLE)
    return _show(request, "selling/role.html", reading, papers, view=role_view(reading.index, role))


@require_safe
@reader_view
@gzip_page
def book(request: HttpRequest, slug: str) -> HttpResponse:
    reading = access_reading(signed_in(request), slug)
    papers = Papers.of_kind(reading.release, SheetKind.BOOK)
    return _show(request, "selling/book.html", reading, papers, view=book_view(reading.index))
