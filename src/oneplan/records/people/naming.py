"""Whose restricted record names an account."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from oneplan.records.people.models import NamedOnRecord


def people_naming(user_id: int, *, on: date) -> frozenset[int]:
    """The persons on whose record this account is named on a day."""
    held = NamedOnRecord.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), user_id=user_id)
    return frozenset(held.filter(first_day__lte=on).values_list("person_id", flat=True))
