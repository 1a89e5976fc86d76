"""A case, the team and the officer who hold it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from oneplan.records.people.models import Person
from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified
from oneplan.records.settings.models import Setting


class Team(models.Model):
    """A team of officers."""

    SENSITIVITY: ClassVar = classified(ordinary="id public_id name")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody in a team from a day to a day."""

    SENSITIVITY: ClassVar = classified(ordinary="id team user first_day last_day")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_memberships")
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="membership_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"


class Case(models.Model):
    """One journey, from a request (or a plan moving in) to a ceased plan or another end. A person may have several.

    ``stage``, ``opened_on``, ``closed_on``, ``setting`` and the plan's rows are projections of events and returns;
    ``revision`` grows with every change, so that what was worked out from a case is known to be stale.
    ``told_until`` is the last day that returns told of, and ``kept_from`` the first that officers tell of: what falls
    in neither time is unknown. A case opened here has neither, and everything of it is told.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id person stage opened_on closed_on closed_why officer officer_since team setting revision "
            "created_at updated_at sen_setting told_until kept_from"
        )
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    stage = models.CharField(max_length=30, blank=True, db_index=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_why = models.CharField(max_length=40, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="cases")
    officer_since = models.DateField(null=True)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="cases")
    setting = models.ForeignKey(Setting, on_delete=models.SET_NULL, null=True, related_name="cases")
    sen_setting = models.CharField(max_length=4, blank=True)
    told_until = models.DateField(null=True)
    kept_from = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.public_id
