"""What is known of need in the area, fact by fact."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from oneplan.records.improvement.models import ImprovementPlan, Priority, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class NeedsFact(models.Model):
    """A fact with its number, source and date; a newer one takes its place and both stay.

    ``measure`` names a figure of these records: its value is kept as cited, and the present one stands beside it.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id plan statement number source link dated_on measure cited_words cited_amount superseded_by "
            "recorded_by recorded_on made_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="needs_facts")
    statement = models.TextField()
    number = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300)
    link = models.CharField(max_length=500, blank=True)
    dated_on = models.DateField()
    measure = models.CharField(max_length=60, blank=True)
    cited_words = models.CharField(max_length=80, blank=True)
    cited_amount = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    superseded_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="supersedes")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["dated_on", "id"]

    def __str__(self) -> str:
        return self.statement[:80]


class NeedsFactPlace(models.Model):
    """A priority or a section of the plan that a fact is a reason for."""

    SENSITIVITY: ClassVar = classified(ordinary="id fact priority section")

    fact = models.ForeignKey(NeedsFact, on_delete=models.CASCADE, related_name="places")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, null=True, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="needs_facts")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(priority__isnull=False, section__isnull=True)
                | Q(priority__isnull=True, section__isnull=False),
                name="fact_hangs_on_one_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.section or self.priority)
