"""A way of looking at one's work, kept under a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from oneplan.records.public_id import random_public_id
from oneplan.records.sensitivity import classified

LONGEST_NAME = 60


class SavedView(models.Model):
    """What somebody narrowed their work to, under a name of their own; at most one opens by itself.

    ``words`` may hold a child's name, so a view is shown to the account that keeps it and to nobody else.
    """

    SENSITIVITY: ClassVar = classified(ordinary="id public_id user name asked is_default", sensitive="words")

    public_id = models.CharField(max_length=20, unique=True, default=random_public_id)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=LONGEST_NAME)
    asked = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=100, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["user_id", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_view_of_a_name"),
            models.UniqueConstraint(fields=["user"], condition=Q(is_default=True), name="one_view_opens_by_itself"),
        ]

    def __str__(self) -> str:
        return f"view {self.public_id}"
