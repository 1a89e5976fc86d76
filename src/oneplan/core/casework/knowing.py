"""Whether the end of a clock could ever have been told: a duty that no source reports is never called late."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.calendar import days_after, months_after
from oneplan.core.casework.reporting import ENDS_TOLD_WITH_START
from oneplan.core.pathways import Clock, Fact, Rules
from oneplan.core.pathways.conditions import fits
from oneplan.core.pathways.definitions import FactRef

Reports = tuple[FactRef, ...]


class Doubt(StrEnum):
    """Why nobody can tell whether a limit was kept."""

    NOT_REPORTED = "not reported"
    BEFORE_KEPT = "before kept"
    NAMED_NO_MORE = "named no more"
    MAY_BE_OVER = "may be over"
    ENDED_AS_IT_BEGAN = "ended as it began"


@dataclass(frozen=True, slots=True)
class Kept:
    """Who told of a case, and when: returns up to a day, officers from a day; neither where it was opened here."""

    told_until: date | None = None
    kept_from: date | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """How the start of a limit was told: by officers (no reports) or by a return, which spoke of its survey day."""

    fact: str
    on: date
    reports: Reports | None = None
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What can be known of a limit: a doubt, or the last day up to which its end would be on record; none is today."""

    doubt: Doubt | None = None
    told_until: date | None = None


def known_of(clock: Clock, start: Start, kept: Kept, *, opens_on: date, earlier: Reports) -> Known:
    """What can be known of a limit that could be ended since a day; ``earlier`` is what returns here report.

    Officers tell everything from the day on which they began, and nothing before it.
    """
    begins = kept.kept_from
    if begins is not None and opens_on >= begins:
        return Known()
    reports, until = start.reports, kept.told_until
    if reports is None and begins is not None:
        reports = earlier
    if not is_knowable(clock, reports):
        return Known(Doubt.NOT_REPORTED if start.reports is not None else Doubt.BEFORE_KEPT)
    if start.fact in ENDS_TOLD_WITH_START and until is not None and (start.told_on is None or start.told_on < until):
        return Known(Doubt.NAMED_NO_MORE)
    is_unbroken = begins is not None and (until is None or begins <= days_after(until, 1))
    return Known(told_until=None if is_unbroken else until)


def opens_on(clock: Clock, started_on: date, starts: Iterable[date], rules: Rules) -> date:
    """The first day on which something could end a limit; one counted back may be kept since the start before it."""
    if not clock.backward:
        return started_on
    first = max((days_after(day, 1) for day in starts if day < started_on), default=date.min)
    if not clock.look_back:
        return first
    return max(first, months_after(started_on, -rules.parameter(clock.look_back).number(started_on)))


def may_be_over(start: Start, stops: Iterable[date], rules: Rules) -> bool:
    """Whether a limit that began by a day at the latest may have begun, and ended, before what ended it is counted."""
    return not rules.fact(start.fact).starts_record and any(day <= start.on for day in stops)


def ended_as_it_began(clock: Clock, started_on: date, facts: Iterable[Fact], rules: Rules) -> bool:
    """Whether a limit began on the very day of something it gives way to, such as a meeting on the day a plan ceased.

    Days alone do not say which came first; an older opening of the same clock may have taken the end for itself.
    """
    starts = {each.fact for each in clock.starts}
    ends = [each for each in (*clock.superseded_by, *clock.withdrawn_by) if each.fact not in starts]
    names = {each.fact for each in ends}
    that_day = [fact for fact in facts if fact.on == started_on and fact.name in names]
    return any(fits(ref, fact, rules, None) for fact in that_day for ref in ends if ref.fact == fact.name)


def is_knowable(clock: Clock, sources_report: Collection[FactRef] | None) -> bool:
    """Whether whatever stops the clock would be on record; ``None`` is a source that tells everything."""
    if sources_report is None:
        return True
    return bool(clock.stops) and all(any(_is_told(stop, told) for told in sources_report) for stop in clock.stops)


def _is_told(stop: FactRef, told: FactRef) -> bool:
    """Whether every fact that the clock would stop at is among those told: the report is no narrower than the stop."""
    return stop.fact == told.fact and all(condition in stop.when for condition in told.when)
