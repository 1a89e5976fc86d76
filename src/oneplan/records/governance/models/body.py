"""Bodies, their terms of reference by version, their seats and who held them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Body(models.Model):
    """A board, panel, group or forum that meets; ``parent`` is the one it answers to."""

    SENSITIVITY: ClassVar = classified(
        public=(
            "id public_id name kind tier parent purpose opens_on closes_on has_families_item has_young_people_item "
            "paper_days made_at"
        ),
        ordinary="closed_reason",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    tier = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    purpose = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    has_families_item = models.BooleanField(default=False)
    has_young_people_item = models.BooleanField(default=False)
    paper_days = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["tier", "name", "id"]

    def __str__(self) -> str:
        return self.name


class BodyTie(models.Model):
    """One body reports to another, or advises it, beside the one it answers to."""

    SENSITIVITY: ClassVar = classified(public="id from_body to_body kind")

    from_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="ties_out")
    to_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="ties_in")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["from_body", "to_body"], name="one_tie_each_way")]

    def __str__(self) -> str:
        return f"{self.from_body_id} {self.kind} {self.to_body_id}"


class TermsVersion(models.Model):
    """The terms of reference of a body from a day on; a later version replaces them and neither is changed."""

    SENSITIVITY: ClassVar = classified(
        public=(
            "id body number valid_from text needed_number share_top share_bottom partners needs_families "
            "needs_young_people deputies_count"
        ),
        ordinary="reason made_by made_at",
    )

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    text = models.TextField()
    needed_number = models.PositiveSmallIntegerField(default=0)
    share_top = models.PositiveSmallIntegerField(default=0)
    share_bottom = models.PositiveSmallIntegerField(default=1)
    partners: Any = models.JSONField(default=list)
    needs_families = models.BooleanField(default=False)
    needs_young_people = models.BooleanField(default=False)
    deputies_count = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["body_id", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "number"], name="one_version_of_terms")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Seat(models.Model):
    """A place on a body, for a role of a partner; whom it speaks for, if for families or young people."""

    SENSITIVITY: ClassVar = classified(
        public="id public_id body position role partner speaks_for is_chair is_voting first_day last_day"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=200)
    partner = models.CharField(max_length=120, blank=True)
    speaks_for = models.CharField(max_length=20, blank=True)
    is_chair = models.BooleanField(default=False)
    is_voting = models.BooleanField(default=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["body_id", "position", "id"]

    def __str__(self) -> str:
        return self.role


class SeatHolding(models.Model):
    """Who sits in a seat from day to day, and who comes instead; young people are never named here."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id seat user deputy_user first_day last_day", sensitive="name deputy_name"
    )

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="holdings")
    name = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    deputy_name = models.CharField(max_length=200, blank=True)
    deputy_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["seat_id", "first_day", "id"]

    def __str__(self) -> str:
        return f"seat {self.seat_id} from {self.first_day}"
