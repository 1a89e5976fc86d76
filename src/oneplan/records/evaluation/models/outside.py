"""What others found when they looked: inspections, engagement meetings and peer reviews."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.evaluation.models.statement import Statement
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class OutsideReview(models.Model):
    """One visit or meeting at which somebody outside judged the area."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id kind title by_whom held_on outcome outcome_words document link recorded_by made_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    by_whom = models.CharField(max_length=200)
    held_on = models.DateField()
    outcome = models.CharField(max_length=30, blank=True)
    outcome_words = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.title


class OutsideFinding(models.Model):
    """One thing they found, what we had said of it ourselves, and how it was closed."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id review kind text criterion match statement match_why matched_by matched_on closed_on "
            "closed_evidence closed_by made_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    review = models.ForeignKey(OutsideReview, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    criterion = models.CharField(max_length=20, blank=True)
    match = models.CharField(max_length=12, blank=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="outside_findings")
    match_why = models.TextField(blank=True)
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    matched_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_evidence = models.TextField(blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:80]
