"""What every page of the administration shares: writes are told to the activity log, used rows are not deleted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ManyToManyRel, ProtectedError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst

from people.activity import record
from people.permissions import signed_in
from ui.keys import free_key


def users_of(obj: models.Model) -> list[models.Model]:
    """Return the rows that refer to this one by a plain many-to-many link, which Django would cut without a word."""
    found: list[models.Model] = []
    for rel in obj._meta.get_fields(include_hidden=True):
        if not isinstance(rel, ManyToManyRel) or rel.related_model is type(obj):
            continue
        if rel.through is None or not rel.through._meta.auto_created:
            continue
        found += rel.related_model._default_manager.filter(**{rel.field.name: obj})
    return found


def told(users: Collection[models.Model], most: int = 5) -> str:
    """Return the rows in one line, by kind and name."""
    named = [f"{capfirst(user._meta.verbose_name)} “{user}”" for user in list(users)[:most]]
    more = len(users) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


class UsedRowsStay(BaseInlineFormSet):
    """Inline rows that something uses cannot be deleted; the form says what uses them."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            users = users_of(form.instance) if form.instance.pk else []
            if users:
                raise ValidationError(f"“{form.instance}” stays: it is used by {told(users)}.")


class RecordedAdmin(ModelAdmin):
    """A stock model admin whose writes also reach the activity log."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record(signed_in(request), "added", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record(signed_in(request), "changed", obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        for obj in queryset:
            record(signed_in(request), "deleted", obj)
        return super().log_deletions(request, queryset)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Count what refers to the rows by many-to-many links among what protects them."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        users = [user for obj in objs for user in users_of(obj)]
        return to_delete, counts, perms_needed, [*protected, *(told([user]) for user in dict.fromkeys(users))]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        return self._unless_used(request, lambda: ModelAdmin.delete_view(self, request, object_id, extra_context))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        with transaction.atomic():  # a bulk deletion and its log entries stand or fall together
            return self._unless_used(request, lambda: ModelAdmin.changelist_view(self, request, extra_context))

    def _unless_used(self, request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """Tell what uses a row when somebody began to use it between the question and the answer."""
        try:
            with transaction.atomic():
                return answer()
        except ProtectedError as error:
            messages.error(request, f"Nothing was deleted. It is used by {told(error.protected_objects)}.")
            return HttpResponseRedirect(request.get_full_path())


class KeyedAdmin(RecordedAdmin):
    """A catalogue row whose key is made from its name once, and never changed."""

    named_by = "name"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "key")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        give_key(obj, self.named_by)
        super().save_model(request, obj, form, change)


def give_key(obj: Any, named_by: str, **within: Any) -> None:
    """Give a new row a key that no other row has (within the given parent)."""
    if not obj.key:
        taken = set(type(obj)._default_manager.filter(**within).values_list("key", flat=True))
        obj.key = free_key(getattr(obj, named_by), taken)


class ReadOnlyAdmin(ModelAdmin):
    """Rows that the product writes; administrators look."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
