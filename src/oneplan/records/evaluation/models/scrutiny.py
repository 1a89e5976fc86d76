"""What board members, the chair and the forum ask about a statement, and what they are told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.evaluation.models.statement import Statement
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class ScrutinyQuestion(models.Model):
    """One question about one statement; without an answer it stays open in view."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id statement text asked_by asked_on answer answered_by answered_on made_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="scrutiny")
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:80]
