"""People and the activity log in the administration."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path

from people import actions
from people.admin_base import ReadOnlyAdmin
from people.forms import PersonForm
from people.models import Activity, User
from people.permissions import signed_in
from people.roles import PRODUCT_PERMISSIONS

logger = logging.getLogger(__name__)
for model in (EmailAddress, Authenticator, Group):
    admin.site.unregister(model)  # addresses, factors and roles are kept by our own pages and actions


class RoleFilter(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((role, role) for role in PRODUCT_PERMISSIONS), ("none", "No role yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "none":
            return queryset.filter(groups=None)
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = PersonForm
    change_form_template = "admin/people/user/change_form.html"
    list_display = ["name", "email", "roles_held", "is_active", "has_second_factor", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "roles", "is_active"]
    readonly_fields = ["has_second_factor", "last_login", "date_joined"]
    actions = ["remove_second_factor"]

    def get_queryset(self, request: HttpRequest) -> Any:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        return super().get_queryset(request).prefetch_related("groups").annotate(second_factor=Exists(factors))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new person has no history, and is switched on."""
        if obj is None:
            return ["name", "email", "roles"]
        return ["name", "email", "roles", "is_active", *self.readonly_fields]

    @admin.display(description="roles")
    def roles_held(self, user: User) -> str:
        return ", ".join(user.role_names) or "No role yet"

    @admin.display(description="second factor", boolean=True)
    def has_second_factor(self, user: User) -> bool:
        return bool(getattr(user, "second_factor", False))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        actor, roles = signed_in(request), form.cleaned_data["roles"]
        if not change:
            actions.add_person(actor=actor, user=obj, roles=roles)
            transaction.on_commit(lambda: self._invite(request, obj))
            return
        actions.change_person(actor=actor, user=obj)
        actions.set_roles(actor, obj, roles)
        if "is_active" in form.changed_data:
            (actions.reactivate if obj.is_active else actions.deactivate)(actor=actor, user=obj)

    def _invite(self, request: HttpRequest, user: User) -> str:
        """Mail the person a link, tell the administrator whether it went, and return the link."""
        actor = signed_in(request)
        link = request.build_absolute_uri(actions.sign_in_path(actor=actor, user=user))
        try:
            actions.send_invitation(actor=actor, user=user, link=link)
        except OSError:
            logger.exception("The invitation could not be mailed")
            messages.warning(request, f"The mail to {user.email} did not go. Make a sign-in link and hand it over.")
        else:
            messages.success(request, f"A link to choose a password is on its way to {user.email}.")
        return link

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.sign_in_link)
        return [path("<int:pk>/sign-in-link/", view, name="people_user_sign_in_link"), *super().get_urls()]

    def sign_in_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a one-time link where the person chooses a password; mail it, and show it once."""
        person = get_object_or_404(User, pk=pk, is_active=True)
        link = self._invite(request, person) if request.method == "POST" else ""
        context = {**self.admin_site.each_context(request), "person": person, "link": link, "opts": self.opts}
        context["title"] = f"Sign-in link for {person}"
        return render(request, "admin/people/user/sign_in_link.html", context)

    @admin.action(description="Remove the second factor (phone and codes lost)")
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            actions.remove_second_factor(actor=signed_in(request), user=person)
        messages.success(request, f"Second factor removed: {', '.join(map(str, people))}.")


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "what", "subject_label", "subject_type"]
    list_display_links = ["what"]
    list_filter = ["verb", ("actor", admin.RelatedOnlyFieldListFilter), "at"]
    list_select_related = ["actor"]
    search_fields = ["subject_label", "verb", "actor__name", "actor__email"]
    date_hierarchy = "at"

    @admin.display(description="who", ordering="actor__name", empty_value="The machine")
    def who(self, entry: Activity) -> User | None:
        return entry.actor

    @admin.display(description="did", ordering="verb")
    def what(self, entry: Activity) -> str:
        return entry.verb
