"""Counting days by hand: one day at a time, as a person with a wall calendar would.

This is half of the second implementation that the engine is compared with. It shares nothing with the
product: the holidays are written out below, and every rule is a loop over days.
"""

from __future__ import annotations

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)

# England and Wales, as announced year by year: the days that fell on a Monday to Friday.
HOLIDAYS_BY_YEAR = {
    2014: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2015: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2016: "1 Jan, 25 Mar, 28 Mar, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec",
    2017: "2 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2018: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2019: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2020: "1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2021: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2022: "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
    2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    # Not announced yet; expected by the usual pattern.
    2029: "1 Jan, 30 Mar, 2 Apr, 7 May, 28 May, 27 Aug, 25 Dec, 26 Dec",
    2030: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2031: "1 Jan, 11 Apr, 14 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2032: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
}
MONTHS = {"Jan": 1, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Aug": 8, "Sep": 9, "Dec": 12}
HOLIDAYS = {
    date(year, MONTHS[text.split()[1]], int(text.split()[0]))
    for year, days in HOLIDAYS_BY_YEAR.items()
    for text in days.split(", ")
}


class HolidaysUnknownError(Exception):
    """Nobody has announced the holidays of that year yet."""


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a holiday (CONV-10)."""
    if day.year not in HOLIDAYS_BY_YEAR:
        raise HolidaysUnknownError(day)
    return day.weekday() < 5 and day not in HOLIDAYS


def is_school_day(day: date, school: dict) -> bool:
    """A working day inside a term on which the school is not closed (CONV-11)."""
    in_term = any(first <= day <= last for first, last in school["terms"])
    return in_term and day not in school["closed"] and is_working_day(day)


def after_days(day: date, number: int) -> date:
    """The day itself is day 0 (CONV-01)."""
    for _ in range(number):
        day += ONE_DAY
    return day


def before_days(day: date, number: int) -> date:
    for _ in range(number):
        day -= ONE_DAY
    return day


def after_weeks(day: date, number: int) -> date:
    return after_days(day, 7 * number)


def before_weeks(day: date, number: int) -> date:
    return before_days(day, 7 * number)


def window_of_days(first: date, number: int) -> date:
    """The last of so many days when the first day is counted (CONV-06)."""
    return after_days(first, number - 1)


def same_day_in_month(day: date, months: int) -> date | None:
    """The day with the same number so many months on, or none if that month is too short."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    try:
        return date(year, month, day.day)
    except ValueError:
        return None


def last_day_of_month_after(day: date, months: int) -> date:
    """The last day of the month so many months on."""
    there = same_day_in_month(day.replace(day=1), months)
    while (there + ONE_DAY).month == there.month:
        there += ONE_DAY
    return there


def after_months(day: date, months: int) -> date:
    """The corresponding date, or the last day of a month too short to have one (CONV-05)."""
    return same_day_in_month(day, months) or last_day_of_month_after(day, months)


def period_of_months(first: date, months: int) -> date:
    """The last day of a period that begins with its first day (CONV-06)."""
    corresponding = same_day_in_month(first, months)
    if corresponding is None:
        return last_day_of_month_after(first, months)
    return corresponding - ONE_DAY


def after_working_days(day: date, number: int) -> date:
    """So many working days later, not counting the day itself."""
    while number > 0:
        day += ONE_DAY
        if is_working_day(day):
            number -= 1
    return day


def window_of_working_days(first: date, number: int) -> date:
    """The last of so many working days when the first day counts if it is one."""
    return after_working_days(first - ONE_DAY, number)


def before_working_days(day: date, number: int) -> date:
    while number > 0:
        day -= ONE_DAY
        if is_working_day(day):
            number -= 1
    return day


def first_and_last_day(school: dict) -> tuple[date, date]:
    """The first day of the first term and the last day of the last."""
    return min(first for first, _ in school["terms"]), max(last for _, last in school["terms"])


def is_inside(day: date, school: dict) -> bool:
    first, last = first_and_last_day(school)
    return first <= day <= last


def count_school_days(day: date, number: int, school: dict, step: timedelta) -> date | None:
    """The day on which so many school days have been counted; none if the calendar runs out."""
    first, last = first_and_last_day(school)
    while number > 0:
        day += step
        if not first <= day <= last:
            return None
        if is_school_day(day, school):
            number -= 1
    return day


def after_school_days(day: date, number: int, school: dict | None) -> date | None:
    """So many school days later, not counting the day itself; none without a calendar (CONV-12)."""
    if school is None or not is_inside(day, school):
        return None
    return count_school_days(day, number, school, ONE_DAY)


def window_of_school_days(first: date, number: int, school: dict | None) -> date | None:
    """The last of so many school days when the first day counts if it is one."""
    if school is None or not is_inside(first, school):
        return None
    return count_school_days(first - ONE_DAY, number, school, ONE_DAY)


def before_school_days(day: date, number: int, school: dict | None) -> date | None:
    if school is None or not is_inside(day, school):
        return None
    return count_school_days(day, number, school, -ONE_DAY)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, or the first one after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_day_on_or_before(day: date) -> date:
    """The prudent day (CONV-04)."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def is_christmas_week(day: date) -> bool:
    """25 December to 1 January."""
    return (day.month == 12 and day.day >= 25) or (day.month == 1 and day.day == 1)


def tribunal_end(day: date) -> date:
    """A Tribunal limit that ends on a day that is not a working day ends on the next (TRIB-01)."""
    return next_working_day(day)


def tribunal_start_end(day: date) -> date:
    """A limit for starting an appeal, moved once (TRIB-01 to TRIB-03)."""
    if day.month == 8:
        return next_working_day(date(day.year, 9, 1))
    if is_christmas_week(day):
        return next_working_day(date(day.year + (day.month == 12), 1, 2))
    return next_working_day(day)


def after_tribunal_working_days(day: date, number: int) -> date:
    """Working days, with August and 25 December to 1 January not counted (TRIB-04)."""
    while number > 0:
        day += ONE_DAY
        if is_working_day(day) and day.month != 8 and not is_christmas_week(day):
            number -= 1
    return day


def birthday(born: date, age: int) -> date:
    """The day a person reaches an age; someone born on 29 February waits for 1 March in a common year."""
    try:
        return date(born.year + age, born.month, born.day)
    except ValueError:
        return date(born.year + age, 3, 1)


def last_friday_in_june(year: int) -> date:
    day = date(year, 6, 30)
    while day.weekday() != 4:
        day -= ONE_DAY
    return day
