"""Settings, known at first perhaps only by number, and the calendars that school days are counted on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class SchoolCalendar(models.Model):
    """Term and closure days shared by one or more settings; one is the area's own."""

    SENSITIVITY: ClassVar = classified(public="id name is_the_areas")

    name = models.CharField(max_length=200, unique=True)
    is_the_areas = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_the_areas"], condition=Q(is_the_areas=True), name="one_calendar_is_the_areas"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A stretch of school days, both ends included."""

    SENSITIVITY: ClassVar = classified(public="id calendar first_day last_day")

    calendar = models.ForeignKey(SchoolCalendar, on_delete=models.CASCADE, related_name="terms")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="term_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class ClosedDay(models.Model):
    """A day inside a term on which the settings of a calendar are closed."""

    SENSITIVITY: ClassVar = classified(public="id calendar day why")

    calendar = models.ForeignKey(SchoolCalendar, on_delete=models.CASCADE, related_name="closed_days")
    day = models.DateField()
    why = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["calendar", "day"], name="day_is_closed_once")]

    def __str__(self) -> str:
        return str(self.day)


class Setting(models.Model):
    """A school, nursery or college. Without a name it is shown as the number it was returned by."""

    SENSITIVITY: ClassVar = classified(public="id public_id urn ukprn name kind phase is_in_area calendar")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    urn = models.CharField(max_length=6, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    phase = models.CharField(max_length=30, blank=True)
    is_in_area = models.BooleanField(null=True)
    calendar = models.ForeignKey(SchoolCalendar, on_delete=models.SET_NULL, null=True, related_name="settings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["urn"], condition=~Q(urn=""), name="one_setting_for_one_urn"),
            models.UniqueConstraint(fields=["ukprn"], condition=~Q(ukprn=""), name="one_setting_for_one_ukprn"),
            models.CheckConstraint(condition=~Q(urn="") | ~Q(ukprn=""), name="setting_has_a_number"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name, or the number that is all that is known."""
        return self.name or f"setting {self.urn or self.ukprn}"
