"""Term dates are pasted in every shape that schools publish them in."""

from datetime import date

import pytest

from oneplan.core.kernel import Problem
from oneplan.web.dates.school_terms import read_closed_days, read_terms


@pytest.mark.parametrize(
    "line",
    [
        "2026-09-02 to 2026-10-23",
        "2 September 2026 to 23 October 2026",
        "Wednesday 2 September 2026 - Friday 23 October 2026",
        "2nd Sept 2026 \u2013 23rd Oct 2026",
        "2/9/2026 to 23/10/2026",
        "2026-09-02, 2026-10-23",
    ],
)
def test_a_term_is_read_in_every_usual_spelling(line: str) -> None:
    terms = read_terms(line)

    assert terms == ((date(2026, 9, 2), date(2026, 10, 23)),)


def test_terms_come_back_in_order_and_blank_lines_do_not_matter() -> None:
    terms = read_terms("\n2026-11-02 to 2026-12-18\n\n2026-09-02 to 2026-10-23\n")

    assert [first for first, _ in terms] == [date(2026, 9, 2), date(2026, 11, 2)]


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("Autumn", "“Autumn” is not a term"),
        ("31 September 2026 to 23 October 2026", "“31 September 2026” is not in the calendar"),
        ("23 October 2026 to 2 September 2026", "does not end within"),
        ("2026-09-02 to 2026-10-23\n2026-10-20 to 2026-12-18", "Two terms overlap"),
        ("2 Juvember 2026 to 3 October 2026", "“2 Juvember 2026” is not in the calendar"),
        ("\n".join(["2026-09-02 to 2026-10-23"] * 300), "300 lines"),
    ],
)
def test_a_line_that_cannot_be_a_term_is_named(pasted: str, says: str) -> None:
    with pytest.raises(Problem, match=says):
        read_terms(pasted)


def test_closed_days_are_read_one_to_a_line() -> None:
    closed = read_closed_days("4 January 2027\nMonday 7 June 2027")

    assert closed == (date(2027, 1, 4), date(2027, 6, 7))


def test_a_line_that_is_not_a_day_is_named() -> None:
    with pytest.raises(Problem, match="“half term” is not a day"):
        read_closed_days("half term")
