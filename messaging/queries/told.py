"""Findings with the words for where they are, as a list tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from messaging.document import FrameworkDocument
from messaging.models import Waiver
from messaging.rules import Finding, Severity

MARKS = {Severity.ERROR: "block", Severity.WARNING: "warn", Severity.INFO: "note"}
FIELDS = {
    "headline": "headline",
    "so_what": "so what",
    "concedes": "acknowledged strength",
    "best": "best next step",
    "minimum": "minimum next step",
    "talk_track": "talk track",
    "review_by": "review date",
    "capabilities": "capabilities",
    "alternative": "alternative",
}


@dataclass(frozen=True)
class Told:
    """A finding with the words for its place."""

    finding: Finding
    place: str
    phase: str = ""
    number: int = 0
    owner: str = ""
    waiver: Waiver | None = None

    @property
    def mark(self) -> str:
        return MARKS[self.finding.severity]


def tell(
    document: FrameworkDocument, findings: Iterable[Finding], waived: Iterable[tuple[Finding, Waiver]] = ()
) -> list[Told]:
    """Return findings with their places, the heaviest first, each weight in the order of the journey."""
    teller = _Teller(document)
    told = [teller.tell(finding) for finding in findings] + [teller.tell(*pair) for pair in waived]
    return sorted(told, key=lambda item: (item.waiver is not None, item.finding.severity.rank, item.number or 99))


def in_a_sentence(told: Told) -> str:
    """Return a finding in one line, for a shell or a refusal."""
    place = f"{told.place}: " if told.place else ""
    return f"{place}{told.finding.name}. {told.finding.message} ({told.finding.code})"


def as_note(told: Told) -> dict[str, str]:
    """Return a waived finding as a release keeps it, in words that need nothing else to be read."""
    assert told.waiver is not None
    return {
        "code": told.finding.code,
        "name": told.finding.name,
        "place": told.place,
        "message": told.finding.message,
        "reason": told.waiver.reason,
        "by": told.waiver.by.name if told.waiver.by else "",
        "until": told.waiver.until.isoformat(),
    }


class _Teller:
    """Knows the names of a document's stages, roles and messages."""

    def __init__(self, document: FrameworkDocument) -> None:
        self.stages = {stage.key: (i, stage) for i, stage in enumerate(document.journey.stages, start=1)}
        self.roles = {role.key: role.title for role in document.roles}
        self.messages = {message.key: message for message in document.messages}

    def tell(self, finding: Finding, waiver: Waiver | None = None) -> Told:
        subject = finding.subject
        number, stage = self.stages.get(subject.stage, (0, None))
        message = self.messages.get(subject.message)
        words = [stage.name if stage else "", self.roles.get(subject.role, "")]
        if message:
            words += [f"“{message.headline}”", field_words(finding)]
        place = ", ".join(word for word in words if word)
        phase, owner = stage.phase.value if stage else "", message.owner or "" if message else ""
        return Told(finding, place, phase, number, owner, waiver)


def field_words(finding: Finding) -> str:
    """Return how a person calls the field of a message: “sentence 3”, “best next step”."""
    parts = finding.field.strip("/").split("/")
    if parts[0] == "talk_track" and len(parts) > 1:
        return f"sentence {int(parts[1]) + 1}"
    return FIELDS.get(parts[1] if parts[0] == "next_step" and len(parts) > 1 else parts[0], parts[0])
