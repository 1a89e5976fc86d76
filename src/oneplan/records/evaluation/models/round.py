"""A round of self-evaluation, usually a year."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class EvaluationRound(models.Model):
    """One round: statements of the one before come along, each to be looked at again."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id title opened_on closed_on is_open previous opened_by made_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    title = models.CharField(max_length=120)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    is_open = models.BooleanField(default=True)
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-opened_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="one_open_round"),
        ]

    def __str__(self) -> str:
        return self.title
