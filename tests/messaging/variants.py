"""What tests of variants need: somebody who writes, and a base that releases anew."""

from __future__ import annotations

from typing import Any

from messaging.actions.compose import save_message
from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.assembly import assemble
from messaging.document import content_hash
from messaging.models import Framework, Release, ValueMessage
from messaging.queries.message import message_value
from people.models import User


def release_anew(framework: Framework) -> None:
    """Freeze the framework's draft and put it in use, so that its variants see what it says now."""
    go_live(freeze_release(actor=None, framework=framework))


def say(framework: Framework, key: str, **changes: Any) -> ValueMessage:
    """Have Dana change a message."""
    row = framework.messages.get(key=key)
    value = message_value(row).model_copy(update=changes)
    dana = User.objects.get(email="dana@example.com")
    return save_message(actor=dana, message=row, expected_version=row.version, value=value)


def fresh(framework: Framework) -> Framework:
    """Return the framework as it stands now, with its base."""
    return Framework.objects.select_related("journey", "base__live_release").get(pk=framework.pk)


def release_unjudged(framework: Framework) -> None:
    """Put the framework's draft in use whatever the rules say of it."""
    document = assemble(framework)
    dump = document.model_dump(mode="json", by_alias=True)
    number = framework.releases.count() + 1
    go_live(
        Release.objects.create(framework=framework, number=number, document=dump, content_hash=content_hash(document))
    )
