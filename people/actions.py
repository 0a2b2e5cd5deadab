"""Everything that changes who works here: permission, change and activity entry in one transaction."""

from __future__ import annotations

from collections.abc import Collection

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from people.activity import record
from people.models import User
from people.permissions import may_administer, require
from people.queries import is_last_administrator
from people.roles import ADMINISTRATOR


def _require_administrator(actor: User | None) -> None:
    """Let administrators pass, and the machine itself (None)."""
    require(actor is None or may_administer(actor), "Administrators keep people and their roles. Ask one of them.")


def _refuse_losing_the_last_administrator(user: User) -> None:
    if is_last_administrator(user):
        raise ValidationError(
            f"{user} is the only administrator. Give somebody else that role first.", code="last_administrator"
        )


@transaction.atomic
def add_person(*, actor: User | None, user: User, roles: Collection[str]) -> User:
    """Save a new person without a password and give them roles; `invite` lets them choose a password."""
    _require_administrator(actor)
    user.email = user.email.lower()
    if not user.password:
        user.set_unusable_password()
    user.save()
    record(actor, "added", user)
    if roles:
        set_roles(actor, user, roles)
    return user


@transaction.atomic
def change_person(*, actor: User | None, user: User) -> User:
    """Save a person's name and address; an address that no longer holds can no longer sign in or reset."""
    _require_administrator(actor)
    user.email = user.email.lower()
    user.save(update_fields=["name", "email"])
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    record(actor, "changed", user)
    return user


@transaction.atomic
def set_roles(actor: User | None, user: User, roles: Collection[str]) -> None:
    """Give the person exactly these roles; only administrators may open the administration."""
    _require_administrator(actor)
    before = set(user.groups.values_list("name", flat=True))
    if set(roles) == before:
        return
    if ADMINISTRATOR not in roles:
        _refuse_losing_the_last_administrator(user)
    user.groups.set(Group.objects.filter(name__in=roles))
    user.is_staff = ADMINISTRATOR in roles
    user.save(update_fields=["is_staff"])
    record(actor, "set the roles of", user, before=sorted(before), after=sorted(roles))


@transaction.atomic
def deactivate(*, actor: User | None, user: User) -> None:
    """Close the account: sign-in is refused and every session ends, for good."""
    _require_administrator(actor)
    _refuse_losing_the_last_administrator(user)
    user.is_active = False
    user.session_era += 1
    user.save(update_fields=["is_active", "session_era"])
    record(actor, "switched off", user)


@transaction.atomic
def reactivate(*, actor: User | None, user: User) -> None:
    _require_administrator(actor)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, "switched on", user)


@transaction.atomic
def remove_second_factor(*, actor: User | None, user: User) -> None:
    """Let a person who lost phone and recovery codes sign in with the password alone; their sessions end."""
    _require_administrator(actor)
    Authenticator.objects.filter(user=user).delete()
    user.session_era += 1
    user.save(update_fields=["session_era"])
    record(actor, "removed the second factor of", user)


@transaction.atomic
def sign_in_path(*, actor: User | None, user: User) -> str:
    """Return the path of a page where the person chooses a password: works once, for the time a reset link works."""
    _require_administrator(actor)
    record(actor, "made a sign-in link for", user)
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def send_invitation(*, actor: User | None, user: User, link: str) -> None:
    """Mail the sign-in link. Call outside transactions; raises OSError (SMTP errors are) when the mail cannot go."""
    context = {"person": user, "actor": actor, "link": link}
    body = render_to_string("door/invitation.txt", context)
    send_mail("Your Throughline account", body, None, [user.email])
