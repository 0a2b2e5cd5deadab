"""What counts as a key and as text, for files, forms and rows alike, and words inside sentences. Pure: no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,59}$"
ADDRESS_WORDS = frozenset({"book", "role"})  # they stand in addresses where the key of a stage stands
ALLOWED_CONTROLS = "\n\t"


def control_character(text: str) -> str | None:
    """Return a sentence about the first control character or lone surrogate in the text, or None when it has none."""
    for position, char in enumerate(text, start=1):
        if unicodedata.category(char) in {"Cc", "Cs"} and char not in ALLOWED_CONTROLS:
            return f"Character {position} is an invisible control character (U+{ord(char):04X}). Remove it."
    return None


def free_key(wish: str, taken: Container[str], fallback: str = "item") -> str:
    """Return a key made from the wish that is not taken yet: `plant-manager`, `plant-manager-2`, …"""
    base = re.sub(r"[\s-]+", "-", re.sub(r"[^a-z0-9_\s-]", "", _plain_letters(wish)))[:50].strip("-_") or fallback
    if base not in taken and base not in ADDRESS_WORDS:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _plain_letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def in_sentence(title: str) -> str:
    """Return a role's title as it stands inside a sentence: “Plant manager” → “plant manager”, “OT lead” as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def listed(names: Iterable[str]) -> str:
    """Return “a, b and c”."""
    *most, last = list(names) or ["nothing"]
    return f"{', '.join(most)} and {last}" if most else last
