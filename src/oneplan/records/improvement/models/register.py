"""What a plan keeps beside its actions: risks, issues, milestones, decisions needed, funding conditions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.plan import ImprovementPlan, Section
from oneplan.records.improvement.models.signed import Signed
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class RegisterEntry(models.Model):
    """One entry as it stands; everything it ever said is in its changes."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id plan kind ref words detail section action owner_role likelihood impact due_on review_on "
            "pounds state outcome opened_on closed_on changed_on version"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="register")
    kind = models.CharField(max_length=30)
    ref = models.CharField(max_length=20)
    words = models.TextField()
    detail = models.TextField(blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, related_name="register")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="register")
    owner_role = models.CharField(max_length=300, blank=True)
    likelihood = models.CharField(max_length=30, blank=True)
    impact = models.CharField(max_length=30, blank=True)
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    pounds = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=30)
    outcome = models.TextField(blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    changed_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["plan_id", "kind", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "ref"], name="one_entry_per_register_ref")]

    def __str__(self) -> str:
        return self.ref


class RegisterChange(Signed):
    """What happened to an entry."""

    SENSITIVITY: ClassVar = classified(ordinary="id entry on at by acting_role reason kind before after")

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="changes")
