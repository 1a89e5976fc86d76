"""Persons, what they were called before, the flags on their record, and who was named to see what is restricted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified


class Person(models.Model):
    """The record of a child or young person. A restricted person exists only for those named on the record.

    ``is_filed`` says that every name is in the index for searching; the database takes it back when a name changes.
    """

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id public_id surname forename preferred_name born_on upn uln upn_unknown search_key revision "
            "created_at updated_at is_restricted is_filed"
        ),
        sensitive="sex ethnicity postcode died_on",
    )

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    surname = models.CharField(max_length=120)
    forename = models.CharField(max_length=120)
    preferred_name = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    sex = models.CharField(max_length=2, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    uln = models.CharField(max_length=10, blank=True)
    upn_unknown = models.CharField(max_length=4, blank=True)
    search_key = models.CharField(max_length=260, blank=True, db_index=True)
    is_restricted = models.BooleanField(default=False)
    is_filed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["surname", "forename", "born_on"], name="person_by_name"),
            models.Index(fields=["born_on"], name="person_by_birth"),
            models.Index(fields=["id"], condition=Q(is_filed=False), name="person_not_filed"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upn"], condition=~Q(upn=""), name="one_person_for_one_upn"),
            models.UniqueConstraint(fields=["uln"], condition=~Q(uln=""), name="one_person_for_one_uln"),
        ]

    def __str__(self) -> str:
        return self.public_id  # a name in a log line would be a leak


class EarlierName(models.Model):
    """A name or identifier that the record carried before, so that a search for it still finds the person."""

    SENSITIVITY: ClassVar = classified(ordinary="id person surname forename upn search_key until")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="earlier_names")
    surname = models.CharField(max_length=120, blank=True)
    forename = models.CharField(max_length=120, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    search_key = models.CharField(max_length=260, blank=True, db_index=True)
    until = models.DateField()

    def __str__(self) -> str:
        return f"earlier name of {self.person_id}"


class NamePart(models.Model):
    """A piece of a name that a search compares: three letters in a row, or a short word less one of its letters."""

    SENSITIVITY: ClassVar = classified(ordinary="id person part")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_parts")
    part = models.CharField(max_length=8)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["part", "person"], name="people_by_name_part")]

    def __str__(self) -> str:
        return f"part of a name of {self.person_id}"


class PersonFlag(models.Model):
    """Something that whoever opens the file must know, from a day to a day; what kind is a code of the rulebook."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id person first_day last_day recorded_at recorded_by", sensitive="kind", restricted="note"
    )

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="flag_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"flag of {self.person_id}"


class NamedOnRecord(models.Model):
    """A named grant: this account may see what is restricted about this one person, from a day to a day."""

    SENSITIVITY: ClassVar = classified(ordinary="id person user first_day last_day given_by", restricted="reason")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="named_on_record")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="named_on")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"named on {self.person_id}"
