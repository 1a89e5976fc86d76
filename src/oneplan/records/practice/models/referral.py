"""What is referred to a service, everything that happened to it, and each time an instrument was scored."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from oneplan.core.improvement.services import Subject
from oneplan.records.casework.models import Team
from oneplan.records.people.models import Person
from oneplan.records.practice.models.service import RunningService, ServiceVersion
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Referral(models.Model):
    """A child or young person, or something that is nobody's record, referred to a service.

    It keeps the version it began under. ``is_open`` and ``stage`` follow from its events.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary="id public_id service version subject person named referred_by referred_on team made_by stage is_open",
        sensitive="reason",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    service = models.ForeignKey(RunningService, on_delete=models.PROTECT, related_name="referrals")
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="referrals")
    subject = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Subject])
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="service_referrals")
    named = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    referred_by = models.CharField(max_length=200, blank=True)
    referred_on = models.DateField(db_index=True)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=60, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-referred_on", "-id"]
        constraints: ClassVar = [
            # A person's name stands in the person's own record alone.
            models.CheckConstraint(
                condition=Q(subject="person", person__isnull=False, named="")
                | (~Q(subject="person") & Q(person__isnull=True) & ~Q(named="")),
                name="referral_is_of_a_person_or_named",
            ),
            models.UniqueConstraint(
                fields=["service", "person"],
                condition=Q(is_open=True, person__isnull=False),
                name="one_open_referral_of_a_person_per_service",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ReferralEvent(models.Model):
    """One thing that happened to a referral; never changed."""

    SENSITIVITY: ClassVar = classified(ordinary="id referral kind on what by acting_role at", sensitive="note")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    what = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_role = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["referral_id", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}".strip()


class ReferralScore(models.Model):
    """One complete answering of an instrument, as it was answered; never changed."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id referral event instrument version age_group", sensitive="answers total band"
    )

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="scores")
    event = models.OneToOneField(ReferralEvent, on_delete=models.CASCADE, related_name="score")
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    age_group = models.CharField(max_length=40, blank=True)
    answers = models.JSONField()
    total = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    band = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["referral_id", "id"]

    def __str__(self) -> str:
        return self.instrument
