"""The plan and its frame: priorities, sections, the rating key and the promises of its timeline."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from oneplan.core.improvement.rating import Rating
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified

RATINGS = [(rating.value, rating.value) for rating in Rating]


class PlanKind(models.TextChoices):
    """Whose improvement a plan is about."""

    SEND = "send"
    CHILDRENS_SERVICES = "childrens-services"
    OTHER = "other"


class ImprovementPlan(models.Model):
    """A partnership's improvement plan; its revision rises with every change to anything in it.

    One may mirror another (the children's services plan holds what the SEND plan holds of the same work), and each
    year's version names the one before it, which stays as it was.
    """

    SENSITIVITY: ClassVar = classified(
        public="id public_id title ratings_as_at revision created_at kind mirrors previous_version year",
        ordinary="is_withdrawn",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    title = models.CharField(max_length=500)
    ratings_as_at = models.DateField(null=True, blank=True)
    revision = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    is_withdrawn = models.BooleanField(default=False)
    kind = models.CharField(max_length=30, choices=PlanKind.choices, default=PlanKind.SEND)
    mirrors = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="mirrored_by")
    previous_version = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next_versions")
    year = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.title


class Priority(models.Model):
    """One of the few things the partnership puts first."""

    SENSITIVITY: ClassVar = classified(public="id plan number title")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveIntegerField()
    title = models.TextField()

    class Meta:
        ordering: ClassVar = ["plan_id", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="one_priority_per_number")]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One table of the plan, under its priority; it may stand inside another."""

    SENSITIVITY: ClassVar = classified(
        public="id plan priority parent position number title must_improve slug", ordinary="is_withdrawn"
    )

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="sections")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="sections", null=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=60, blank=True)
    title = models.TextField()
    must_improve = models.TextField(blank=True)
    slug = models.SlugField(max_length=80)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["plan_id", "position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "slug"], name="one_section_per_slug")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class RatingKeyEntry(models.Model):
    """One line of the plan's own key: its word, its meaning there and the normal rating it stands for."""

    SENSITIVITY: ClassVar = classified(public="id plan position word meaning rating")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="key")
    position = models.PositiveIntegerField()
    word = models.CharField(max_length=200)
    meaning = models.TextField(blank=True)
    rating = models.CharField(max_length=30, choices=RATINGS)

    class Meta:
        ordering: ClassVar = ["plan_id", "position"]

    def __str__(self) -> str:
        return self.word


class Promise(models.Model):
    """What the plan's timeline says will have been done by the end of a period."""

    SENSITIVITY: ClassVar = classified(public="id plan position period number text is_achieved period_ends_on")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="promises")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=300)
    number = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField()
    is_achieved = models.BooleanField(default=False)
    period_ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["plan_id", "position"]

    def __str__(self) -> str:
        return f"{self.period}: {self.text[:60]}"
