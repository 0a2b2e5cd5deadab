"""What people do to their own keys goes to the activity log: passwords and second factors."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import Signal

from people.activity import record
from people.models import User

VERBS: dict[Signal, str] = {
    password_changed: "changed the password of",
    password_reset: "set a new password for",
    authenticator_added: "added a second factor for",
    authenticator_removed: "removed a second factor of",
}


def connect() -> None:
    for signal in VERBS:
        signal.connect(_write, dispatch_uid=f"people.security_log.{VERBS[signal]}")


def _write(signal: Signal, user: User, **kwargs: Any) -> None:
    authenticator = kwargs.get("authenticator")
    detail = {"kind": str(authenticator.type)} if authenticator else {}
    record(user, VERBS[signal], user, **detail)
