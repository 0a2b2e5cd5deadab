"""What is sound in a file with faults, so that one reading tells of faults in form and of dangling references. Pure."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from messaging.document import FrameworkDocument

Location = tuple[int | str, ...]


def sound_part(data: Any, faults: Iterable[Location]) -> FrameworkDocument | None:
    """Return the document as if each faulty field were as beside it, or not there; None when that is no document."""
    mended = copy.deepcopy(data)
    places = {_field_at(data, fault) for fault in faults}
    for owner, name in places:
        _mend(mended, owner, name, places)
    try:
        return FrameworkDocument.model_validate(mended)
    except ValidationError:
        return None


def _field_at(data: Any, fault: Location) -> tuple[Location, str]:
    """Return where the innermost object on the way to the fault stands, and which of its fields leads on."""
    place, value = (0, data)
    for depth, step in enumerate(fault):
        if isinstance(value, dict):
            place = depth
        value = _below(value, step)
    return fault[:place], str(fault[place]) if fault else ""


def _below(value: Any, step: int | str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _at(data: Any, place: Location) -> Any:
    for step in place:
        data = _below(data, step)
    return data


def _mend(data: Any, owner: Location, name: str, faulty: set[tuple[Location, str]]) -> None:
    """Take the field from a neighbour in the same list where it is no fault; without one, take it out."""
    row = _at(data, owner)
    if not isinstance(row, dict):
        return  # it went with another fault
    neighbours = _at(data, owner[:-1]) if owner and isinstance(owner[-1], int) else []
    for place, other in enumerate(neighbours):
        if isinstance(other, dict) and name in other and ((*owner[:-1], place), name) not in faulty:
            row[name] = copy.deepcopy(other[name])
            return
    row.pop(name, None)
