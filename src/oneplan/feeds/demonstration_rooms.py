"""What the invented partnership did in each room, in the order in which one leans on another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from oneplan.feeds import (
    demonstration_delivery,
    demonstration_difference,
    demonstration_evaluation,
    demonstration_governance,
    demonstration_packs,
    demonstration_practice,
    demonstration_ratings,
    demonstration_registers,
    demonstration_series,
    demonstration_strategy,
    demonstration_voice,
)


class Room(Protocol):
    """Fills one room with what invented people did there up to a day; a second time changes nothing."""

    def __call__(self, *, plan_id: str, accounts: Mapping[str, Any], on: date) -> None:
        """Accounts are by address."""


ROOMS: tuple[tuple[str, Room], ...] = (
    ("Writing down what is expected of measures", demonstration_difference.bring_in),
    ("Supplying measures by hand", demonstration_series.bring_in),
    ("Holding meetings", demonstration_governance.bring_in),
    ("Keeping registers, money and dates", demonstration_registers.bring_in),
    ("Judging areas by impact", demonstration_ratings.bring_in),
    ("Answering this round's updates", demonstration_delivery.bring_in),
    ("Hearing what people say", demonstration_voice.bring_in),
    ("Judging ourselves, with evidence", demonstration_evaluation.bring_in),
    ("Keeping needs, strategies, agreements and advice", demonstration_strategy.bring_in),
    ("Adopting practices and running services", demonstration_practice.bring_in),
    # Packs show what every other room holds, so they come last.
    ("Making packs and publishing the plan", demonstration_packs.bring_in),
)
