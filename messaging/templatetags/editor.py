"""Template tags of the message editor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone

from messaging.forms.message import MessageForm
from messaging.rules import Finding, Severity
from ui.plain import in_sentence

register = template.Library()
register.filter(in_sentence)


@register.inclusion_tag("messaging/parts/at.html")
def at(form: MessageForm, pointer: str, oob: bool = False) -> dict[str, Any]:
    """Render what is to be said about one place of the message: its error, or nothing."""
    return {
        "id": place_id(pointer),
        "error": form.errors.get(pointer, ""),
        "findings": form.findings.get(pointer),
        "oob": oob,
    }


@register.filter
def place_id(pointer: str) -> str:
    """Return the id of the region that tells about a JSON pointer."""
    return f"at{pointer.replace('/', '-')}"


@register.filter
def wrong(form: MessageForm, pointer: str) -> bool:
    """Return whether the place has an error."""
    return pointer in form.errors


SEVERITY = {Severity.ERROR: "block", Severity.WARNING: "warn", Severity.INFO: "note"}


@register.filter
def sev(finding: Finding) -> str:
    """Return the name the stylesheet and the icons have for how heavy a finding is."""
    return SEVERITY[finding.severity]


@register.filter
def at_field(pointer: str) -> str:
    """Return the place on the form for a pointer into the document: /messages/3/headline → /headline."""
    return "/" + "/".join(pointer.split("/")[3:])


@register.filter
def new_text(finding: Finding) -> str:
    """Return the whole text that the finding offers for its field, or nothing."""
    fix = finding.fix
    fits = fix is not None and fix.op == "replace" and isinstance(fix.value, str) and fix.path == finding.pointer
    return fix.value if fix and fits else ""


@register.filter
def moment(at: dt.datetime) -> str:
    """Return a time as people say it: 09:41 today, 3 March this year, 3 March 2025 before."""
    local, now = timezone.localtime(at), timezone.localtime()
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%B}" if local.year == now.year else f"{local.day} {local:%B %Y}"
