"""What we say: frameworks, messages, releases."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = "What: messaging frameworks"
