"""A statement as it stands, and everything that was done to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.evaluation.models.round import EvaluationRound
from oneplan.records.improvement.models import Action
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified

DRAFT, ASKED, AGREED, TO_REVIEW = "draft", "asked", "agreed", "to-review"


class Statement(models.Model):
    """A claim that answers a question, with its judgement; what it said before is in its events."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id round instrument instrument_version question claim judgement claims_impact impact what_next "
            "owner_role state written_by written_on asked_on agreed_by agreed_on reviewed_on carried_from version "
            "is_withdrawn made_at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="statements")
    instrument = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    question = models.CharField(max_length=20)
    claim = models.TextField()
    judgement = models.CharField(max_length=20)
    claims_impact = models.BooleanField(default=False)
    impact = models.TextField(blank=True)
    what_next = models.TextField(blank=True)
    owner_role = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default=DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    asked_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="carried_to")
    version = models.PositiveIntegerField(default=1)
    is_withdrawn = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["round_id", "instrument", "question", "id"]
        indexes: ClassVar = [models.Index(fields=["round", "instrument", "question"], name="statement_of_a_question")]

    def __str__(self) -> str:
        return self.claim[:80]


class StatementEvent(models.Model):
    """Something done to a statement, with the words it had then; added and never changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id statement kind details on by at")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class StatementAction(models.Model):
    """The action of the improvement plan that a gap in a statement became."""

    SENSITIVITY: ClassVar = classified(ordinary="id statement action gap on by")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="gap_actions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="from_statements")
    gap = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["statement", "action"], name="gap_action_once")]

    def __str__(self) -> str:
        return self.gap[:80]
