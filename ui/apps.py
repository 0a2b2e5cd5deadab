"""The leaf: what every other package shows itself with."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ui"
