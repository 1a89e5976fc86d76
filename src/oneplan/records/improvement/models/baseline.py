"""Asking that an action's date be counted from anew, and what somebody else decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from oneplan.records.improvement.models.action import Action
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified

ASKED, APPROVED, REFUSED, OVERTAKEN = "asked", "approved", "refused", "overtaken"


class BaselineRequest(models.Model):
    """One request; ``due`` is the date asked for and ``was`` the baseline it would replace."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id action due was reason asked_by asked_on state decided_by decided_on words"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="baseline_requests")
    due = models.JSONField()
    was = models.JSONField()
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    state = models.CharField(max_length=20, default=ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(state="asked"), name="one_open_baseline_request_per_action"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} asked on {self.asked_on}"
