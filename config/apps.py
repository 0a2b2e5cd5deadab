"""The wiring as an app, for its commands; and the stock Django admin behind the product's own sign-in."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as StockStaticFilesConfig


class WiringConfig(AppConfig):
    name = "config"


class AdminConfig(StockAdminConfig):
    default_site = "config.admin.ThroughlineAdminSite"


class StaticFilesConfig(StockStaticFilesConfig):
    # htmx extensions that no page loads; their imports point at files that are not there.
    ignore_patterns = [*StockStaticFilesConfig.ignore_patterns, "django_htmx/ext/*", "django_htmx/htmax*"]
