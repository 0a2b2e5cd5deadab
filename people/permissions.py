"""Who may do what, in words the other packages use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from people.models import User

AnyUser = User | AnonymousUser


def may_author(user: AnyUser) -> bool:
    return user.has_perm("people.author_frameworks")


def may_publish(user: AnyUser) -> bool:
    return user.has_perm("people.publish_releases")


def may_read(user: AnyUser) -> bool:
    return user.has_perm("people.read_releases")


def may_manage(user: AnyUser) -> bool:
    return user.has_perm("people.manage_sellers")


def may_administer(user: AnyUser) -> bool:
    return user.has_perm("people.administer")


def require(allowed: bool, what: str) -> None:
    """Raise PermissionDenied with a sentence that says who can do it."""
    if not allowed:
        raise PermissionDenied(what)


def signed_in(request: HttpRequest) -> User:
    """Return the request's user as a User; call behind `login_required` only."""
    return cast(User, request.user)


def permission_view(
    test: Callable[[AnyUser], bool], sentence: str
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorate a view: sign-in first, then the test; refuse with the sentence."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(test(signed_in(request)), sentence)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


author_view = permission_view(may_author, "Enablement leads write frameworks. Ask one of them, or an administrator.")
publisher_view = permission_view(may_publish, "Enablement leads publish releases. Ask one of them.")
reader_view = permission_view(may_read, "Your account has no role yet. Ask an administrator to give you one.")
