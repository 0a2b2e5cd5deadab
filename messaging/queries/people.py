"""Who here is meant by the e-mail addresses in a file."""

from __future__ import annotations

from messaging import document as d
from people.models import User


def people_by_email(document: d.FrameworkDocument) -> dict[str, User]:
    """Return the people here whom the document names as owners, by lower-case e-mail address."""
    return {user.email: user for user in User.objects.filter(email__in=_owners(document))}


def strangers(document: d.FrameworkDocument) -> list[str]:
    """Return the owners that the document names and nobody here has: what they own comes without an owner."""
    return sorted(_owners(document) - people_by_email(document).keys())


def _owners(document: d.FrameworkDocument) -> set[str]:
    """Return the lower-case addresses of who owns a message or has to close a gap."""
    owners = [*(message.owner for message in document.messages), *(note.owner for note in document.cell_notes)]
    return {owner.lower() for owner in owners if owner}
