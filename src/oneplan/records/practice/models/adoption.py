"""A practice adopted into a section of the plan, with what was adapted and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Adoption(models.Model):
    """One practice taken up in one section: by which role, what was adapted and why, and when it is decided again."""

    SENSITIVITY: ClassVar = classified(
        public="id public_id plan section card owner_role adopted_on review_on", ordinary="adapted made_by made_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="adoptions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="adoptions")
    card = models.CharField(max_length=10, db_index=True)
    owner_role = models.CharField(max_length=300)
    adapted = models.TextField(blank=True)
    adopted_on = models.DateField()
    review_on = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-adopted_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "card"], name="one_adoption_per_section_and_card")
        ]

    def __str__(self) -> str:
        return f"{self.card} in {self.section_id}"


class AdoptedStep(models.Model):
    """A step of the practice that became an action of the plan."""

    SENSITIVITY: ClassVar = classified(public="id adoption step action position")

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=60)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="adopted_from")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["adoption_id", "position"]

    def __str__(self) -> str:
        return self.step


class AdoptedMeasure(models.Model):
    """A measure that the practice should move, and which way; it is linked to the section where it has figures."""

    SENSITIVITY: ClassVar = classified(public="id adoption measure direction why is_linked position")

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=60)
    direction = models.CharField(max_length=10)
    why = models.CharField(max_length=300)
    is_linked = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["adoption_id", "position"]

    def __str__(self) -> str:
        return self.measure


class ChecklistItem(models.Model):
    """Something to have done before and while the practice begins; whether it is done follows from events."""

    SENSITIVITY: ClassVar = classified(public="id adoption position text")

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["adoption_id", "position"]

    def __str__(self) -> str:
        return self.text


class PlannedEvidence(models.Model):
    """What would show that it worked, of which kind, and by when it is to be there."""

    SENSITIVITY: ClassVar = classified(public="id adoption position kind text due_on")

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="evidence_plan")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["adoption_id", "position"]

    def __str__(self) -> str:
        return self.text


class AdoptionEvent(models.Model):
    """Something that happened to an adoption: a line of its checklist done or undone, or a report; never changed."""

    SENSITIVITY: ClassVar = classified(
        public="id adoption kind item on", ordinary="happened difference advice by acting_role at"
    )

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    item = models.ForeignKey(ChecklistItem, on_delete=models.CASCADE, null=True, related_name="events")
    on = models.DateField()
    happened = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["adoption_id", "id"]

    def __str__(self) -> str:
        return self.kind
