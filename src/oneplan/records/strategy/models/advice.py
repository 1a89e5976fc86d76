"""Programmes the area takes part in, advisers it has, and what each recommends."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models import Action
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Programme(models.Model):
    """A programme or an adviser from outside, with the days it lasts."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id kind title by_whom says first_day last_day recorded_by made_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    by_whom = models.CharField(max_length=200)
    says = models.TextField(blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-first_day", "-id"]

    def __str__(self) -> str:
        return self.title


class Recommendation(models.Model):
    """Something that was recommended: answered by an action or a reason, and closed with evidence."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id programme text made_on state reason action answered_by answered_on closed_evidence closed_by "
            "closed_on made_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField()
    made_on = models.DateField()
    state = models.CharField(max_length=12, default="open")
    reason = models.TextField(blank=True)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="from_advice")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    closed_evidence = models.TextField(blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["made_on", "id"]

    def __str__(self) -> str:
        return self.text[:80]
