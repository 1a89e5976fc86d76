"""A stored file; its bytes are under a random name outside anything a web server hands out."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Document(models.Model):
    """One file as it was received. The fingerprint tells whether the same file came before."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id kind name content_type size sha256 stored_as uploaded_by uploaded_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=64, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
