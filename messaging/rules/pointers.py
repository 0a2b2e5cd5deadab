"""JSON pointers (RFC 6901) and the three operations of JSON Patch (RFC 6902) that fixes and examples use. Pure."""

from __future__ import annotations

from copy import deepcopy
from typing import Any


def exists(data: Any, pointer: str) -> bool:
    """Tell whether the pointer leads to something in the value."""
    try:
        resolve(data, pointer)
    except (KeyError, IndexError, ValueError, TypeError):
        return False
    return True


def resolve(data: Any, pointer: str) -> Any:
    """Return what the pointer leads to, or raise KeyError, IndexError, ValueError or TypeError."""
    for part in _parts(pointer):
        data = data[_index(part)] if isinstance(data, list) else data[part]
    return data


def patched(data: Any, op: str, pointer: str, value: Any = None) -> Any:
    """Return a copy of the value with the operation (add, remove, replace) done at the pointer."""
    copy = deepcopy(data)
    parent_pointer, _, last = pointer.rpartition("/")
    parent = resolve(copy, parent_pointer)
    if isinstance(parent, list) and op == "add":
        parent.insert(len(parent) if last == "-" else _index(last), value)
        return copy
    key = _index(last) if isinstance(parent, list) else last
    if op == "remove":
        del parent[key]
    else:
        parent[key] = value
    return copy


def _parts(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"“{pointer}” is no JSON pointer")
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def _index(part: str) -> int:
    if not part.isdigit():
        raise ValueError(f"“{part}” is no index")
    return int(part)
