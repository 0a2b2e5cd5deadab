"""What stands in cells: lists one a line, names of things, and what a workbook may hold instead of a text."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

CONTINUED = "↳"  # begins a further line of the same entry
BLANK = "⏎"  # stands for an empty first line of an entry
MARKED = re.compile(rf"^(?=\\*[{CONTINUED}{BLANK}])", re.MULTILINE)  # a backslash takes the meaning of a mark away


@dataclass(frozen=True)
class Odd:
    """What a cell holds when it is no value: a formula, or an error that a formula left."""

    what: str


Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Odd | None


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read: rows of values, the first of them the heads; `merged` and `hidden` say what else."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[str, ...] = ()
    hidden: int = 0
    rows_left_out: bool = False
    columns_left_out: bool = False


def join_lines(entries: Iterable[str]) -> str:
    """Return the entries one a line; a line break inside an entry becomes a continued line."""
    return "\n".join(_joined(MARKED.sub(r"\\", entry)) for entry in entries)


def _joined(entry: str) -> str:
    first = BLANK if entry.startswith("\n") else ""
    return first + entry.replace("\n", f"\n{CONTINUED}")


def split_lines(text: str) -> list[str]:
    """Return the entries of a cell; empty lines are none."""
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith(CONTINUED) and entries:
            entries[-1] += "\n" + _plain(line[1:])
        elif line:
            entries.append("" if line == BLANK else _plain(line))
    return entries


def _plain(line: str) -> str:
    return line[1:] if re.match(rf"\\+[{CONTINUED}{BLANK}]", line) else line


class Names:
    """The entries of one sheet by key and by what people call them."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.names: dict[str, str] = dict(entries)
        self.keys: dict[str, list[str]] = defaultdict(list)
        for key, name in self.names.items():
            self.keys[_folded(name)].append(key)

    def find(self, text: str) -> list[str]:
        """Return the keys that the text may stand for: a key itself, or everything of that name."""
        wish = text.strip()
        return [wish] if wish in self.names else self.keys.get(_folded(text), [])

    def shown(self, key: str) -> str:
        """Return the name that leads back to the key, or the key where the name would not."""
        name = self.names.get(key, "")
        plain = name.strip() and "\n" not in name
        return name if plain and self.find(name) == [key] else key


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
