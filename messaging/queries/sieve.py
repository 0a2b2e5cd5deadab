"""Which messages the matrix brings forward: by role level, owner, kind and findings, all at once. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from journeys.phases import MessageKind
from stakeholders.terms import Level

SEVERITIES = ("block", "warn", "note")
NOBODY = "nobody"


@dataclass(frozen=True)
class Sieve:
    """What was chosen; an empty choice lets everything through. `owner` is a person's number in words, or nobody."""

    level: str = ""
    owner: str = ""
    kind: str = ""
    severity: str = ""

    @property
    def query(self) -> str:
        """Return the choices as an address carries them."""
        return urlencode(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in asdict(self).items() if value]

    @property
    def keep(self) -> str:
        """Return the query string that keeps the choices from page to page."""
        return f"?{self.query}" if self.query else ""

    @property
    def and_keep(self) -> str:
        """Return the same for an address that has a query already."""
        return f"&{self.query}" if self.query else ""

    @property
    def about_messages(self) -> bool:
        return bool(self.owner or self.kind or self.severity)

    @property
    def chosen(self) -> int:
        return len(self.pairs)

    def takes(self, owner: str, kind: str, severities: frozenset[str]) -> bool:
        """Return whether a message of that owner and kind, with findings that heavy, comes through."""
        return (
            self.owner in ("", owner) and self.kind in ("", kind) and (not self.severity or self.severity in severities)
        )


def read_sieve(query: Mapping[str, str]) -> Sieve:
    """Return the choices in an address; what is none of the choices is left out."""
    level, owner = query.get("level", ""), query.get("owner", "")
    kind, severity = query.get("kind", ""), query.get("severity", "")
    return Sieve(
        level if level in set(Level) else "",
        owner if owner == NOBODY or (owner.isascii() and owner.isdigit() and len(owner) < 10) else "",
        kind if kind in set(MessageKind) else "",
        severity if severity in SEVERITIES else "",
    )
