"""When an action is due: the last day of the period that was written, of several dates the last, never a guess."""

from datetime import date

import pytest

from oneplan.core.improvement.reading import DuePrecision
from oneplan.plandocs.dates import due_on_day, period_end, read_due
from oneplan.plandocs.mentions import DateHabits, mentions

ACADEMIC = DateHabits(bare_year="academic")
FINANCIAL = DateHabits(bare_year="financial")


@pytest.mark.parametrize(
    ("raw", "first", "last", "precision"),
    [
        ("September 2025", "2025-09-01", "2025-09-30", "month"),
        ("Sept-25", "2025-09-01", "2025-09-30", "month"),
        ("Sept '25", "2025-09-01", "2025-09-30", "month"),
        ("Sep25", "2025-09-01", "2025-09-30", "month"),
        ("09/25", "2025-09-01", "2025-09-30", "month"),
        ("09/2025", "2025-09-01", "2025-09-30", "month"),
        ("by end of Mar 26", "2026-03-01", "2026-03-31", "month"),
        ("Feb 2028", "2028-02-01", "2028-02-29", "month"),
        ("mid-September 2025", "2025-09-01", "2025-09-30", "month"),
        ("30.09.25", "2025-09-30", "2025-09-30", "day"),
        ("30/09/2025", "2025-09-30", "2025-09-30", "day"),
        ("30-Sep-25", "2025-09-30", "2025-09-30", "day"),
        ("2025-09-30", "2025-09-30", "2025-09-30", "day"),
        ("Tuesday 30th September 2025", "2025-09-30", "2025-09-30", "day"),
        ("by 31 March 2026", "2026-03-31", "2026-03-31", "day"),
        ("05/06/2025", "2025-06-05", "2025-06-05", "day"),
        ("29.02.24", "2024-02-29", "2024-02-29", "day"),
        ("w/e 25.05.2018", "2018-05-19", "2018-05-25", "week"),
        ("Week ending 3rd October 2025", "2025-09-27", "2025-10-03", "week"),
        ("w/c 7 April 2025", "2025-04-07", "2025-04-13", "week"),
        ("Spring term 2026", "2026-01-01", "2026-04-30", "term"),
        ("Summer 2025", "2025-05-01", "2025-08-31", "term"),
        ("Autumn term 2025/26", "2025-09-01", "2025-12-31", "term"),
        ("Spring 2025/26", "2026-01-01", "2026-04-30", "term"),
        ("Summer term 2024/2025", "2025-05-01", "2025-08-31", "term"),
        ("Q2 2025/26", "2025-07-01", "2025-09-30", "quarter"),
        ("Q4 25/26", "2026-01-01", "2026-03-31", "quarter"),
        ("2025/26 Q1", "2025-04-01", "2025-06-30", "quarter"),
        ("academic year 2025/26", "2025-09-01", "2026-08-31", "academic_year"),
        ("financial year 2025/26", "2025-04-01", "2026-03-31", "year"),
        ("end of 2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-2028", "2025-01-01", "2028-12-31", "year"),
    ],
)
def test_a_period_is_due_on_its_last_day(raw, first, last, precision):
    due = read_due(raw).due

    assert (due.due_from, due.due_on, due.precision) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
        DuePrecision(precision),
    )
    assert due.raw == raw


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("Sept/Oct 2025", "2025-09-01", "2025-10-31"),
        ("Dec/Jan 2026", "2025-12-01", "2026-01-31"),
        ("Oct - Dec 2025", "2025-10-01", "2025-12-31"),
        ("12 February - 9 March 2025", "2025-02-12", "2025-03-09"),
        ("1-30 September 2025", "2025-09-01", "2025-09-30"),
        ("Phase 1: July 2025; Phase 2: December 2025", "2025-07-01", "2025-12-31"),
        ("May 2025 (figures will not be ready until October 2025)", "2025-05-01", "2025-10-31"),
    ],
)
def test_of_several_dates_the_last_counts_and_the_first_is_kept(raw, first, last):
    due = read_due(raw).due

    assert (due.due_from, due.due_on) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("raw", "due_on", "revised_from"),
    [
        ("Dec 2025 (revised from Jul 2025)", "2025-12-31", "2025-07-31"),
        ("Dec 2025 (was July 2025)", "2025-12-31", "2025-07-31"),
        ("Jul 2025 revised to Dec 2025", "2025-12-31", "2025-07-31"),
        ("Original: Jul 2025 Revised: Dec 2025", "2025-12-31", "2025-07-31"),
        ("~~Jul 2025~~ Dec 2025", "2025-12-31", "2025-07-31"),
        ("Jul 2025 (extended from May 2026)", "2025-07-31", "2026-05-31"),
    ],
)
def test_a_revised_date_stands_and_keeps_the_one_it_replaced(raw, due_on, revised_from):
    due = read_due(raw).due

    assert (due.due_on, due.revised_from) == (date.fromisoformat(due_on), date.fromisoformat(revised_from))


@pytest.mark.parametrize("raw", ["Nov 17/Feb 18/Mar 18", "Start: Nov 17 Review: Feb 18 End: Mar 18"])
def test_three_dates_between_strokes_are_start_review_and_end(raw):
    due = read_due(raw).due

    assert (due.starts_on, due.review_on, due.due_on) == (date(2017, 11, 1), date(2018, 2, 28), date(2018, 3, 31))


@pytest.mark.parametrize(
    ("raw", "starts_on", "review_on"),
    [
        ("Ongoing", None, None),
        ("On-going", None, None),
        ("Termly", None, None),
        ("Immediate and ongoing", None, None),
        ("Ongoing (review March 2026)", None, date(2026, 3, 31)),
        ("July 2025 - ongoing", date(2025, 7, 1), None),
        ("Monthly from Sept 2025", date(2025, 9, 1), None),
    ],
)
def test_ongoing_work_has_no_day_and_needs_no_decision(raw, starts_on, review_on):
    read = read_due(raw)

    assert (read.due.due_on, read.due.precision, read.why) == (None, DuePrecision.ONGOING, "")
    assert (read.due.starts_on, read.due.review_on) == (starts_on, review_on)


@pytest.mark.parametrize(
    ("raw", "due_on"), [("Ongoing until March 2026", date(2026, 3, 31)), ("March 2026 and ongoing", date(2026, 3, 31))]
)
def test_ongoing_work_with_an_end_is_due_then(raw, due_on):
    assert read_due(raw).due.due_on == due_on


@pytest.mark.parametrize("raw", ["", "TBC", "tbc.", "To be determined", "To be confirmed", "N/A", "-", "\u2013"])
def test_words_for_no_date_are_no_date(raw):
    read = read_due(raw)

    assert (read.due.due_on, read.due.precision, read.why) == (None, DuePrecision.NONE, "")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("31.02.26", "no such day"),
        ("31 September 2025", "no such day"),
        ("29 Feb 2025", "no such day"),
        ("13/25/2025", "no such day"),
        ("26 March", "no year"),
        ("September", "no year"),
        ("10/11", "a day and a month, or a month and a year"),
        ("25/09", "a day and a month, or a month and a year"),
        ("2025/26", "academic or a financial"),
        ("Q2 2025", "calendar year or the financial year"),
        ("early 2026", "early 2026"),
        ("Easter 2026", "easter"),
        ("before September 2025", "which day ends it"),
        ("within 6 months", "No date"),
        ("Year 2", "No date"),
        ("asap", "No date"),
        ("From September 2025", "starts, not when it ends"),
        ("Sept 2205", "can hardly be meant"),
        ("Autumn 1 2025", "half of the term"),
    ],
)
def test_what_is_ambiguous_or_impossible_has_no_day_and_says_why(raw, says):
    read = read_due(raw)

    assert (read.due.due_on, read.due.precision) == (None, DuePrecision.UNCLEAR)
    assert says in read.why


def test_a_bare_year_is_what_the_plan_says_it_is():
    assert read_due("2025/26", ACADEMIC).due.due_on == date(2026, 8, 31)
    assert read_due("2025/26", FINANCIAL).due.due_on == date(2026, 3, 31)


def test_a_term_ends_when_the_plan_says_it_does():
    habits = DateHabits(terms=(("spring", (1, 1, 3, 27)),))

    assert read_due("Spring term 2026", habits).due.due_on == date(2026, 3, 27)
    assert read_due("Summer term 2026", habits).due.due_on == date(2026, 8, 31)


def test_a_real_date_shown_as_a_month_means_the_whole_month():
    assert due_on_day(date(2025, 9, 1), month_only=True).due_on == date(2025, 9, 30)
    assert due_on_day(date(2025, 9, 1)).due_on == date(2025, 9, 1)


def test_a_heading_names_its_period_by_the_date_in_brackets():
    assert period_end("What you will see by the end of academic year 2024/2025 (September 2025)") == date(2025, 9, 30)
    assert period_end("Achieved so far in academic year 2024/2025 (April 2025)") == date(2025, 4, 30)


def test_months_that_are_also_words_are_not_dates():
    assert mentions("Families may march on the council") == ()
