"""Measures kept by hand: what was supplied, by whom, when it was due and what the plan printed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.core.measures.phrases import LinePart
from oneplan.records.improvement.models import ImprovementPlan, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified

_DIGITS, _PLACES = 20, 4


class ManualSeries(models.Model):
    """The values of one measure of the catalogue in one area."""

    SENSITIVITY: ClassVar = classified(public="id measure area made_at")

    measure = models.CharField(max_length=8)
    area = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "area"], name="one_series_of_a_measure")]

    def __str__(self) -> str:
        return f"{self.measure} {self.area}".strip()


class DefinitionVersion(models.Model):
    """From a day on a measure means something else here: what is before and after it is not one line."""

    SENSITIVITY: ClassVar = classified(public="id series number first_day words why", ordinary="by on at")

    series = models.ForeignKey(ManualSeries, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveIntegerField()
    first_day = models.DateField()
    words = models.TextField()
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["series_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="a_definition_has_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series} from {self.first_day}"


class SuppliedValue(models.Model):
    """A value as it was supplied, never changed. A later one for the same period supersedes it; the first stays."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id series part first_day last_day numerator denominator amount sample note source by on at "
        "supersedes is_withdrawn"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    series = models.ForeignKey(ManualSeries, on_delete=models.PROTECT, related_name="values")
    part = models.CharField(max_length=80, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    numerator = models.DecimalField(max_digits=_DIGITS, decimal_places=_PLACES, null=True)
    denominator = models.DecimalField(max_digits=_DIGITS, decimal_places=_PLACES, null=True)
    amount = models.DecimalField(max_digits=_DIGITS, decimal_places=_PLACES, null=True)
    sample = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["series_id", "first_day", "part", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["supersedes"], name="a_value_is_superseded_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.first_day}"


class SupplyDuty(models.Model):
    """Who supplies a measure, how often, and how many days after a period ends; the newest not ended is in force."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id series role person cycle due_days first_day ended_on by at chased_on chase_count"
    )

    series = models.ForeignKey(ManualSeries, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(max_length=160, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cycle = models.CharField(max_length=20)
    due_days = models.PositiveIntegerField()
    first_day = models.DateField()
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    chased_on = models.DateField(null=True)
    chase_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["series_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(ended_on__isnull=True), name="one_duty_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.role or self.person_id}"


class PrintedBaseline(models.Model):
    """A figure that a plan prints, with the line it stands in."""

    SENSITIVITY: ClassVar = classified(
        public="id plan measure part first_day last_day amount line text", ordinary="was_uploaded by on at"
    )

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="printed_figures")
    measure = models.CharField(max_length=8)
    part = models.CharField(max_length=80, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    amount = models.DecimalField(max_digits=_DIGITS, decimal_places=_PLACES)
    line = models.PositiveIntegerField(null=True)
    text = models.TextField()
    was_uploaded = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["plan_id", "measure", "first_day", "part", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "measure", "part", "first_day"], name="a_printed_figure_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.first_day} as printed"


class LineMatch(models.Model):
    """The measures that a line of a plan stands on: found by words, or chosen by a person, who is not overruled."""

    SENSITIVITY: ClassVar = classified(public="id plan section part key text measures", ordinary="chosen_by chosen_on")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="line_matches")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="line_matches")
    part = models.CharField(max_length=10, choices=[(part.value, part.value) for part in LinePart])
    key = models.CharField(max_length=64)
    text = models.TextField()
    measures = models.CharField(max_length=200, blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    chosen_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["plan_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "section", "part", "key"], name="a_line_is_matched_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.text[:60]}"
