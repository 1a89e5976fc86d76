"""Packs as they were made with every figure in them, the board's own template, and what was published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class PackState(models.TextChoices):
    """How far a pack is."""

    ASKED = "asked"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"


class BoardTemplate(models.Model):
    """A Word template of the board's own; the newest one that was not put aside is used."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id document by at is_put_aside")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_put_aside = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Template {self.public_id}"


class Pack(models.Model):
    """One pack: for whom, as of when, from which reckoning, every printed figure, and its two documents."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id plan tier profile meeting as_of since figure_run last_event figures hidden missing holds "
            "state says pdf word template asked_by asked_at made_at seconds"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="packs")
    tier = models.CharField(max_length=30)
    profile = models.CharField(max_length=30)
    meeting = models.CharField(max_length=200, blank=True)
    as_of = models.DateField()
    since = models.DateField(null=True)
    figure_run = models.BigIntegerField(null=True)
    last_event = models.BigIntegerField(default=0)
    figures = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    holds = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.ASKED)
    says = models.TextField(blank=True)
    pdf = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    word = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(BoardTemplate, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"{self.tier} pack of {self.as_of}"


class PackCheck(models.Model):
    """One time that a pack's figures were set against the records."""

    SENSITIVITY: ClassVar = classified(ordinary="id pack at compared differing")

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField(default=timezone.now)
    compared = models.PositiveIntegerField()
    differing = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.compared} figures compared"


class PlainWords(models.Model):
    """Words written for everybody about a section or an action; the newest of a kind stand."""

    SENSITIVITY: ClassVar = classified(public="id plan section action kind words at", ordinary="by")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.words[:60]


class Publication(models.Model):
    """What everybody was shown from a moment on: the snapshot itself, never reckoned again."""

    SENSITIVITY: ClassVar = classified(
        public="id public_id plan as_of published_at snapshot public_pack easy_pack withdrawn_at",
        ordinary="published_by withdrawn_by fingerprint",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="publications")
    as_of = models.DateField()
    snapshot = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    public_pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    easy_pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Published {self.published_at:%Y-%m-%d}"
