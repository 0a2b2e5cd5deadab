"""People and the append-only log of what they did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from people.roles import ADMINISTRATOR, LEAD, MANAGER, PRODUCT_PERMISSIONS, SELLER
from ui.text import check_text


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an administrator who may do everything: the first account of a new site."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.groups.add(Group.objects.using(self._db).get(name=ADMINISTRATOR))
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120, validators=[check_text], help_text="As colleagues know this person.")
    is_staff = models.BooleanField("may open the administration", default=False, help_text="Administrators only.")
    is_active = models.BooleanField(
        "active", default=True, help_text="Switch off instead of deleting: what the person wrote stays."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    session_era = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name, verbose_name_plural = "person", "people"
        ordering = ["name", "email"]
        permissions = [
            ("author_frameworks", "Can write messaging frameworks"),
            ("publish_releases", "Can publish releases"),
            ("read_releases", "Can read released sheets"),
            ("manage_sellers", "Can see a sales team's work"),
            ("administer", "Can manage the catalogue and people"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind sessions to the password and to the era: raising the era ends every session for good."""
        value = f"{self.password}:{self.session_era}"
        return salted_hmac("people.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def role_names(self) -> list[str]:
        """Return the names of the person's roles, in the order of the table of roles."""
        held = {group.name for group in self.groups.all()}
        return [role for role in PRODUCT_PERMISSIONS if role in held]

    @property
    def works_as(self) -> str:
        """Return the person's roles in one line, read from the permissions that every page has loaded already."""
        telling = {LEAD: "author_frameworks", MANAGER: "manage_sellers", ADMINISTRATOR: "administer"}
        roles = [role for role, permission in telling.items() if self.has_perm(f"people.{permission}")]
        return ", ".join(roles) or (SELLER if self.has_perm("people.read_releases") else "")

    @property
    def initials(self) -> str:
        """Return up to two letters for the round badge beside the person's work."""
        words = self.name.split() or [self.email]
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what is kept for ever."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError("The activity log is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("The activity log is append-only.")


class Activity(models.Model):
    """One thing somebody did. Written by actions in the same transaction as the change; never changed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=250)
    detail = models.JSONField(default=dict)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name, verbose_name_plural = "activity", "activity log"
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("The activity log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("The activity log is append-only.")
