"""A mark that the database itself changes whenever anything that a list of work shows has changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oneplan.records.sensitivity import classified


class CaseloadMark(models.Model):
    """One random number for each change (PostgreSQL) or for the latest (SQLite), written by triggers.

    A page kept for one mark is never shown under another. Nothing writes these rows but the triggers, so no verb can
    forget to.
    """

    SENSITIVITY: ClassVar = classified(ordinary="id mark")

    mark = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.mark)
