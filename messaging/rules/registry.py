"""The rules: what one is, and how a module in `checks/` gives one. Adding a rule is one new place, nothing else.

A rule looks at a speech (words for one role in one phase), at a message, or at the whole framework.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib import import_module
from typing import Any

from messaging.rules.context import Frame, Message, Speech
from messaging.rules.finding import Family, Hit, Severity
from messaging.rules.settings import Reader

SpeechCheck = Callable[[Speech, Frame], Iterable[Hit]]
MessageCheck = Callable[[Message, Frame], Iterable[Hit]]
FrameworkCheck = Callable[[Frame], Iterable[Hit]]


class Scope(StrEnum):
    SPEECH = "speech"
    MESSAGE = "message"
    FRAMEWORK = "framework"


@dataclass(frozen=True)
class Example:
    """What a reader of the docs sees, and the change to the sample framework that makes it so."""

    shows: str
    changes: Mapping[str, Any] = field(default_factory=dict)  # JSON pointer (“-” appends): value
    reader: Reader = Reader.SELLER


@dataclass(frozen=True)
class Limit:
    """A number a rule measures against; settings may move it."""

    value: float
    means: str


@dataclass(frozen=True)
class Rule:
    code: str
    name: str
    severity: Severity
    why: str
    hint: str
    bad: Example
    good: Example
    scope: Scope
    check: Callable[..., Iterable[Hit]]
    limit: Limit | None = None
    waivable: bool = True

    @property
    def family(self) -> Family:
        return Family(self.code[:2])


_RULES: dict[str, Rule] = {}


def _register(rule: Rule) -> None:
    if rule.code in _RULES and _RULES[rule.code].check.__module__ != rule.check.__module__:
        raise ValueError(f"Two rules are called {rule.code}.")
    _RULES[rule.code] = rule


@dataclass(frozen=True)
class rule:  # noqa: N801 - reads as the decorator it is
    """What every rule says of itself; `@rule(...).on_message` and its sisters add the check."""

    code: str
    name: str
    severity: Severity
    why: str
    hint: str
    bad: Example
    good: Example
    limit: Limit | None = None
    waivable: bool = True

    def on_speech(self, check: SpeechCheck) -> SpeechCheck:
        self._add(Scope.SPEECH, check)
        return check

    def on_message(self, check: MessageCheck) -> MessageCheck:
        self._add(Scope.MESSAGE, check)
        return check

    def on_framework(self, check: FrameworkCheck) -> FrameworkCheck:
        self._add(Scope.FRAMEWORK, check)
        return check

    def _add(self, scope: Scope, check: Callable[..., Iterable[Hit]]) -> None:
        _register(Rule(**vars(self), scope=scope, check=check))


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by code, in the order of the codes."""
    checks = import_module("messaging.rules.checks")
    for module in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."):
        import_module(module.name)
    return dict(sorted(_RULES.items()))


def chosen(only: Iterable[str] | None) -> list[Rule]:
    """Return the rules whose code begins with one of the given codes or families, or all."""
    wanted = None if only is None else tuple(only)
    return [rule for rule in all_rules().values() if wanted is None or rule.code.startswith(wanted)]
