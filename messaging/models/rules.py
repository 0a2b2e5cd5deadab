"""How rules are turned, and what an approver lets pass: the rows beside the linter."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from messaging.rules import Severity, all_rules
from ui.text import check_text


def rule_choices() -> list[tuple[str, str]]:
    return [(rule.code, f"{rule.code} {rule.name}") for rule in all_rules().values()]


class RuleSetting(models.Model):
    """A rule turned for the whole installation, or for one framework."""

    framework = models.ForeignKey(
        "messaging.Framework",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="rule_settings",
        help_text="Empty: for every framework.",
    )
    code = models.CharField("rule", max_length=5)
    severity = models.CharField(
        max_length=7,
        blank=True,
        choices=[(severity.value, severity.value.capitalize()) for severity in Severity],
        help_text="Empty: as the rule comes.",
    )
    limit = models.FloatField(null=True, blank=True, help_text="Empty: as the rule comes.")
    off = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True, validators=[check_text], help_text="Why it is off.")

    class Meta:
        ordering = ["code", "framework"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="rule_set_once_a_framework"),
            models.UniqueConstraint(fields=["code"], condition=Q(framework=None), name="rule_set_once"),
            models.CheckConstraint(condition=Q(off=False) | ~Q(reason=""), name="rule_off_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        rule = all_rules().get(self.code)
        if rule is None:
            raise ValidationError({"code": f"There is no rule {self.code}."})
        if self.off and not self.reason.strip():
            raise ValidationError({"reason": "Say why the rule is off."})
        if self.off and not rule.waivable:
            raise ValidationError({"off": "This rule cannot be waived, so it cannot be off."})
        if not rule.waivable and self.severity not in ("", rule.severity.value):
            raise ValidationError({"severity": "This rule cannot be waived, so its severity stays."})
        if self.limit is not None and rule.limit is None:
            raise ValidationError({"limit": "This rule measures nothing."})


class Waiver(models.Model):
    """A finding that an approver lets pass until a day, for a reason. It is matched by keys, never by places."""

    framework = models.ForeignKey("messaging.Framework", on_delete=models.CASCADE, related_name="waivers")
    code = models.CharField("rule", max_length=5)
    subject = models.CharField(max_length=200, help_text="What the finding is about, as messaging.rules names it.")
    told = models.CharField(max_length=400, help_text="The finding as it read when it was waived.")
    reason = models.CharField(max_length=300, validators=[check_text])
    until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code", "subject"], name="one_waiver_a_finding"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"
