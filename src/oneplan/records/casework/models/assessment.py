"""The request for a needs assessment and what became of it, as the last word on each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneplan.records.casework.models.case import Case
from oneplan.records.sensitivity import classified


class NeedsAssessment(models.Model):
    """The request and the assessment of one case; outcomes are the return's own codes (Y, N, A, W, H)."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id case received_on source request_outcome request_outcome_on request_mediation request_tribunal "
            "outcome outcome_on mediation tribunal other_mediation other_tribunal exceptions_apply exported_to"
        ),
        restricted="in_youth_accommodation",
    )

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="needs_assessment")
    received_on = models.DateField(null=True)
    source = models.CharField(max_length=2, blank=True)
    in_youth_accommodation = models.BooleanField(null=True)
    request_outcome = models.CharField(max_length=2, blank=True)
    request_outcome_on = models.DateField(null=True)
    request_mediation = models.BooleanField(null=True)
    request_tribunal = models.BooleanField(null=True)
    outcome = models.CharField(max_length=2, blank=True)
    outcome_on = models.DateField(null=True)
    mediation = models.BooleanField(null=True)
    tribunal = models.BooleanField(null=True)
    other_mediation = models.BooleanField(null=True)
    other_tribunal = models.BooleanField(null=True)
    exceptions_apply = models.BooleanField(null=True)
    exported_to = models.CharField(max_length=3, blank=True)

    def __str__(self) -> str:
        return f"assessment of {self.case_id}"
