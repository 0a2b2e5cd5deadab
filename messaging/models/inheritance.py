"""What a variant took from its base framework, part by part."""

from __future__ import annotations

from django.db import models

from messaging.models.framework import Framework
from messaging.models.release import Release


class InheritedPart(models.Model):
    """A part of the base (message, library entry, reason of a cell) as this variant last took or kept it.

    Compared with the part as the variant has it, `taken_hash` tells inherited from overridden; compared with the
    base's release in use it tells whether the base has moved on. `release` is the base's release it was read in, so
    that what the base said then can be shown beside what it says now. Without a part of that key in the variant, the
    variant left it out.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="inherited_parts")
    part = models.CharField(max_length=16, help_text="messages, proofs, questions, objections …")
    key = models.CharField(max_length=130, help_text="Of a cell: its stage and role.")
    taken_hash = models.CharField(max_length=64)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "part", "key"], name="part_inherited_once")]

    def __str__(self) -> str:
        return f"{self.part} {self.key}"
