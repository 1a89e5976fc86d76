"""A plan document brought in: what was read from it, what people decided, what became of every line."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.core.improvement.reading import LineFate
from oneplan.records.documents.models import Document
from oneplan.records.improvement.models.plan import ImprovementPlan
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class ImportState(models.TextChoices):
    """Where an import has got to."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    FAILED = "failed"
    APPLIED = "applied"
    UNDONE = "undone"


class PlanImport(models.Model):
    """One document on its way into a plan. ``before`` holds what applying it replaced, for undoing."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id document plan made_plan state by at done total says reading findings problem "
            "decisions "
            "before applied_at applied_by undone_at undone_by heard_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="imports")
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, null=True, related_name="imports")
    made_plan = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.RECEIVED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    says = models.CharField(max_length=300, blank=True)
    heard_at = models.DateTimeField(null=True)
    reading = models.JSONField(null=True)
    findings = models.JSONField(default=list)
    problem = models.JSONField(null=True)
    decisions = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"import {self.public_id}"


class ImportLine(models.Model):
    """One line of the document, what became of it and, for a line in doubt, what a person decided."""

    SENSITIVITY: ClassVar = classified(
        ordinary=("id plan_import line text fate why decision section_key ref reason decided_by decided_at carried_out")
    )

    plan_import = models.ForeignKey(PlanImport, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    text = models.TextField()
    fate = models.CharField(max_length=10, choices=[(fate.value, fate.value) for fate in LineFate])
    why = models.TextField(blank=True)
    decision = models.CharField(max_length=10, blank=True)
    section_key = models.CharField(max_length=300, blank=True)
    ref = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    carried_out = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["plan_import_id", "line", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan_import", "line"], name="one_fate_per_line")]
        indexes: ClassVar = [models.Index(fields=["plan_import", "fate"], name="lines_by_fate")]

    def __str__(self) -> str:
        return f"line {self.line}"
