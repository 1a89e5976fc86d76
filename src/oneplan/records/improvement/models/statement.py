"""What a section says besides its actions: what must improve, how it is assessed, what people will see."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneplan.records.improvement.models.plan import ImprovementPlan, Section
from oneplan.records.sensitivity import classified


class Statement(models.Model):
    """A line of a section, in the order of the document; one that was taken out is kept, and stands nowhere."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True)
    position = models.PositiveIntegerField()
    text = models.TextField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["plan_id", "position"]

    def __str__(self) -> str:
        return self.text[:80]


class AreaForImprovement(Statement):
    """Something the section exists to improve."""

    SENSITIVITY: ClassVar = classified(public="id plan section position text", ordinary="is_withdrawn")


class MeasureLine(Statement):
    """How the partnership says it will assess the section; linked to a defined measure once somebody does."""

    SENSITIVITY: ClassVar = classified(public="id plan section position text measure", ordinary="is_withdrawn")

    measure = models.CharField(max_length=80, blank=True)


class ImpactLine(Statement):
    """What people will see when the section has worked."""

    SENSITIVITY: ClassVar = classified(public="id plan section position text", ordinary="is_withdrawn")
