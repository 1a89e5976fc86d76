"""What the plan says it keeps from being spent: each line planned, achieved year by year, and signed off."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.plan import ImprovementPlan, Section
from oneplan.records.improvement.models.signed import Signed
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class AvoidanceLine(models.Model):
    """One line: what would have been spent otherwise, from when, at what cost a unit, and how many units each year.

    It is counted in one section. ``also_in`` are the slugs of sections that may name it and never count it.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id plan ref name section also_in action counterfactual starts_on unit unit_cost ramp evidence "
            "signed_version is_closed written_by changed_on version"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="avoidance")
    ref = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="avoidance")
    also_in = models.JSONField(default=list)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="avoidance")
    counterfactual = models.TextField()
    starts_on = models.DateField()
    unit = models.CharField(max_length=200)
    unit_cost = models.DecimalField(max_digits=14, decimal_places=2)
    ramp = models.JSONField(default=dict)
    evidence = models.TextField()
    signed_version = models.PositiveIntegerField(default=0)
    is_closed = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["plan_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "ref"], name="one_avoidance_line_per_ref")]

    def __str__(self) -> str:
        return self.ref


class AvoidanceChange(Signed):
    """What happened to a line: written, changed, signed off, sent back, closed."""

    SENSITIVITY: ClassVar = classified(ordinary="id line on at by acting_role reason kind before after")

    line = models.ForeignKey(AvoidanceLine, on_delete=models.PROTECT, related_name="changes")


class AvoidanceAchieved(models.Model):
    """What a line came to in one year, with its evidence; a correction is a new row that replaces it."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id line year quantity unit_cost evidence by on at replaces")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    line = models.ForeignKey(AvoidanceLine, on_delete=models.PROTECT, related_name="achieved")
    year = models.CharField(max_length=10)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    unit_cost = models.DecimalField(max_digits=14, decimal_places=2)
    evidence = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering: ClassVar = ["line_id", "year", "id"]

    def __str__(self) -> str:
        return f"{self.line} {self.year}"


class AvoidanceSignOff(models.Model):
    """Finance agrees what a line came to in a year, or sends it back; never the person who recorded it."""

    SENSITIVITY: ClassVar = classified(ordinary="id achieved agreed words by on at")

    achieved = models.OneToOneField(AvoidanceAchieved, on_delete=models.PROTECT, related_name="sign_off")
    agreed = models.BooleanField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.achieved} {'agreed' if self.agreed else 'sent back'}"
