"""Who here is meant by the e-mail addresses in a file."""

from __future__ import annotations

from messaging import document as d
from people.models import User


def people_by_email(document: d.FrameworkDocument) -> dict[str, User]:
    """Return the people here whom the document names as owners, by lower-case e-mail address."""
    emails = {message.owner.lower() for message in document.messages if message.owner}
    return {user.email: user for user in User.objects.filter(email__in=emails)}


def strangers(document: d.FrameworkDocument) -> list[str]:
    """Return the owners that the document names and nobody here has: their messages come without an owner."""
    known = people_by_email(document)
    named = {message.owner.lower() for message in document.messages if message.owner}
    return sorted(named - known.keys())
