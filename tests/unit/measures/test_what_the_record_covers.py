"""A return tells nothing of the time before the year it reports on, so no figure claims it."""

from datetime import date

from oneplan.answers.figures_covered import covered
from oneplan.core.measures import Grain, Reckoned, Value
from oneplan.rulebook.measure_files import load_measures

BOOK = load_measures()


def of_year(measure: str, year: int) -> Reckoned:
    return Reckoned("", measure, Grain.YEAR, date(year, 1, 1), date(year, 12, 31), "", "", Value(10, 20))


def years(measure: str, first_return: int | None) -> list[int]:
    figures = [of_year(measure, year) for year in (2021, 2022, 2023)]
    return [each.first_day.year for each in covered(figures, BOOK, first_return)]


def test_requests_are_whole_from_the_year_that_the_first_return_reports_on() -> None:
    assert years("requests", 2023) == [2022, 2023]


def test_reviews_are_whole_from_the_year_of_the_first_return() -> None:
    assert years("review-decisions-in-4-weeks", 2023) == [2023]


def test_plans_in_force_are_known_from_the_day_before_and_growth_a_year_later() -> None:
    assert years("plans-in-force", 2023) == [2021, 2022, 2023]
    assert years("plan-growth", 2023) == [2022, 2023]


def test_without_any_return_everything_is_taken_as_covered() -> None:
    assert years("requests", None) == [2021, 2022, 2023]
