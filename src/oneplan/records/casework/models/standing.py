"""What is open, kept as an index for lists: made from events, rulebook and calendars, and thrown away at will."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneplan.records.casework.models.case import Case
from oneplan.records.sensitivity import classified


class Standing(models.Model):
    """One open limit of one case. Late and soon are read from ``due_on`` and the day of looking, never stored.

    ``is_knowable`` is false where nothing on record could tell that the duty was done, such as a duty whose end a
    person-level return does not carry. A day after ``told_until`` may have been kept without anybody saying so here.
    What ``is_conditional`` is due only if that is what is decided, and is never late by itself.
    Copies of the case's and the person's columns save a list its joins.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id case pathway rule output key kind nature owner started_on started_by due_on prudent_on "
            "is_disapplied is_knowable is_conditional told_until rulebook_hash worked_out_on officer team person_id "
            "is_restricted"
        )
    )

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="standing")
    pathway = models.CharField(max_length=40)
    rule = models.CharField(max_length=20)
    output = models.CharField(max_length=60)
    key = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10)
    nature = models.CharField(max_length=10)
    owner = models.CharField(max_length=60)
    started_on = models.DateField()
    started_by = models.CharField(max_length=60, blank=True)
    due_on = models.DateField()
    prudent_on = models.DateField(null=True)
    is_disapplied = models.BooleanField(default=False)
    is_knowable = models.BooleanField(default=True)
    is_conditional = models.BooleanField(default=False)
    told_until = models.DateField(null=True)
    rulebook_hash = models.CharField(max_length=64)
    worked_out_on = models.DateField()
    officer = models.BigIntegerField(null=True)
    team = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField()
    is_restricted = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["officer", "nature", "is_knowable", "due_on"], name="standing_of_an_officer"),
            models.Index(fields=["team", "nature", "is_knowable", "due_on"], name="standing_of_a_team"),
            models.Index(fields=["nature", "is_knowable", "due_on"], name="standing_by_day"),
            models.Index(fields=["output", "due_on"], name="standing_by_output"),
        ]

    def __str__(self) -> str:
        return f"{self.output} of {self.case_id} by {self.due_on}"


class StandingBasis(models.Model):
    """The rules, calendars and day by which every row of standing was last worked out; one row, or none yet."""

    SENSITIVITY: ClassVar = classified(ordinary="id rulebook_hash calendars_hash worked_out_on cases")

    rulebook_hash = models.CharField(max_length=64)
    calendars_hash = models.CharField(max_length=64)
    worked_out_on = models.DateField()
    cases = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"standing of {self.cases} cases on {self.worked_out_on}"
