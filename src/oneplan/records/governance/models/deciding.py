"""What came out of meetings: decisions with every step they took, actions arising, questions, reports due."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.governance.models.body import Body
from oneplan.records.governance.models.meeting import AgendaItem, Meeting
from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class BodyDecision(models.Model):
    """A decision as it stands; its steps say how it came to stand so."""

    SENSITIVITY: ClassVar = classified(
        public="public_words", ordinary="id public_id meeting item body text action section state decided_on made_at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="decisions")
    text = models.TextField()
    public_words = models.TextField(blank=True)
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="decisions")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, related_name="decisions")
    state = models.CharField(max_length=20)
    decided_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-meeting__meets_on", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class DecisionStep(models.Model):
    """One step of a decision, never changed: recorded, chair's action, ratified or refused, with the reason."""

    SENSITIVITY: ClassVar = classified(ordinary="id decision state meeting reason by acting_role on_day at")

    decision = models.ForeignKey(BodyDecision, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50)
    on_day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["decision_id", "id"]

    def __str__(self) -> str:
        return f"{self.state} on {self.on_day}"


class ArisingAction(models.Model):
    """Something a role does because of a meeting; it may have become a line of the plan."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id body meeting item text owner_role due_on done_on done_words plan_action made_on"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="arising")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="arising")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="arising")
    text = models.TextField()
    owner_role = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_words = models.TextField(blank=True)
    plan_action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class Question(models.Model):
    """Something one body asks of another, down, or brings before it, up; open until it is answered."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id from_body to_body direction text why raised_on raised_by due_on answer answered_on "
            "answered_by action"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    from_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="questions_out")
    to_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="questions_in")
    direction = models.CharField(max_length=4)
    text = models.TextField()
    why = models.TextField(blank=True)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class Handover(models.Model):
    """What one body handed to another when it closed; never changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id from_body to_body kind words handed_on by")

    from_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="handed_out")
    to_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="handed_in")
    kind = models.CharField(max_length=30)
    words = models.TextField()
    handed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.handed_on}"


class DueReport(models.Model):
    """A report, strategy, guidance document or review that the plan promises, and the body it is due to."""

    SENSITIVITY: ClassVar = classified(
        public="title kind audience due_on published_link published_on",
        ordinary=(
            "id public_id plan owner_role sign_off_route due_body meeting status status_on because why_not_needed "
            "action promise_text document made_at"
        ),
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="reports_due")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=30)
    owner_role = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    sign_off_route = models.CharField(max_length=300, blank=True)
    due_body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="reports_due")
    due_on = models.DateField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="reports_due")
    status = models.CharField(max_length=12)
    status_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=300, blank=True)
    why_not_needed = models.TextField(blank=True)
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="reports_due")
    promise_text = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    published_link = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title
