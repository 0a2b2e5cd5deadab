"""Frameworks of any size, for counting queries."""

from __future__ import annotations

from messaging.models import Framework, ValueMessage


def fill(framework: Framework, size: int) -> None:
    """Leave the framework with `size` messages, spread over all its cells."""
    framework.messages.all().delete()
    stages = list(framework.journey.stages.all())
    roles = [place.role for place in framework.role_places.select_related("role")]
    pairs = [(stage, role) for stage in stages for role in roles]
    ValueMessage.objects.bulk_create(
        ValueMessage(
            framework=framework,
            key=f"bulk-{number}",
            stage=pairs[number % len(pairs)][0],
            role=pairs[number % len(pairs)][1],
            order=number // len(pairs),
            kind="perspective",
            headline=f"Headline {number}",
        )
        for number in range(size)
    )
