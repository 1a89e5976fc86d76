"""Days: calendar days, weeks and months, working days, school days and the Tribunal's days."""

from oneplan.core.calendar.arithmetic import (
    days_after,
    days_before,
    last_weekday_of_month,
    month_day_in,
    months_after,
    next_month_day,
    period_end,
    weeks_after,
    weeks_before,
    window_last,
)
from oneplan.core.calendar.counted_days import OutsideCalendar
from oneplan.core.calendar.school_days import SchoolCalendar, sd_after, sd_incl
from oneplan.core.calendar.tribunal import TribunalDays, YearlyPeriod, tribunal_start, tribunal_wd_after
from oneplan.core.calendar.working_days import (
    WorkingDays,
    wd_after,
    wd_before,
    wd_incl,
    years_spanned,
)

__all__ = [
    "OutsideCalendar",
    "SchoolCalendar",
    "TribunalDays",
    "WorkingDays",
    "YearlyPeriod",
    "days_after",
    "days_before",
    "last_weekday_of_month",
    "month_day_in",
    "months_after",
    "next_month_day",
    "period_end",
    "sd_after",
    "sd_incl",
    "tribunal_start",
    "tribunal_wd_after",
    "wd_after",
    "wd_before",
    "wd_incl",
    "weeks_after",
    "weeks_before",
    "window_last",
    "years_spanned",
]
