"""Frameworks and releases in the administration: to look at; their authors write them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from messaging.models import Framework, Release, RuleSetting, Waiver
from messaging.models.rules import rule_choices
from people.admin_base import ReadOnlyAdmin, RecordedAdmin
from stakeholders.admin import ADVISERS
from stakeholders.models import BuyerRole
from stakeholders.terms import Influence


def economic_advice(roles: QuerySet[BuyerRole]) -> Iterable[str]:
    """Tell which frameworks that use the roles do not have exactly one economic buyer."""
    economic = Count("roles", filter=Q(roles__influence=Influence.ECONOMIC))
    using = Framework.objects.filter(archived=False, roles__in=roles).values("pk")
    for framework in Framework.objects.filter(pk__in=using).annotate(n=economic).exclude(n=1):
        number = getattr(framework, "n", 0)
        has = f"{number} economic buyers" if number else "no economic buyer"
        yield f"“{framework}” has {has}. Exactly one of its roles releases the money: set that role to Economic buyer."


ADVISERS.append(economic_advice)


@admin.register(Framework)
class FrameworkAdmin(ReadOnlyAdmin):
    list_display = ["title", "owner", "journey", "message_count", "live_release", "archived"]
    list_filter = ["archived", "journey", "language"]
    list_select_related = ["owner", "journey", "live_release__framework"]
    search_fields = ["title", "slug", "offer_name", "vendor"]
    fields = [
        *("title", "summary", "owner", "review_by", "archived", "journey", "live_release"),
        *("offer_name", "vendor", "industry", "segment", "region", "language", "created_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(messages_n=Count("messages"))

    @admin.display(description="messages", ordering="messages_n")
    def message_count(self, framework: Any) -> int:
        return int(framework.messages_n)


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "released_at", "released_by", "approved_by"]
    list_filter = ["framework", "released_at"]
    list_select_related = ["framework", "released_by", "approved_by"]
    search_fields = ["framework__title", "notes", "content_hash"]
    fields = ["framework", "number", "released_at", "released_by", "approved_by", "notes", "content_hash"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")


@admin.register(RuleSetting)
class RuleSettingAdmin(RecordedAdmin):
    list_display = ["code", "framework", "severity", "limit", "off", "reason"]
    list_filter = ["off", "severity", "framework"]
    list_select_related = ["framework"]
    search_fields = ["code", "reason"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "code":
            return forms.ChoiceField(label="Rule", choices=rule_choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    list_display = ["code", "framework", "told", "reason", "until", "by"]
    list_filter = ["framework", "until"]
    list_select_related = ["framework", "by"]
    search_fields = ["code", "told", "reason"]
    fields = ["framework", "code", "subject", "told", "reason", "until", "by", "at"]
