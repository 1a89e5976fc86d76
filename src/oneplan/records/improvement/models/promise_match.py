"""Which actions somebody said should keep a promise of the printed plan."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.plan import ImprovementPlan
from oneplan.records.sensitivity import classified


class PromiseMatch(models.Model):
    """What somebody decided of one promise and one action; the promise is known by its words, which imports keep."""

    SENSITIVITY: ClassVar = classified(public="id plan promise action is_meant", ordinary="made_by made_at")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="promise_matches")
    promise = models.CharField(max_length=16)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="promise_matches")
    is_meant = models.BooleanField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["promise", "action_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "promise", "action"], name="one_decision_per_promise_and_action")
        ]

    def __str__(self) -> str:
        return f"{self.promise}: {self.action_id}"
