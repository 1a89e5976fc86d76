"""Figures with their numerators and denominators, published comparators, and links from the plan to measures."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.sensitivity import classified


class FigureRun(models.Model):
    """One computation of every measure over one snapshot of facts; the newest complete one is what pages show."""

    SENSITIVITY: ClassVar = classified(public="id as_of facts_key made_at seconds rulebook_hash")

    as_of = models.DateField()
    facts_key = models.CharField(max_length=64)
    rulebook_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"figures as of {self.as_of}"


class Figure(models.Model):
    """A value of a measure for a period and a part (none, or a breakdown's value), as exact whole numbers.

    The ratio is ``numerator / denominator`` where there is a denominator; means keep the sum in the numerator.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary="id run measure period_first period_last grain split part numerator denominator"
    )

    run = models.ForeignKey(FigureRun, on_delete=models.CASCADE, related_name="figures")
    measure = models.CharField(max_length=60)
    grain = models.CharField(max_length=10)
    period_first = models.DateField()
    period_last = models.DateField()
    split = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=80, blank=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "measure", "grain", "period_first", "split", "part"], name="figure_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period_last}"


class PublishedFigure(models.Model):
    """A figure of the official statistics, with its source, loaded from the Department's files."""

    SENSITIVITY: ClassVar = classified(public="id area area_code level year series value source loaded_at")

    area = models.CharField(max_length=120)
    area_code = models.CharField(max_length=12, blank=True)
    level = models.CharField(max_length=20)
    year = models.CharField(max_length=12)
    series = models.CharField(max_length=80)
    value = models.FloatField(null=True)
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "level", "year", "series"], name="published_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.area} {self.year}"


class MeasureLink(models.Model):
    """A measure that shows whether a section or an action of the improvement plan makes a difference."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id plan section action measure expected_direction why made_by made_at is_removed acts_from "
            "expected_amount expected_by baseline_amount baseline_on expected_said_on"
        )
    )

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="measure_links")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="measure_links")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="measure_links")
    measure = models.CharField(max_length=60)
    expected_direction = models.CharField(max_length=8, blank=True)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    is_removed = models.BooleanField(default=False)
    # What the plan expects of the measure, and the day on which that was written down.
    acts_from = models.DateField(null=True, blank=True)
    expected_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    expected_by = models.DateField(null=True, blank=True)
    baseline_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    expected_said_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(section__isnull=False) | Q(action__isnull=False), name="link_hangs_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} for {self.section_id or self.action_id}"
