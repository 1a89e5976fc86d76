"""Strategies, policies and guidance: versions, what was heard about them, and the way to sign-off."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class StrategyDocument(models.Model):
    """A document that lasts through its versions; ``checklist`` names what it answers when documents are asked for."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id kind title says checklist owner_role made_by made_at")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    says = models.TextField(blank=True)
    checklist = models.CharField(max_length=40, blank=True)
    owner_role = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One version: where it stands, the day it is looked at again, its file and where it is published."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id document label state begun_on in_force_on review_on file published_link revision "
            "made_by made_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    document = models.ForeignKey(StrategyDocument, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=60)
    state = models.CharField(max_length=12, default="draft")
    begun_on = models.DateField()
    in_force_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    file = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    published_link = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["document_id", "-begun_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "label"], name="version_label_once"),
            models.UniqueConstraint(fields=["document"], condition=Q(state="in-force"), name="one_version_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.label}"


class Consultation(models.Model):
    """When a version was out for views, whose, what was heard and what changed because of it."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id version first_day last_day with_whom heard changed recorded_by made_at"
    )

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="consultations")
    first_day = models.DateField()
    last_day = models.DateField()
    with_whom = models.TextField()
    heard = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["first_day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="consultation_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class SignOffStep(models.Model):
    """One step of the way to sign-off: who has to agree, by when, and what they said."""

    SENSITIVITY: ClassVar = classified(ordinary="id version position who due_on result note done_on done_by made_at")

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    result = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["version_id", "position", "id"]

    def __str__(self) -> str:
        return self.who
