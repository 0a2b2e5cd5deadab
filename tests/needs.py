"""What a machine must have for some of the tests, and how its absence is told: deselected aloud, or an error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

REQUIRE_ALL = os.environ.get("THROUGHLINE_REQUIRE_ALL") == "1"


@cache
def chromium_path() -> str | None:
    """Return the browser that the browser tests drive, or None when the machine has none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Need:
    """A marker whose tests need something of the machine."""

    marker: str
    met: Callable[[], bool]
    remedy: str


NEEDS = [
    Need("browser", lambda: chromium_path() is not None, "install chromium"),
    Need("postgresql", lambda: bool(os.environ.get("TEST_POSTGRESQL_URL")), "set TEST_POSTGRESQL_URL"),
    Need("redis", lambda: bool(os.environ.get("TEST_REDIS_URL")), "set TEST_REDIS_URL"),
]
not_run: pytest.StashKey[list[str]] = pytest.StashKey()


def deselect_unmet(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out the tests whose needs this machine does not meet; with THROUGHLINE_REQUIRE_ALL=1 the run fails."""
    told = config.stash.setdefault(not_run, [])
    for need in NEEDS:
        lost = [item for item in items if item.get_closest_marker(need.marker)]
        if not lost or need.met():
            continue
        told.append(f"not run: {len(lost)} {need.marker} tests ({need.remedy})")
        config.hook.pytest_deselected(items=lost)
        items[:] = [item for item in items if item not in lost]


def uses_components(item: pytest.Item) -> bool:
    """Tell whether the test talks to the database or the broker; what is pure need not run on each set of them."""
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or any(
        item.get_closest_marker(name) for name in ("django_db", "postgresql", "redis", "faults")
    )


def deselect_pure(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --components-only, take out the tests for which the set of components makes no difference."""
    if not config.getoption("--components-only"):
        return
    pure = [item for item in items if not uses_components(item)]
    config.hook.pytest_deselected(items=pure)
    items[:] = [item for item in items if uses_components(item)]
