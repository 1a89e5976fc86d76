"""Task and finish groups: their actions, who leads them since when, their reports; and what was handed over."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.delivery.models.cycle import DeliveryCycle
from oneplan.records.governance.models import Body
from oneplan.records.improvement.models import Action, ImprovementPlan
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class TaskGroup(models.Model):
    """A group that lives only as long as the actions it was given."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id plan body name purpose opens_on closes_on closed_on why_closed made_by"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="task_groups")
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="task_groups")
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    why_closed = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["plan_id", "name", "id"]

    def __str__(self) -> str:
        return self.name


class LeadAssignment(models.Model):
    """Who leads a group, from which day and why; the one before stays on record."""

    SENSITIVITY: ClassVar = classified(ordinary="id group role person first_day last_day why by")

    group = models.ForeignKey(TaskGroup, on_delete=models.CASCADE, related_name="leads")
    role = models.CharField(max_length=300)
    person = models.CharField(max_length=200, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["group_id", "id"]

    def __str__(self) -> str:
        return f"{self.role} from {self.first_day}"


class GroupAction(models.Model):
    """An action given to a group, from which day to which."""

    SENSITIVITY: ClassVar = classified(ordinary="id group action first_day last_day why by")

    group = models.ForeignKey(TaskGroup, on_delete=models.CASCADE, related_name="given")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="given_to")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["group_id", "id"]

    def __str__(self) -> str:
        return f"{self.action} from {self.first_day}"


class HighlightReport(models.Model):
    """One page from a group: what is done, what comes next, what is in the way, what is asked for."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id group cycle on at by lead done next risks asks actions")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="highlights")
    cycle = models.ForeignKey(DeliveryCycle, on_delete=models.PROTECT, null=True, related_name="highlights")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lead = models.CharField(max_length=300, blank=True)
    done = models.TextField(blank=True)
    next = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    actions = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.group} on {self.on}"


class HandOver(models.Model):
    """What one role held and gave to another, when its holder left or changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id plan from_role to_role on at by why items")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="hand_overs")
    from_role = models.CharField(max_length=300)
    to_role = models.CharField(max_length=300)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    items = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_role} to {self.to_role} on {self.on}"
