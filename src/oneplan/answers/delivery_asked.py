"""What one role is asked, for whoever holds its link, and the rating words it may propose."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from oneplan.core.improvement.cycles import Standing
from oneplan.records.delivery.models import DeliveryCycle
from oneplan.records.delivery.reading import commissions_of, cycle_row, line_row
from oneplan.records.delivery.rows import CycleRow, LineRow
from oneplan.records.delivery.words import rating_words


class Opened(Protocol):
    """A link that was just let in: only that opens anything here."""

    @property
    def cycle_id(self) -> str:
        """The round it is for."""

    @property
    def role(self) -> str:
        """The role it answers for."""


def lines_for_link(link: Opened, *, on: date) -> tuple[CycleRow, tuple[LineRow, ...]]:
    """The round, and what the link's role is asked in it now."""
    cycle = DeliveryCycle.objects.select_related("plan", "opened_by", "lock__by").get(public_id=link.cycle_id)
    every = (line_row(each) for each in commissions_of(cycle))
    mine = tuple(each for each in every if link.role in each.roles and each.standing is not Standing.WITHDRAWN)
    return cycle_row(cycle, on), mine


def words_of(cycle_id: str) -> tuple[str, ...]:
    """The rating words of the plan that a round belongs to."""
    return rating_words(DeliveryCycle.objects.select_related("plan").get(public_id=cycle_id).plan)
