"""A property worked out once: `functools.cached_property` without the lock that it takes before Python 3.12.

A message has some thirty of them, and the lock was a tenth of the time that the linter takes. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - reads as the decorator it is
    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> Self | T:
        if owner is None:
            return self
        value: T = self.make(owner)
        owner.__dict__[self.name] = value  # Python looks here first from now on
        return value
