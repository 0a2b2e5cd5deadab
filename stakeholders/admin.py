"""The catalogue of buyer roles and desired results in the administration.

Packages to the left add what they know: an inline to `BuyerRoleAdmin.inlines`, a piece of advice to `ADVISERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from people.admin_base import KeyedAdmin, UsedRowsStay, give_key
from stakeholders.models import BuyerRole, Concept, DesiredResult, Win
from stakeholders.terms import Mode

NAMED = 5
Adviser = Callable[[QuerySet[BuyerRole]], Iterable[str]]


def win_advice(roles: QuerySet[BuyerRole]) -> Iterable[str]:
    """Tell in one line which roles have no win."""
    titles = list(roles.filter(wins=None).values_list("title", flat=True))
    if not titles:
        return
    more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
    has, whom = ("has", "this") if len(titles) == 1 else ("have", "each")
    named = ", ".join(titles[:NAMED])
    yield f"{named}{more} {has} no win yet. Organisations get results, people win: say what {whom} person gains."


ADVISERS: list[Adviser] = [win_advice]


class BuyerRoleForm(forms.ModelForm):
    modes = forms.MultipleChoiceField(
        label="Usual modes",
        choices=Mode.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="How people in this role usually see their situation.",
    )

    class Meta:
        model = BuyerRole
        fields = ["modes"]

    def clean_modes(self) -> list[str]:
        """Keep the order that was there, new ones last: a save that changes nothing must change no framework."""
        chosen: list[str] = self.cleaned_data["modes"]
        before = [mode for mode in self.initial.get("modes") or () if mode in chosen]
        return before + [mode for mode in chosen if mode not in before]


class ConceptInline(admin.TabularInline):
    model = Concept
    formset = UsedRowsStay
    fields = ["kind", "text", "order"]
    extra = 1


class WinInline(admin.TabularInline):
    model = Win
    formset = UsedRowsStay
    fields = ["text", "order"]
    extra = 1


@admin.register(BuyerRole)
class BuyerRoleAdmin(KeyedAdmin):
    form = BuyerRoleForm
    named_by = "title"
    list_display = ["title", "influence", "degree", "level", "initial_executive_buyer", "concept_count", "win_count"]
    list_filter = ["influence", "degree", "level", "initial_executive_buyer"]
    search_fields = ["title", "key", "concepts__text", "wins__text"]
    filter_horizontal = ["desired_results", "metrics"]
    inlines = [ConceptInline, WinInline]
    fieldsets = [
        (None, {"fields": ["title", "influence", "degree", "level", "initial_executive_buyer"]}),
        ("What moves this role", {"fields": ["priorities", "fears", "modes"]}),
        ("Results", {"fields": ["desired_results", "metrics"]}),
        ("In files", {"fields": ["key"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        counts = {"concepts_n": Count("concepts", distinct=True), "wins_n": Count("wins", distinct=True)}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description="concepts", ordering="concepts_n")
    def concept_count(self, role: Any) -> int:
        return int(role.concepts_n)

    @admin.display(description="wins", ordering="wins_n")
    def win_count(self, role: Any) -> int:
        return int(role.wins_n)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            if isinstance(row, (Concept, Win)):
                give_key(row, "text")
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._advise(request, BuyerRole.objects.filter(pk=form.instance.pk))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "GET":
            self._advise(request, BuyerRole.objects.all())
        return super().changelist_view(request, extra_context)

    def _advise(self, request: HttpRequest, roles: QuerySet[BuyerRole]) -> None:
        """Warn of what stands out, unless the save that led here has just said it."""
        waiting: Any = messages.get_messages(request)
        said = {str(message) for message in waiting}
        waiting.used = False  # they are still to be shown
        for adviser in ADVISERS:
            for sentence in adviser(roles):
                if sentence not in said:
                    messages.warning(request, sentence)


@admin.register(DesiredResult)
class DesiredResultAdmin(KeyedAdmin):
    list_display = ["name", "unit", "direction", "wanted_by_count"]
    list_filter = ["direction"]
    search_fields = ["name", "key", "baseline_question"]
    fields = ["name", "unit", "direction", "baseline_question", "key"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(wanted_n=Count("wanted_by"))

    @admin.display(description="wanted by roles", ordering="wanted_n")
    def wanted_by_count(self, result: Any) -> int:
        return int(result.wanted_n)
