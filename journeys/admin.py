"""Journeys, their stages and who is active in them, in the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpRequest

from journeys.models import Journey, Stage, StageRole
from journeys.phases import Phase
from people.admin_base import KeyedAdmin, RecordedAdmin, UsedRowsStay, give_key
from stakeholders.admin import BuyerRoleAdmin


class ActiveStageInline(admin.TabularInline):
    model = StageRole
    verbose_name, verbose_name_plural = "active stage", "active stages"
    autocomplete_fields = ["stage"]
    extra = 0


class ActiveRoleInline(admin.TabularInline):
    model = StageRole
    verbose_name_plural = "roles active in this stage"
    autocomplete_fields = ["role"]
    extra = 1


BuyerRoleAdmin.inlines = [*BuyerRoleAdmin.inlines, ActiveStageInline]


class StageInline(admin.TabularInline):
    model = Stage
    formset = UsedRowsStay
    fields = ["order", "phase", "name", "goal"]
    extra = 0
    show_change_link = True


def save_stage(stage: Stage) -> None:
    """Give a new stage its key, and raise the version so that nobody who edits it elsewhere overwrites unseen."""
    give_key(stage, "name", journey=stage.journey)
    stage.version = stage.version + 1 if stage.pk else 1
    stage.save()


def phase_advice(stages: list[Stage]) -> str:
    """Return a sentence when the phases do not follow each other, or nothing."""
    order = list(Phase)
    places = [order.index(Phase(stage.phase)) for stage in stages]
    if places == sorted(places):
        return ""
    return (
        "The stages jump between phases. Order them so that Awareness comes before Buying, and Buying before Adoption."
    )


@admin.register(Journey)
class JourneyAdmin(KeyedAdmin):
    list_display = ["name", "stage_count"]
    search_fields = ["name", "key", "stages__name"]
    fields = ["name", "description", "key"]
    inlines = [StageInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(stages_n=Count("stages", distinct=True))

    @admin.display(description="stages", ordering="stages_n")
    def stage_count(self, journey: Any) -> int:
        return int(journey.stages_n)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for stage in formset.save(commit=False):
            save_stage(stage)
        for stage in formset.deleted_objects:
            stage.delete()
        formset.save_m2m()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        advice = phase_advice(list(form.instance.stages.order_by("order", "pk")))
        if advice:
            messages.warning(request, advice)


class StageForm(forms.ModelForm):
    class Meta:
        model = Stage
        fields = ["may_return_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("may_return_to")
        if field:
            field.queryset = Stage.objects.filter(journey=self.instance.journey_id).exclude(pk=self.instance.pk)


@admin.register(Stage)
class StageAdmin(RecordedAdmin):
    form = StageForm
    list_display = ["name", "journey", "phase", "order", "internal_stage", "role_count"]
    list_filter = ["journey", "phase"]
    list_select_related = ["journey"]
    search_fields = ["name", "goal", "internal_stage", "journey__name"]
    fields = [
        "journey",
        "order",
        "phase",
        "name",
        "goal",
        "customer_does",
        "evidence",
        "internal_stage",
        "may_return_to",
    ]
    filter_horizontal = ["may_return_to"]
    inlines = [ActiveRoleInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(roles_n=Count("activities"))

    @admin.display(description="active roles", ordering="roles_n")
    def role_count(self, stage: Any) -> int:
        return int(stage.roles_n)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("journey",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Stage, form: Any, change: bool) -> None:
        save_stage(obj)
