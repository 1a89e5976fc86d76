"""What came back, by which way, and what the lead made of it. Nothing here is changed once it is written."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from oneplan.records.delivery.models.cycle import Commission, DeliveryCycle
from oneplan.records.improvement.models.plan import RATINGS
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class ReplyLink(models.Model):
    """A link for somebody without an account: one cycle, one role, until a day. The link itself is not kept."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id cycle role sent_to made_by made_on ends_on revoked_on revoked_by why_revoked",
        restricted="token_hash",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    cycle = models.ForeignKey(DeliveryCycle, on_delete=models.CASCADE, related_name="links")
    role = models.CharField(max_length=300)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    ends_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why_revoked = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["cycle_id", "-id"]

    def __str__(self) -> str:
        return f"link for {self.role}"


class ReplyLinkUse(models.Model):
    """One use of a link, or one try of something that is no link; the network address only as a fingerprint."""

    SENSITIVITY: ClassVar = classified(ordinary="id link what on at", restricted="place")

    link = models.ForeignKey(ReplyLink, on_delete=models.PROTECT, null=True, related_name="uses")
    what = models.CharField(max_length=20)
    on = models.DateField()
    at = models.DateTimeField()
    place = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["place", "at"], name="link_tries_by_place")]

    def __str__(self) -> str:
        return f"{self.what} on {self.on}"


class SentSheet(models.Model):
    """A spreadsheet of questions as it was sent: which lines it holds, each with the action's version then."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id cycle role made_by made_on lines")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    cycle = models.ForeignKey(DeliveryCycle, on_delete=models.CASCADE, related_name="sheets")
    role = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    lines = models.JSONField()

    class Meta:
        ordering: ClassVar = ["cycle_id", "-id"]

    def __str__(self) -> str:
        return f"sheet for {self.role}"


class Reply(models.Model):
    """What one person answered about one action; answering again adds another reply."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id commission role by by_name link sheet on at request_key done difference rating rating_raw "
            "rating_reason due_on due_reason risks public_words"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="replies")
    role = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    link = models.ForeignKey(ReplyLink, on_delete=models.PROTECT, null=True, related_name="replies")
    sheet = models.ForeignKey(SentSheet, on_delete=models.PROTECT, null=True, related_name="replies")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    request_key = models.CharField(max_length=64, blank=True)
    done = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    rating = models.CharField(max_length=30, choices=RATINGS, blank=True)
    rating_raw = models.CharField(max_length=300, blank=True)
    rating_reason = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_reason = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    public_words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["commission_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["link", "request_key"], condition=~Q(request_key=""), name="a_link_saves_a_form_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name} on {self.on}"


class Clearance(models.Model):
    """What the lead let stand of the replies: activity apart from impact, internal apart from public words."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id commission reply cleared_upto on at by activity impact internal rating_outcome due_outcome "
            "rating_says due_says"
        ),
        public="public_words",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="clearances")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, null=True, related_name="clearances")
    cleared_upto = models.BigIntegerField(default=0)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    activity = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    internal = models.TextField(blank=True)
    public_words = models.TextField(blank=True)
    rating_outcome = models.CharField(max_length=20, blank=True)
    rating_says = models.TextField(blank=True)
    due_outcome = models.CharField(max_length=20, blank=True)
    due_says = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["commission_id", "id"]

    def __str__(self) -> str:
        return f"cleared on {self.on}"
