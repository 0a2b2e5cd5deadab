"""Write the search index of released messages anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from messaging.models import Framework
from messaging.queries.releases import standing
from messaging.released import index_release


class Command(BaseCommand):
    help = "Make the messages of every framework's live and newest release searchable, from the releases themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        for framework in Framework.objects.select_related("live_release").order_by("slug"):
            newest = standing(framework).first()
            for release in dict.fromkeys([framework.live_release, newest]):
                if release:
                    index_release(release)
                    self.stdout.write(f"Indexed {release}.")
