"""An action as it stands: a projection of its events, rebuilt from them at any time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from oneplan.core.improvement.links import LinkKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, OwnerPart
from oneplan.records.improvement.models.plan import RATINGS, ImprovementPlan, Section
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Action(models.Model):
    """One action. Plan, key and public id are its identity (refs may restart in each section); the rest
    follows from its events.
    """

    SENSITIVITY: ClassVar = classified(
        public=(
            "id public_id plan section position key ref ref_is_given text phase rating rating_raw "
            "due_raw due_from due_on due_precision due_revised_from due_starts_on due_review_on due_note "
            "is_superseded is_evidence_unseen version changed_on schedule first_due_on baseline_due_on predecessor"
        ),
        ordinary=(
            "is_withdrawn is_changed_here update_count evidence_count impact_count sources baselines "
            "is_baseline_asked is_added_here"
        ),
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    ref = models.CharField(max_length=80)
    ref_is_given = models.BooleanField(default=True)

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="actions", null=True)
    text = models.TextField()
    phase = models.CharField(max_length=300, blank=True)
    rating = models.CharField(max_length=30, choices=RATINGS, default=Rating.UNKNOWN)
    rating_raw = models.CharField(max_length=300, blank=True)
    due_raw = models.CharField(max_length=500, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, db_index=True)
    due_precision = models.CharField(
        max_length=20,
        choices=[(each.value, each.value) for each in DuePrecision],
        default=DuePrecision.NONE,
    )
    due_revised_from = models.DateField(null=True, blank=True)
    due_starts_on = models.DateField(null=True, blank=True)
    due_review_on = models.DateField(null=True, blank=True)
    due_note = models.CharField(max_length=500, blank=True)
    is_superseded = models.BooleanField(default=False)
    is_evidence_unseen = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(default=False)
    is_changed_here = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    changed_on = models.DateField(null=True)
    update_count = models.PositiveIntegerField(default=0)
    evidence_count = models.PositiveIntegerField(default=0)
    impact_count = models.PositiveIntegerField(default=0)
    sources = models.JSONField(default=list)
    schedule = models.JSONField(default=dict)
    first_due_on = models.DateField(null=True, blank=True)
    baseline_due_on = models.DateField(null=True, blank=True)
    baselines = models.PositiveIntegerField(default=0)
    is_baseline_asked = models.BooleanField(default=False)
    is_added_here = models.BooleanField(default=False)
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")

    class Meta:
        ordering: ClassVar = ["plan_id", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "key"], name="one_action_per_key"),
            models.CheckConstraint(
                condition=Q(due_from__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("due_from")),
                name="due_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class OwnerRole(models.Model):
    """A role that owns actions, by the name the plan gives it."""

    SENSITIVITY: ClassVar = classified(public="id plan name slug")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="owner_roles")
    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=80)

    class Meta:
        ordering: ClassVar = ["plan_id", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "name"], name="one_owner_role_per_name"),
            models.UniqueConstraint(fields=["plan", "slug"], name="one_owner_role_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class ActionOwner(models.Model):
    """A role that owns an action: whether it leads or supports, and for which partner."""

    SENSITIVITY: ClassVar = classified(public="id action owner_role part partner position")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="owners")
    owner_role = models.ForeignKey(OwnerRole, on_delete=models.PROTECT, related_name="owned")
    part = models.CharField(max_length=10, choices=[(part.value, part.value) for part in OwnerPart])
    partner = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["action_id", "position"]

    def __str__(self) -> str:
        return f"{self.owner_role} ({self.part})"


class Dependency(models.Model):
    """A link to an action: written in an action or a section, or made here; with the action it means, if any."""

    SENSITIVITY: ClassVar = classified(
        public="id plan from_action from_section written to_action kind why", ordinary="is_made_here"
    )

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="dependencies")
    from_action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="depends_on")
    from_section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="depends_on")
    written = models.CharField(max_length=80)
    to_action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="depended_on_by")
    kind = models.CharField(max_length=20, default=LinkKind.RELATED.value)
    why = models.CharField(max_length=300, blank=True)
    is_made_here = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["plan_id", "id"]

    def __str__(self) -> str:
        return self.written
