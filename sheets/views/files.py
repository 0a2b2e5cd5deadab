"""The files themselves: checked at click time, named for people, logged."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from people.permissions import reader_view, signed_in
from sheets import store
from sheets.actions.hand_out import hand_out, replace_lost
from sheets.models import Artifact, Sheet
from sheets.naming import file_name
from sheets.permissions import access_sheet
from ui.http import HtmxHttpRequest


@reader_view
@require_safe
def sheet_file(request: HtmxHttpRequest, pk: int, filename: str) -> HttpResponse:
    """Hand out a sheet's file. The name in the URL is for people; the key of the row decides."""
    sheet = access_sheet(signed_in(request), pk)
    if not Artifact.objects.filter(content_key=sheet.content_key).exists():
        raise Http404("This file is still being made. Try again in a minute.")
    etag = f'"{sheet.content_key}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or cast(HttpResponse, _file(sheet))
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    if unchanged is None and request.method == "GET":
        hand_out(actor=signed_in(request), sheet=sheet)
    return response


def _file(sheet: Sheet) -> FileResponse:
    try:
        file = store.open_file(sheet.content_key)
    except FileNotFoundError:
        replace_lost(sheet=sheet)
        raise Http404("This file was lost and is being made again. Try again in a minute.") from None
    return FileResponse(file, as_attachment=True, filename=f"{file_name(sheet)}.pdf", content_type="application/pdf")
