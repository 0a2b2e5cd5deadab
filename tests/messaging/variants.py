"""What tests of variants need: a base that releases anew."""

from __future__ import annotations

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.models import Framework


def release_anew(framework: Framework) -> None:
    """Freeze the framework's draft and put it in use, so that its variants see what it says now."""
    go_live(freeze_release(actor=None, framework=framework))
