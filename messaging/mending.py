"""Carrying out the mechanical fix of a finding on one message. Pure: saving is for the actions."""

from __future__ import annotations

from collections.abc import Iterable

from messaging import document as d
from messaging.rules import Finding
from messaging.rules.pointers import patched


def fix_token(finding: Finding) -> str:
    """Name a finding of one message, so that a button can ask for its fix."""
    start = finding.span.start if finding.span else 0
    return f"{finding.code}{finding.field}:{start}"


def mended(value: d.ValueMessage, findings: Iterable[Finding], token: str) -> d.ValueMessage | None:
    """Return the message with the fix of the named finding carried out, or None when there is no such fix now."""
    wanted = next((found for found in findings if found.fix and fix_token(found) == token), None)
    if wanted is None or wanted.fix is None:
        return None
    path = "/" + "/".join(wanted.fix.path.split("/")[3:])
    data = patched(value.model_dump(mode="json"), wanted.fix.op, path, wanted.fix.value)
    return d.ValueMessage.model_validate(data)


def with_message(document: d.FrameworkDocument, value: d.ValueMessage) -> d.FrameworkDocument:
    """Return the document with the message in the place of the one with its key."""
    messages = tuple(value if message.key == value.key else message for message in document.messages)
    return document.model_copy(update={"messages": messages})
