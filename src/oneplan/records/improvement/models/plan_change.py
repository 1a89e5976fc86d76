"""What people changed in a plan besides its actions: appended, dated, signed, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneplan.records.improvement.models.plan import ImprovementPlan
from oneplan.records.improvement.models.signed import Signed
from oneplan.records.sensitivity import classified


class PlanChange(Signed):
    """One change to a section, a line of a section, a priority or the plan itself; ``about`` and ``key`` say which."""

    SENSITIVITY: ClassVar = classified(ordinary="id plan about key on at by acting_role reason kind before after")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="changes")
    about = models.CharField(max_length=20)
    key = models.CharField(max_length=80, blank=True)

    class Meta(Signed.Meta):
        indexes: ClassVar = [models.Index(fields=["plan", "about", "key"], name="plan_changes_of_a_line")]
