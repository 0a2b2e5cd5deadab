"""What a production site must have before it starts. Pure: values in, one error with every reason out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured

LOCAL = {"localhost", "127.0.0.1", "[::1]", "*"}
KNOWN_PASSWORDS = {"postgres", "throughline", "password", "secret", "changeme", "change-me", "admin", "example"}


def reasons(
    *, secret_key: str, debug: bool, hosts: Sequence[str], https: bool, database: Mapping[str, Any]
) -> Iterator[str]:
    """Yield why these settings are not fit for production, each with what to do."""
    if len(secret_key) < 50 or len(set(secret_key)) < 5 or secret_key.startswith("django-insecure"):
        make = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        yield f"SECRET_KEY must hold 50 random characters or more: {make}"
    if debug:
        yield "DEBUG shows the inside of the site to everybody: remove it"
    if not set(hosts) - LOCAL or "*" in hosts:
        yield "ALLOWED_HOSTS must name the addresses of the site: ALLOWED_HOSTS=throughline.example.com"
    if not https:
        yield "HTTPS=1 must say that people reach the site over TLS; behind a proxy also BEHIND_PROXY=1"
    if str(database.get("PASSWORD") or "").lower() in KNOWN_PASSWORDS:
        yield "DATABASE_URL carries a password that everybody tries first: choose another"


def refuse_unsafe(**settings: Any) -> None:
    """Raise ImproperlyConfigured with every reason at once, or return."""
    found = list(reasons(**settings))
    if found:
        raise ImproperlyConfigured("This is not fit for production (PRODUCTION=1):\n- " + "\n- ".join(found))
