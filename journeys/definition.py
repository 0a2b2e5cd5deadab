"""What a stage says: the words that sales and marketing sign, as one value with one hash. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Definition:
    """A stage's definition; stages and roles by their keys, so that a new title is no new definition."""

    phase: str
    name: str
    goal: str
    customer_does: tuple[str, ...]
    evidence: str
    internal_stage: str
    may_return_to: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def hash(self) -> str:
        """Return the sha256 (hex) of the definition: who signs, signs this."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()
