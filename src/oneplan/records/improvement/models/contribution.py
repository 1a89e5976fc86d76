"""What people add to an action or a section: updates, evidence, what difference it made."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.records.documents.models import Document
from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.plan import ImprovementPlan, Section
from oneplan.records.improvement.models.plan_import import PlanImport
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Contribution(models.Model):
    """Something dated that a person added."""

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-at", "-id"]


class DatedUpdate(Contribution):
    """What has been done since: written by a person, read from a document, or kept as a note on a section."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id on by at plan section action text is_note plan_import is_withdrawn"
    )

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="updates")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="updates")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="updates")
    text = models.TextField()
    is_note = models.BooleanField(default=False)
    plan_import = models.ForeignKey(PlanImport, on_delete=models.PROTECT, null=True, related_name="updates")
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text[:80]


class Evidence(Contribution):
    """A reason to believe that an action worked: figures, an audit, or what people say."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id on by at action kind note document")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in EvidenceKind])
    note = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="evidence")

    def __str__(self) -> str:
        return self.note[:80]


class ImpactStatement(Contribution):
    """What is different for children, young people and families because of the action."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id on by at action text")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="impact_statements")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:80]
