"""Template tags of findings: one finding with its words, its place and what an author can do about it."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from messaging.mending import fix_token
from messaging.models import Framework
from messaging.rules import Finding, all_rules

register = template.Library()
register.filter(fix_token)
LIBRARY = ("proofs", "questions", "objections", "alternatives")


@register.filter
def quoting(found: Finding) -> str | SafeString:
    """Return the finding's sentence with the words it quotes marked as a quotation."""
    quoted = f"“{found.span.words}”" if found.span else ""
    before, mark, after = found.message.partition(quoted) if quoted else (found.message, "", "")
    return format_html("{}<q>{}</q>{}", before, found.span.words, after) if mark and found.span else found.message


@register.simple_tag
def finding_url(framework: Framework, found: Finding) -> str:
    """Return where an author mends the finding; nothing if only an administrator can."""
    subject = found.subject
    if subject.message:
        at = "/".join(found.field.split("/")[:3] if found.field.startswith("/talk_track") else [found.field])
        return f"{reverse('message', args=[framework.slug, subject.message])}#at{at.replace('/', '-')}"
    if subject.stage and subject.role:
        return reverse("cell", args=[framework.slug, subject.stage, subject.role])
    if subject.part in LIBRARY:
        if subject.item:
            return reverse("library_item", args=[framework.slug, subject.part, subject.item])
        return reverse("library", args=[framework.slug, subject.part])
    if subject.part == "slots":
        return reverse("library", args=[framework.slug, "slots"])
    return ""


@register.filter
def mend_words(found: Finding) -> str:
    """Return the words of the link that leads to the place."""
    subject = found.subject
    if subject.message:
        return "Open the sentence" if found.field.startswith("/talk_track/") else "Open the message"
    if subject.stage and subject.role:
        return "Open the cell"
    return "Open the entry"


@register.filter
def may_be_waived(found: Finding) -> bool:
    return all_rules()[found.code].waivable


@register.simple_tag
def waiver_token(found: Finding) -> str:
    return f"{found.code} {found.subject.token}"
