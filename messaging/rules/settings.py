"""How an installation or a framework turns the rules: severity, limit, off with a reason. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from messaging.rules.finding import Severity

T = TypeVar("T")


class Reader(StrEnum):
    """Who holds the sheet: a seller's talk track, or a print that is handed to the customer."""

    SELLER = "seller"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class RuleSettings:
    severities: Mapping[str, Severity] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)  # code: the reason
    reader: Reader = Reader.SELLER

    def over(self, wider: RuleSettings) -> RuleSettings:
        """Return these settings laid over wider ones: a framework's over the installation's.

        A rule that is set here is set here alone; what the wider settings said of it no longer holds.
        """
        own = {*self.severities, *self.limits, *self.off}
        return RuleSettings(
            {**_without(wider.severities, own), **self.severities},
            {**_without(wider.limits, own), **self.limits},
            {**_without(wider.off, own), **self.off},
            self.reader,
        )


def _without(values: Mapping[str, T], codes: set[str]) -> dict[str, T]:
    return {code: value for code, value in values.items() if code not in codes}
