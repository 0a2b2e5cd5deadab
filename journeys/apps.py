"""When: the customer's journey and its stages."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "journeys"
    verbose_name = "When: customer's journeys"
