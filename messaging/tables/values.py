"""One cell → the value of its field, or a sentence that says what to write instead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from messaging.tables.cells import Names, Odd, Value, split_lines
from messaging.tables.columns import BY_NAME, Column, Holds
from stakeholders.terms import Term

YES = frozenset({"yes", "y", "true", "x", "1", "ja", "oui"})
NO = frozenset({"", "no", "n", "false", "0", "nein", "non"})
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_LISTED = 12


class Refused(Exception):  # noqa: N818  # it is an answer, not a failure
    """A cell that cannot be taken; the words say what to write."""


def read_value(value: Value, column: Column, names: Mapping[str, Names]) -> Any:
    """Return what the cell says, as the framework file has it; None for an empty cell that names nothing."""
    if isinstance(value, Odd):
        raise Refused(value.what)
    match column.holds:
        case Holds.DATE:
            return _date(value)
        case Holds.YES_NO:
            return _yes(value)
        case Holds.TEXT:
            return text_of(value) or (None if column.default else "")
        case Holds.LINES:
            return split_lines(text_of(value))
        case Holds.TERM | Holds.TERMS:
            return _terms(text_of(value), column)
        case Holds.ONE:
            return _one(text_of(value), column, names[column.of])
        case Holds.SOME:
            return [_named(line, column, names[column.of]) for line in text_of(value).split("\n") if line.strip()]


def text_of(value: Value) -> str:
    """Return the cell's text; a number counts as the digits that were typed."""
    if isinstance(value, Odd):
        raise Refused(value.what)
    if isinstance(value, bool):
        raise Refused(f"The cell holds the truth value {str(value).upper()}. Format it as text and type the word.")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise Refused(f"The spreadsheet made a date or time of this ({value}). Format the cell as text and type it.")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def _date(value: Value) -> str | None:
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise Refused(f"This is a moment ({value:%Y-%m-%d %H:%M}), not a day. Leave out the time.")
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value or "").strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat() if DAY.fullmatch(text) else _no_date(text)
    except ValueError:
        return _no_date(text)


def _no_date(text: str) -> str:
    raise Refused(f"“{text[:40]}” is not a date. Write it as 2025-12-31.")


def _yes(value: Value) -> bool:
    text = str(int(value) if isinstance(value, float) else "" if value is None else value).strip().casefold()
    if text not in YES | NO:
        raise Refused(f"“{text[:40]}” is neither yes nor no. Write one of the two.")
    return text in YES


def _terms(text: str, column: Column) -> Any:
    assert column.term is not None
    if column.holds is Holds.TERMS:
        return [_term(line, column.term) for line in text.split("\n") if line.strip()]
    if not text.strip() and column.default:
        return None
    return _term(text, column.term)


def _term(text: str, term: type[Term]) -> str:
    wish = " ".join(text.split()).casefold()
    found = next((each for each in term if wish in (each.value, each.label.casefold())), None)
    if found is None:
        listed = ", ".join(each.label for each in term)
        said = f"“{text.strip()[:60]}” is not in the list" if wish else "This is empty"
        raise Refused(f"{said}. Choose one of: {listed}.")
    return found.value


def _one(text: str, column: Column, names: Names) -> str | None:
    if text:
        return _named(text, column, names)
    if column.needed:
        raise Refused(f"This is empty. Name a {BY_NAME[column.of].one} of the sheet “{column.of}”.")
    return None


def _named(text: str, column: Column, names: Names) -> str:
    found = names.find(text)
    one = BY_NAME[column.of].one
    if len(found) > 1:
        raise Refused(
            f"{len(found)} {one}s are called “{text.strip()[:60]}”. Write the key of one: {', '.join(found)}."
        )
    if not found:
        raise Refused(f"There is no {one} “{text.strip()[:60]}” in the sheet “{column.of}”. {_meant(text, names)}")
    return found[0]


def _meant(text: str, names: Names) -> str:
    known = {name.casefold(): name for name in (*names.names.values(), *names.names) if name}
    close = get_close_matches(text.strip().casefold(), known, n=1, cutoff=0.7)
    if close:
        return f"Did you mean “{known[close[0]][:80]}”?"
    if not names.names:
        return "That sheet is empty: add it there first."
    listed = [name[:40] if name else key for key, name in names.names.items()]
    more = f" and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
    return f"It has: {', '.join(listed[:MOST_LISTED])}{more}."
