"""Meetings, what is on their agendas, who comes, and what was sent out about them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from oneplan.records.documents.models import Document
from oneplan.records.governance.models.body import Body, Seat
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"


class Meeting(models.Model):
    """One meeting of a body; ``sequence`` rises whenever its day or place changes, as calendars expect."""

    SENSITIVITY: ClassVar = classified(
        public="id public_id body meets_on starts_at lasts_minutes place state sequence public_note note_published_on",
        ordinary="why_cancelled papers_sent_on minutes_signed_on minutes_signed_by made_by made_at",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings")
    meets_on = models.DateField(db_index=True)
    starts_at = models.TimeField()
    lasts_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default=PLANNED)
    sequence = models.PositiveSmallIntegerField(default=0)
    why_cancelled = models.TextField(blank=True)
    papers_sent_on = models.DateField(null=True, blank=True)
    minutes_signed_on = models.DateField(null=True, blank=True)
    minutes_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    public_note = models.TextField(blank=True)
    note_published_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["meets_on", "id"]

    def __str__(self) -> str:
        return f"{self.body} {self.meets_on}"


class MeetingMove(models.Model):
    """A meeting was moved: from when to when, why, and what had already gone out; never changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id meeting was_on now_on reason went_out by moved_on at")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")
    was_on = models.DateField()
    now_on = models.DateField()
    reason = models.TextField()
    went_out: Any = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.was_on} to {self.now_on}"


class RecurringItem(models.Model):
    """An item that falls on a body's meetings by rule."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id body title lead_role every months needs_paper first_day last_day"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="recurring")
    title = models.CharField(max_length=300)
    lead_role = models.CharField(max_length=200, blank=True)
    every = models.PositiveSmallIntegerField(default=0)
    months: Any = models.JSONField(default=list)
    needs_paper = models.BooleanField(default=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["body_id", "id"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """A line of an agenda that somebody put there or did something about; taken off only with a reason."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id meeting key kind position title says lead_role needs_paper removed_reason removed_by "
            "removed_on outcome minute"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    says = models.TextField(blank=True)
    lead_role = models.CharField(max_length=200, blank=True)
    needs_paper = models.BooleanField(default=False)
    removed_reason = models.TextField(blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    minute = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "key"], name="one_line_per_key")]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A paper on the agreed template for one item; its due day follows the meeting and is never kept."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id item title fields document has_lived_experience handed_in_on by sent_on"
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=300)
    fields: Any = models.JSONField(default=dict)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    has_lived_experience = models.BooleanField(default=False)
    handed_in_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["item_id", "id"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """What one seat said before a meeting (reply) and how it was taken on the day (presence)."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id meeting seat reply replied_on replied_by presence", sensitive="deputy_name"
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="attendance")
    reply = models.CharField(max_length=12, blank=True)
    deputy_name = models.CharField(max_length=200, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    presence = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_place_at_each_meeting")]

    def __str__(self) -> str:
        return f"{self.seat_id} at {self.meeting_id}"


class Interest(models.Model):
    """A holder of a seat has an interest in one item, and stands aside for it; never changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id item seat is_personal declared_on by", sensitive="says")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="interests")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="interests")
    says = models.TextField()
    is_personal = models.BooleanField(default=False)
    declared_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "seat"], name="one_interest_each")]

    def __str__(self) -> str:
        return f"{self.seat_id} in {self.item_id}"


class MeetingNotice(models.Model):
    """A message about a meeting that went, or was to go, to one person."""

    SENSITIVITY: ClassVar = classified(ordinary="id meeting user kind made_on is_sent")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    made_on = models.DateField()
    is_sent = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.meeting_id}"


class CalendarFeed(models.Model):
    """The secret address under which one person's calendar reads their meetings; only its fingerprint is kept."""

    SENSITIVITY: ClassVar = classified(ordinary="id user made_on ended_on", restricted="secret_hash")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"feed of {self.user_id}"
