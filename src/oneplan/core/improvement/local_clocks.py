"""Local clocks: promises of a partnership, counted from what happened, which pause only for agreed reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from oneplan.core.calendar import WorkingDays, days_after, weeks_after
from oneplan.core.improvement.services import CLOSED, ClockUnit, LocalClock, Service


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which some clocks do not count: from its first day to the day before counting began again."""

    reason: str
    first_day: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether this day is not counted."""
        return self.first_day <= day and (self.until is None or day < self.until)


class ClockState(StrEnum):
    """How a local clock stands."""

    RUNNING = "running"
    LATE = "late"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One run of a local clock, and why its day is the day it is."""

    clock: LocalClock
    started_on: date
    due_on: date
    stopped_on: date | None
    state: ClockState
    paused_days: int
    why: str


@dataclass(frozen=True, slots=True)
class Titles:
    """What instruments are called, for sentences."""

    of: Mapping[str, str] = field(default_factory=dict)

    def title(self, name: str) -> str:
        """The title of an instrument, or its id."""
        return self.of.get(name, name)


def clocks_of(
    service: Service,
    marks: Sequence[tuple[str, date]],
    pauses: Sequence[Pause],
    *,
    on: date,
    working: WorkingDays,
    names: Titles,
) -> Iterator[RunningClock]:
    """Every run of every local clock of the service, in the order in which the service lists them."""
    for clock in service.clocks:
        counted = [each for each in pauses if each.reason in clock.pauses]
        for started, stopped in _runs(clock, marks):
            yield _run(service, clock, started, stopped, pauses=counted, on=on, working=working, names=names)


def _runs(clock: LocalClock, marks: Iterable[tuple[str, date]]) -> Iterator[tuple[date, date | None]]:
    """Each time the clock ran: a start while it runs is the same run; the outcome ends every run."""
    started: date | None = None
    for mark, day in marks:
        if started is not None and (mark in clock.stops or (mark == CLOSED and clock.starts != CLOSED)):
            yield started, day
            started = None
        if mark == clock.starts and started is None:
            started = day
    if started is not None:
        yield started, None


def _run(
    service: Service,
    clock: LocalClock,
    started: date,
    stopped: date | None,
    *,
    pauses: Sequence[Pause],
    on: date,
    working: WorkingDays,
    names: Titles,
) -> RunningClock:
    until = stopped or on
    held = [Pause(each.reason, each.first_day, min(each.until or _after(until), _after(until))) for each in pauses]
    held = [each for each in held if each.until is not None and each.first_day < each.until]
    due, lost = _due(clock, started, held, working)
    is_paused = stopped is None and any(each.until is None for each in pauses)
    state = _state(due, stopped, on, is_paused=is_paused)
    named = names.title(clock.starts) if clock.starts in service.instruments else service.mark_in_words(clock.starts)
    why = f"{clock.title} within {clock.unit.in_words(clock.number)} of “{named}” on {in_words(started)}"
    if lost:
        noun = "working day" if clock.unit is ClockUnit.WORKING_DAYS else "day"
        reasons = ", ".join(dict.fromkeys(service.pause_reasons[each.reason].lower() for each in held))
        why += f"; {lost} {noun}{'' if lost == 1 else 's'} not counted ({reasons})"
    return RunningClock(clock, started, due, stopped, state, lost, f"{why}.")


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _due(clock: LocalClock, started: date, held: Sequence[Pause], working: WorkingDays) -> tuple[date, int]:
    """The last day of the clock and how many days were not counted up to it."""
    lost = 0
    while True:
        due = _counted(clock, started, lost, working)
        found = sum(_counts(clock, day, working) for each in held for day in _days(each, started, due))
        if found == lost:
            return due, lost
        lost = found


def _counted(clock: LocalClock, started: date, lost: int, working: WorkingDays) -> date:
    if clock.unit is ClockUnit.WORKING_DAYS:
        return working.after(started, clock.number + lost)
    end = weeks_after(started, clock.number) if clock.unit is ClockUnit.WEEKS else days_after(started, clock.number)
    return days_after(end, lost)


def _counts(clock: LocalClock, day: date, working: WorkingDays) -> bool:
    return clock.unit is not ClockUnit.WORKING_DAYS or working.is_working_day(day)


def _days(pause: Pause, started: date, due: date) -> Iterator[date]:
    """The days of a pause that fall in the clock's own stretch; the first day of a clock is never counted."""
    first = max(pause.first_day, _after(started))
    last = min((pause.until or _after(due)) - timedelta(days=1), due)
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _state(due: date, stopped: date | None, on: date, *, is_paused: bool) -> ClockState:
    if stopped is not None:
        return ClockState.MET if stopped <= due else ClockState.MET_LATE
    if is_paused:
        return ClockState.PAUSED
    return ClockState.LATE if on > due else ClockState.RUNNING


def in_words(day: date) -> str:
    """A day in a sentence."""
    return f"{day.day} {day:%B %Y}"
