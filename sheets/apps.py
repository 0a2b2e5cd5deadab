"""Paper: from a release to its files."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "sheets"
    verbose_name = "Paper: sheets"
