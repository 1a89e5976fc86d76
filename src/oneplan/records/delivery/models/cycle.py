"""A cycle, what it asks for, who was reminded and what was locked at its end."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models import Action, ImprovementPlan
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class DeliveryCycle(models.Model):
    """One round of updates of one plan; it is open until it has a lock."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id plan number opens_on reply_by clear_by lock_on next_opens_on opened_by opened_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveIntegerField()
    opens_on = models.DateField()
    reply_by = models.DateField()
    clear_by = models.DateField()
    lock_on = models.DateField()
    next_opens_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["plan_id", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="one_cycle_per_number")]

    def __str__(self) -> str:
        return f"cycle {self.number}"


class Commission(models.Model):
    """An update asked for: one action of one cycle."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id cycle action position is_withdrawn why_withdrawn")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    cycle = models.ForeignKey(DeliveryCycle, on_delete=models.CASCADE, related_name="commissions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="commissions")
    position = models.PositiveIntegerField()
    is_withdrawn = models.BooleanField(default=False)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["cycle_id", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "action"], name="an_action_is_asked_about_once")
        ]

    def __str__(self) -> str:
        return self.public_id


class CommissionRole(models.Model):
    """A role that is asked: one that leads the action, or one that was asked in its place."""

    SENSITIVITY: ClassVar = classified(ordinary="id commission role asked_on asked_by ended_on why")

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["commission_id", "id"]

    def __str__(self) -> str:
        return self.role


class Reminder(models.Model):
    """A letter that reminded somebody what they owe; one address is written to once a day at most."""

    SENSITIVITY: ClassVar = classified(ordinary="id cycle role sent_to on at owed is_taken by is_automatic")

    cycle = models.ForeignKey(DeliveryCycle, on_delete=models.CASCADE, related_name="reminders")
    role = models.CharField(max_length=300)
    sent_to = models.EmailField()
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    owed = models.PositiveIntegerField()
    is_taken = models.BooleanField()
    is_automatic = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["cycle_id", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "role", "sent_to", "on"], name="reminded_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.role} on {self.on}"


class CycleLock(models.Model):
    """The plan as it was when a cycle ended: every action, what was cleared of it, and the figures; never changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id cycle on at by snapshot digest why_uncleared")

    cycle = models.OneToOneField(DeliveryCycle, on_delete=models.PROTECT, related_name="lock")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    why_uncleared = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return f"lock of {self.cycle} on {self.on}"
