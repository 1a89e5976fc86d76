"""Evidence as it stood when it was cited."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.evaluation.models.statement import Statement
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Citation(models.Model):
    """One piece of evidence: a figure with the value it had, or an audit, survey, voice or document with its date."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id statement kind shows dated_on is_child_level measure measure_title cited_words cited_amount "
            "cited_period document link cited_on cited_by at removed_on"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="citations")
    kind = models.CharField(max_length=20)
    shows = models.TextField()
    dated_on = models.DateField()
    is_child_level = models.BooleanField(default=False)
    measure = models.CharField(max_length=60, blank=True)
    measure_title = models.CharField(max_length=300, blank=True)
    cited_words = models.CharField(max_length=80, blank=True)
    cited_amount = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    cited_period = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.CharField(max_length=500, blank=True)
    cited_on = models.DateField()
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.shows[:80]
