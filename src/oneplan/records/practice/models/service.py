"""A service that an area runs, and each version of how it runs."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.practice.models.adoption import Adoption
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class RunningService(models.Model):
    """A service set up here from an adopted practice; the newest version says how new referrals go through it."""

    SENSITIVITY: ClassVar = classified(
        public="id public_id slug title adoption opened_on closed_on", ordinary="made_by"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="services")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title


class ServiceVersion(models.Model):
    """The service as an area set it up, whole, with what differs from the practice and why; never changed."""

    SENSITIVITY: ClassVar = classified(public="id service number definition first_day why", ordinary="made_by made_at")

    service = models.ForeignKey(RunningService, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    first_day = models.DateField()
    why = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["service_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="one_service_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} version {self.number}"
