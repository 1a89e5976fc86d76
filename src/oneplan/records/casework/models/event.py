"""What happened in a case, never changed: a correction is a later row that supersedes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.casework.models.case import Case
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class CaseEvent(models.Model):
    """One dated fact of the pathways' vocabulary. ``day_is`` says whether the day itself is known.

    ``supersedes`` is the row that this one takes the place of; a row with ``is_retraction`` takes it back and puts
    nothing in its place. Rows are only added, and the database holds that.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id case fact on day_is supersedes is_retraction recorded_at recorded_by acting_role source "
            "person_return"
        ),
        sensitive="details",
    )

    EXACT, AT_LATEST = "exact", "at latest"

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    fact = models.CharField(max_length=60)
    on = models.DateField()
    day_is = models.CharField(max_length=10, default=EXACT)
    details = models.JSONField(default=dict)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    is_retraction = models.BooleanField(default=False)
    source = models.CharField(max_length=20)
    person_return = models.ForeignKey("returns.PersonReturn", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering: ClassVar = ["case_id", "on", "id"]
        indexes: ClassVar = [models.Index(fields=["case", "on"], name="events_of_a_case")]

    def __str__(self) -> str:
        return f"{self.fact} on {self.on}"
