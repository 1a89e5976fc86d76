"""How the First-tier Tribunal counts time in special educational needs cases (HESC Rules 2008 r.12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from oneplan.core.calendar.arithmetic import days_after, month_day_in
from oneplan.core.calendar.working_days import WorkingDays
from oneplan.core.kernel import Period


@dataclass(frozen=True, slots=True)
class YearlyPeriod:
    """A stretch of every year, such as 25 December to 1 January; it may cross the new year."""

    first: str
    last: str

    def starting_in(self, year: int) -> Period:
        """The stretch that starts in a year."""
        first = month_day_in(year, self.first)
        last = month_day_in(year, self.last)
        return Period(first, last if last >= first else month_day_in(year + 1, self.last))

    def around(self, day: date) -> Period | None:
        """The stretch that holds a day, or none."""
        stretches = (self.starting_in(year) for year in (day.year - 1, day.year))
        return next((stretch for stretch in stretches if day in stretch), None)

    def within(self, span: Period) -> list[Period]:
        """Every stretch that touches a span, cut to it."""
        stretches = (self.starting_in(year) for year in range(span.first_day.year - 1, span.last_day.year + 1))
        return [cut for stretch in stretches if (cut := stretch.overlap(span))]


@dataclass(frozen=True, slots=True)
class TribunalDays:
    """Working days as the Tribunal counts them: some stretches of the year do not count."""

    working: WorkingDays
    uncounted: tuple[YearlyPeriod, ...]
    _counted: WorkingDays = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        left_out = [period for stretch in self.uncounted for period in stretch.within(self.working.span)]
        object.__setattr__(self, "_counted", self.working.without(left_out))

    def start_of_appeal(self, raw: date) -> date:
        """The day by which an appeal is in time when its raw limit ends on ``raw`` (r.12(2) and (3)(a))."""
        for stretch in self.uncounted:
            if held := stretch.around(raw):
                return self.working.on_or_after(days_after(held.last_day, 1))
        return self.working.on_or_after(raw)

    def after(self, day: date, number: int) -> date:
        """``number`` counted working days after a day (r.12(3)(b))."""
        return self._counted.after(day, number)


def tribunal_start(calendar: TribunalDays, raw: date) -> date:
    """A raw limit for starting an appeal, rolled as rule 12 says."""
    return calendar.start_of_appeal(raw)


def tribunal_wd_after(calendar: TribunalDays, day: date, number: int) -> date:
    """Counted working days after a day, as rule 12 says."""
    return calendar.after(day, number)
