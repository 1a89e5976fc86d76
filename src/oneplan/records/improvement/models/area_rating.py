"""What people judge of an area for improvement, and how they answer when the plan is challenged."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.plan import ImprovementPlan, Section
from oneplan.records.sensitivity import classified


class AreaRating(models.Model):
    """One judgement of what an area's work has changed. A later one stands beside it, never in its place.

    An area is known by its section and its words, because every new document writes the areas anew.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary="id plan section area impact reason evidence evidence_kind evidence_on measure by acting_role on at"
    )

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="area_ratings")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, related_name="area_ratings")
    area = models.TextField()
    impact = models.CharField(max_length=30)
    reason = models.TextField()
    evidence = models.TextField(blank=True)
    evidence_kind = models.CharField(max_length=30, blank=True)
    evidence_on = models.DateField(null=True)
    measure = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.impact}: {self.area[:60]}"


class ChallengeAnswer(models.Model):
    """Why something that looks wrong is as it is. ``about`` is the state that was answered for."""

    SENSITIVITY: ClassVar = classified(ordinary="id action kind about reason by acting_role on at")

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="challenge_answers")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason[:60]}"
