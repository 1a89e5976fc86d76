"""What happened to an action: appended, dated, signed, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.core.improvement.history import EventKind
from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.plan_import import PlanImport
from oneplan.records.sensitivity import classified


class ActionEvent(models.Model):
    """One event. A correction is a new event that supersedes an earlier one."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id action kind on at by acting_role reason details supersedes plan_import"
    )

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in EventKind])
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    plan_import = models.ForeignKey(PlanImport, on_delete=models.PROTECT, null=True, related_name="events")

    class Meta:
        ordering: ClassVar = ["action_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["supersedes"], name="an_event_is_superseded_once")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
