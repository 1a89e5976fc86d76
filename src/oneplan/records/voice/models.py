"""What people said, who was involved, what was decided and how they were told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.improvement.models import Action, ImprovementPlan, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Engagement(models.Model):
    """A day on which people are asked: a conference, a meeting of the shadow board, a survey."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id plan title source group planned_on papers_out_on held_on heard called_off_because by at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="engagements")
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=30)
    group = models.CharField(max_length=30)
    planned_on = models.DateField()
    papers_out_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    heard = models.PositiveIntegerField(null=True)
    called_off_because = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["planned_on", "id"]

    def __str__(self) -> str:
        return self.title


class VoiceItem(models.Model):
    """One thing that people said, without names. What became of it is in its steps."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id plan section action engagement group source level theme said heard_on by acting_role on at"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="voices")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, related_name="voices")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="voices")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, null=True, related_name="voices")
    group = models.CharField(max_length=30)
    source = models.CharField(max_length=30)
    level = models.CharField(max_length=20)
    theme = models.CharField(max_length=120)
    said = models.TextField()
    heard_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-heard_on", "-id"]

    def __str__(self) -> str:
        return self.theme


class StepKind(models.TextChoices):
    """What can become of something that was said."""

    DECIDED = "decided"
    EFFECT = "effect"
    TOLD = "told"


class VoiceStep(models.Model):
    """A decision, evidence of its effect, or that people were told: added, never changed."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id item kind decision words reason whom told_whom told_how by acting_role on at"
    )

    item = models.ForeignKey(VoiceItem, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    decision = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    reason = models.TextField(blank=True)
    whom = models.CharField(max_length=200, blank=True)
    told_whom = models.CharField(max_length=200, blank=True)
    told_how = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["item_id", "id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.words[:60]}"


class Involvement(models.Model):
    """Who took part in an action, how far, and what changed because of it or could not."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id action group who level rung how changed could_not could_not_because happened_on by acting_role on at"
        )
    )

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="involvements")
    group = models.CharField(max_length=30)
    who = models.CharField(max_length=200)
    level = models.CharField(max_length=20)
    rung = models.CharField(max_length=20)
    how = models.TextField()
    changed = models.TextField(blank=True)
    could_not = models.TextField(blank=True)
    could_not_because = models.TextField(blank=True)
    happened_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-happened_on", "-id"]

    def __str__(self) -> str:
        return f"{self.who}: {self.rung}"


class Quote(models.Model):
    """Somebody's own words beside a priority, with the consent they gave; no name, and none kept once withdrawn."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id plan priority words group said_on consent consent_on may_be_public withdrawn_on by at"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="quotes")
    priority = models.PositiveIntegerField()
    words = models.TextField()
    group = models.CharField(max_length=30)
    said_on = models.DateField()
    consent = models.TextField()
    consent_on = models.DateField()
    may_be_public = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["priority", "-said_on", "-id"]

    def __str__(self) -> str:
        return self.words[:60]


class PublicComment(models.Model):
    """What anybody wrote about the published plan. ``place`` tells one sender from another until somebody has read it.

    An accepted comment is an item like any other, and closes only when its answer stands beside it.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id plan section said on at item refused_because decided_by decided_on", sensitive="place"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="comments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, related_name="comments")
    said = models.TextField()
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    place = models.CharField(max_length=64, blank=True)
    item = models.OneToOneField(VoiceItem, on_delete=models.PROTECT, null=True, related_name="comment")
    refused_because = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["place", "at"], name="comments_by_place")]

    def __str__(self) -> str:
        return self.said[:60]


class PromiseCheck(models.Model):
    """How well one statement of the promise is kept, by those who checked it on a day."""

    SENSITIVITY: ClassVar = classified(ordinary="id plan statement points group says checked_on by acting_role on at")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="promise_checks")
    statement = models.CharField(max_length=60)
    points = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=30)
    says = models.TextField(blank=True)
    checked_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-checked_on", "-id"]

    def __str__(self) -> str:
        return f"{self.statement}: {self.points}"
