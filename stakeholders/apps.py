"""Who: buyer roles with their concepts, results and wins."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    verbose_name = "Who: buyer roles"
