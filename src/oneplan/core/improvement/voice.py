"""What becomes of what people said: nothing is closed until those who said it have been told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from oneplan.core.calendar import WorkingDays
from oneplan.core.calendar.working_days import wd_after


class VoiceStage(StrEnum):
    """How far something that was said has come."""

    HEARD = "heard"
    DECIDED = "decided"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class VoiceDays:
    """Within how many working days something is answered, decided and told back, and papers are out before a day."""

    answer: int
    decide: int
    tell: int
    papers: int


@dataclass(frozen=True, slots=True)
class Loop:
    """The days of one item: when it was said, last decided, and told back."""

    heard_on: date
    decided_on: date | None = None
    told_on: date | None = None
    decision: str = ""

    @property
    def stage(self) -> VoiceStage:
        """Where it stands; a decision that nobody was told of leaves it open."""
        if self.told_on is not None:
            return VoiceStage.TOLD
        return VoiceStage.DECIDED if self.decided_on is not None else VoiceStage.HEARD


@dataclass(frozen=True, slots=True)
class LoopFigures:
    """How well what was said came back; none where nothing was there to count."""

    items: int
    told: int
    told_in_time: int
    cannot_with_reason: int
    median_days: float | None


def answer_due(loop: Loop, days: VoiceDays, calendar: WorkingDays) -> date:
    """The day by which those who said it have an answer."""
    return wd_after(calendar, loop.heard_on, days.answer)


def next_due(loop: Loop, days: VoiceDays, calendar: WorkingDays) -> date | None:
    """The day by which the next step is due; none once people have been told."""
    if loop.stage is VoiceStage.TOLD:
        return None
    if loop.decided_on is not None:
        return wd_after(calendar, loop.decided_on, days.tell)
    return wd_after(calendar, loop.heard_on, days.decide)


def was_answered_in_time(loop: Loop, days: VoiceDays, calendar: WorkingDays) -> bool:
    """Whether people were told within the days that were promised."""
    return loop.told_on is not None and loop.told_on <= answer_due(loop, days, calendar)


def figures_of(loops: Iterable[Loop], days: VoiceDays, calendar: WorkingDays) -> LoopFigures:
    """How many came back, how many in time, and how long it took in the middle case."""
    held = tuple(loops)
    told = [loop for loop in held if loop.told_on is not None]
    taken = [(loop.told_on - loop.heard_on).days for loop in told if loop.told_on is not None]
    return LoopFigures(
        items=len(held),
        told=len(told),
        told_in_time=sum(1 for loop in told if was_answered_in_time(loop, days, calendar)),
        cannot_with_reason=sum(1 for loop in held if loop.decision == "cannot"),
        median_days=float(median(taken)) if taken else None,
    )
