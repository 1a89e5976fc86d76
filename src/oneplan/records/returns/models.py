"""A person-level return as it was received: its header, its problems and its doubtful matches."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.people.models import Person
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class ReturnState(StrEnum):
    """How far a return has come."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    APPLIED = "applied"
    FAILED = "failed"
    SET_ASIDE = "set aside"


class PersonReturn(models.Model):
    """One SEN2 file. ``counts`` and ``effect`` are what the preview shows; they are settled when it is applied.

    ``is_history`` marks a file of an earlier year than one already applied: it adds and changes nothing.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id document collection year reference_date lea header state says problem is_history persons "
            "counts effect received_at received_by applied_at applied_by applied_on"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="person_returns")
    collection = models.CharField(max_length=10, default="SEN2")
    year = models.PositiveSmallIntegerField(null=True)
    reference_date = models.DateField(null=True)
    lea = models.CharField(max_length=3, blank=True)
    header = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=ReturnState.WAITING)
    says = models.CharField(max_length=600, blank=True)
    problem = models.JSONField(null=True)
    is_history = models.BooleanField(default=False)
    persons = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    effect = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_on = models.DateField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.collection} {self.year or ''} from {self.lea}"


class DataProblem(models.Model):
    """Something wrong or doubtful that a rule of the return found in one file."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id person_return rule level position path person case message settled_at",
        sensitive="values",
    )

    person_return = models.ForeignKey(PersonReturn, on_delete=models.CASCADE, related_name="problems")
    rule = models.CharField(max_length=6, db_index=True)
    level = models.CharField(max_length=1)
    position = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict)
    message = models.CharField(max_length=400)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="data_problems")
    case = models.ForeignKey("casework.Case", on_delete=models.SET_NULL, null=True, related_name="data_problems")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person_return", "position"], name="problems_at_a_position")]

    def __str__(self) -> str:
        return f"{self.rule} in {self.person_return_id}"


class DoubtfulMatch(models.Model):
    """Somebody in a file who may be a person already on record, or an earlier entry of the same file.

    Nothing of theirs is applied until it is settled. ``returned`` is all that the file says of them.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id person_return position candidate other_position why decision decided_by decided_at reason"
        ),
        sensitive="returned",
    )

    SAME, ANOTHER = "same person", "another person"

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    person_return = models.ForeignKey(PersonReturn, on_delete=models.CASCADE, related_name="doubtful_matches")
    position = models.PositiveIntegerField()
    candidate = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    other_position = models.PositiveIntegerField(null=True)
    why = models.CharField(max_length=300)
    returned = models.JSONField()
    decision = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"doubt at {self.position} of {self.person_return_id}"
