"""What is wrong with the plan and what waits for somebody, told on the first page without anybody asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.answers import access
from oneplan.answers.challenges import standing_challenges
from oneplan.records.improvement import greens
from oneplan.web.plan.tree import Figure
from oneplan.web.ratings.faults import FIRST, faults_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer

# Who runs or checks the plan is told its faults; an owner of actions is told what is theirs.
RUNS = ("plan-edit", "action-approve")


@dataclass(frozen=True, slots=True)
class FirstFaults:
    """Each fault as a number that opens its lines, and what waits for this reader."""

    figures: tuple[Figure, ...]
    waits: tuple[tuple[str, str], ...]


def first_faults(plan_id: str, viewer: Viewer, today: date) -> FirstFaults | None:
    """The faults of the plan and what waits; none for those who do not run or check it, or where there is neither."""
    if not access.may(viewer, "plan-detail-read"):
        return None
    runs = any(access.may(viewer, permission) for permission in RUNS)
    figures = _figures(plan_id, viewer, today) if runs else ()
    waits = _waits(plan_id, viewer, today, runs=runs)
    return FirstFaults(figures, waits) if figures or waits else None


def _figures(plan_id: str, viewer: Viewer, today: date) -> tuple[Figure, ...]:
    return tuple(
        Figure(str(fault.count), FIRST[fault.id][1], fault.address, "late")
        for fault in faults_of(plan_id, viewer, today)
        if fault.is_first
    )


def _waits(plan_id: str, viewer: Viewer, today: date, *, runs: bool) -> tuple[tuple[str, str], ...]:
    decide = sum(1 for row in greens.waiting(plan_id, viewer=viewer) if row.may_decide)
    every = [row for row in standing_challenges(plan_id, viewer=viewer, on=today) if row.is_open]
    mine = [row for row in every if viewer.owner_roles.intersection(row.owner_roles)]
    told = (
        (decide, "green rating waits for your look", "green ratings wait for your look", reverse("ratings")),
        (
            len(mine),
            "challenge waits for your answer",
            "challenges wait for your answer",
            f"{reverse('challenges')}?who=mine&state=open",
        ),
        (
            len(every) if runs else 0,
            "challenge in the plan is unanswered",
            "challenges in the plan are unanswered",
            f"{reverse('challenges')}?state=open",
        ),
    )
    return tuple(
        (_capital(words.count_of(number, one, more)), address) for number, one, more, address in told if number
    )


def _capital(told: str) -> str:
    return told[:1].upper() + told[1:]
