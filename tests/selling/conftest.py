"""Frameworks of any size in use, for the seller's screens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.import_framework import import_framework
from messaging.document import FrameworkDocument
from messaging.models import Framework
from people.models import User

LiveWith = Callable[[int], Framework]
Queries = Callable[[int], AbstractContextManager[object]]
SignIn = Callable[[User], Client]


@pytest.fixture
def live_with(db: None, line_document: FrameworkDocument) -> LiveWith:
    """Return a function that puts the example with that many messages in use, spread over its filled cells."""

    def _live_with(number: int) -> Framework:
        originals = line_document.messages
        copies = tuple(
            originals[place % len(originals)].model_copy(update={"key": f"n{place}"}) for place in range(number)
        )
        document = line_document.model_copy(update={"slug": f"line-of-{number}", "messages": copies})
        framework = import_framework(None, document)
        go_live(freeze_release(actor=None, framework=framework))
        framework.refresh_from_db()
        return framework

    return _live_with
