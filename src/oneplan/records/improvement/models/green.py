"""Who asked for a green rating, on what grounds, and what somebody else decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models.action import Action
from oneplan.records.improvement.models.event import ActionEvent
from oneplan.records.improvement.models.plan import RATINGS
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class GreenOutcome(models.TextChoices):
    """What became of a request; overtaken when the rating was changed before anybody decided."""

    APPROVED = "approved"
    SENT_BACK = "sent-back"
    OVERTAKEN = "overtaken"


class GreenRequest(models.Model):
    """Somebody asks that an action be rated green. ``owner_roles`` are those that owned it then."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id action rating rating_raw reason owner_roles by acting_role on at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="green_requests")
    rating = models.CharField(max_length=30, choices=RATINGS)
    rating_raw = models.CharField(max_length=300)
    reason = models.TextField()
    owner_roles = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.action_id} asks for {self.rating}"


class GreenDecision(models.Model):
    """What became of a request, decided once; an approval names the event by which the rating changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id request outcome reason by acting_role on at event")

    request = models.OneToOneField(GreenRequest, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=GreenOutcome.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    event = models.ForeignKey(ActionEvent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.outcome
