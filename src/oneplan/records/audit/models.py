"""Audit entries, the seals that chain them, and the requests already carried out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from oneplan.records.sensitivity import classified


class AuditEntry(models.Model):
    """One act, reading or refusal; it points at nothing, so no deletion follows it or is stopped by it."""

    SENSITIVITY: ClassVar = classified(
        ordinary=("id at by_id acting_role verb subject_kind subject_ids route why result details fingerprint")
    )

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by_id = models.BigIntegerField(null=True, db_index=True)
    acting_role = models.CharField(max_length=50, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_ids = models.JSONField(default=list)
    route = models.CharField(max_length=100, blank=True)
    why = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} ({self.result})"


class AuditSeal(models.Model):
    """One link of the chain: the hash of the entry together with the hash before it."""

    SENSITIVITY: ClassVar = classified(ordinary="sequence entry_id previous_hash hash sealed_at")

    sequence = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["sequence"]

    def __str__(self) -> str:
        return f"seal {self.sequence}"


class RequestDone(models.Model):
    """A request that has had its effect, so that a second press of the button has none."""

    SENSITIVITY: ClassVar = classified(ordinary="id by_id key verb asked result at")

    by_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    asked = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["by_id", "key"], name="request_has_one_effect")]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
