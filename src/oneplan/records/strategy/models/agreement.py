"""Who may send what about people to whom, on which lawful basis."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class SharingAgreement(models.Model):
    """One data sharing agreement; one that is needed and not signed yet is on the list too."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id title parties purpose lawful_basis flows owner_role signed_on review_on ended_on document "
            "revision recorded_by made_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    title = models.CharField(max_length=200)
    parties = models.TextField()
    purpose = models.TextField()
    lawful_basis = models.TextField()
    flows = models.TextField()
    owner_role = models.CharField(max_length=300)
    signed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title
