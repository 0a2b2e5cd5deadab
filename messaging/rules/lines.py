"""Where each value of a JSON text stands: JSON pointer → line. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


@dataclass
class _Open:
    """An object or a list that is not closed yet."""

    pointer: str
    is_list: bool
    index: int = 0
    key: str | None = None

    def next_pointer(self) -> str:
        part = str(self.index) if self.is_list else (self.key or "").replace("~", "~0").replace("/", "~1")
        return f"{self.pointer}/{part}"


def lines_of(text: str) -> dict[str, int]:
    """Return the line (from 1) on which each value of a sound JSON text begins."""
    lines = {"": 1}
    opened: list[_Open] = []
    line, seen = 1, 0
    for token in TOKEN.finditer(text):
        line += text.count("\n", seen, token.start())
        seen = token.start()
        _take(token.group(), line, opened, lines)
    return lines


def _take(part: str, line: int, opened: list[_Open], lines: dict[str, int]) -> None:
    if part in ("}", "]"):
        opened.pop()
    elif part == ",":
        opened[-1].index += 1
        opened[-1].key = None
    elif part != ":":
        if opened and not opened[-1].is_list and opened[-1].key is None:
            opened[-1].key = json.loads(part)
            return
        pointer = opened[-1].next_pointer() if opened else ""
        lines[pointer] = line
        if part in ("{", "["):
            opened.append(_Open(pointer, part == "["))


def line_at(lines: Mapping[str, int], pointer: str) -> int:
    """Return the line of the value, or of the nearest one around it that the text has."""
    while pointer and pointer not in lines:
        pointer = pointer.rpartition("/")[0]
    return lines.get(pointer, 1)
