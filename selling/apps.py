"""Use: what sellers see and do."""

from django.apps import AppConfig


class SellingConfig(AppConfig):
    name = "selling"
    verbose_name = "Use: selling"
