"""Template tags of the message editor."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from messaging.forms.message import MessageForm
from messaging.rules import Finding, Severity
from ui.plain import in_sentence

register = template.Library()
register.filter(in_sentence)


@register.simple_tag
def at(form: MessageForm, pointer: str, oob: bool = False) -> SafeString:
    """Render what is to be said about one place of the message: its error, its findings, or (mostly) nothing."""
    error, findings = form.errors.get(pointer, ""), form.findings.get(pointer)
    if not error and not findings:
        return _silent(pointer, oob)
    said = {"id": place_id(pointer), "error": error, "findings": findings}
    return format_html(AT[oob], place_id(pointer), render_to_string(TOLD, said))


@lru_cache(maxsize=200)
def _silent(pointer: str, oob: bool) -> SafeString:
    """Return a place with nothing to say: most are, at every pause in somebody's typing."""
    return format_html(AT[oob], place_id(pointer), "")


@register.simple_tag
def places(form: MessageForm) -> SafeString:
    """Render every place of a posted form, to be swapped beside the answer."""
    return format_html_join("", "{}", ((at(form, pointer, oob=True),) for pointer in form.places))


TOLD = "messaging/parts/at.html"
AT = (
    '<div class="at" id="{}" tabindex="-1">{}</div>',
    '<div class="at" id="{}" tabindex="-1" hx-swap-oob="true">{}</div>',
)


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
def box(finding: Finding) -> str:
    """Return the key that the fix of the finding ticks on the form, or nothing when the fix is another one."""
    fix = finding.fix
    return str(fix.value) if fix and fix.op == "add" and fix.path.endswith(("/results/-", "/wins/-")) else ""


@register.filter
def moment(at: dt.datetime) -> str:
    """Return a time as people say it: 09:41 today, 3 March this year, 3 March 2025 before."""
    local, now = timezone.localtime(at), timezone.localtime()
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%B}" if local.year == now.year else f"{local.day} {local:%B %Y}"
