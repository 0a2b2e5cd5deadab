"""From a JSON pointer to what it is about, by keys that survive reordering. Pure."""

from __future__ import annotations

from messaging.document import FrameworkDocument
from messaging.rules.finding import Subject

LIBRARY = ("proofs", "questions", "objections", "results")


def subject_of(document: FrameworkDocument, pointer: str) -> Subject:
    """Return the message, cell, role, stage or library entry a pointer leads to."""
    parts = pointer.strip("/").split("/")
    if parts[0] == "messages" and len(parts) > 1:
        message = document.messages[int(parts[1])]
        return Subject(message.key, message.stage, message.role)
    if parts[:2] == ["journey", "stages"] and len(parts) > 2:
        return Subject(stage=document.journey.stages[int(parts[2])].key)
    if parts[0] == "roles" and len(parts) > 1:
        return _of_role(document, parts)
    if parts[0] == "cell_notes" and len(parts) > 1:
        note = document.cell_notes[int(parts[1])]
        return Subject(stage=note.stage, role=note.role)
    return _of_library(document, parts)


def _of_role(document: FrameworkDocument, parts: list[str]) -> Subject:
    role = document.roles[int(parts[1])]
    if len(parts) > 3 and parts[2] == "active_stages":
        return Subject(stage=role.active_stages[int(parts[3])], role=role.key)
    if len(parts) > 3 and parts[2] == "concepts":
        return Subject(role=role.key, part="concepts", item=role.concepts[int(parts[3])].key)
    return Subject(role=role.key)


def _of_library(document: FrameworkDocument, parts: list[str]) -> Subject:
    if len(parts) > 1 and parts[0] in LIBRARY:
        return Subject(part=parts[0], item=getattr(document, parts[0])[int(parts[1])].key)
    if parts[:2] == ["offer", "alternatives"]:
        item = document.offer.alternatives[int(parts[2])].key if len(parts) > 2 else ""
        return Subject(part="alternatives", item=item)
    if parts[0] == "slots" and len(parts) > 1:
        return Subject(part="slots", item=document.slots[int(parts[1])].name)
    return Subject()
