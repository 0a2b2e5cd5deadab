"""Accounts, roles and the activity log."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from people import security_log  # app ready: needs loaded models
        from people.roles import keep_cache_table, keep_groups  # app ready: needs loaded models

        post_migrate.connect(keep_groups, dispatch_uid="people.keep_groups")
        post_migrate.connect(keep_cache_table, dispatch_uid="people.keep_cache_table")
        security_log.connect()
