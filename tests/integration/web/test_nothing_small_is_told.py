"""A board member who reads every page and subtracts learns no number that the pages hide for being small."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.told_by_subtraction import MONTH_NAMES, MONTHS, TOP, YEARS, Published, told

from oneplan.core.calendar.arithmetic import months_after
from oneplan.records.figures.models import Figure, FigureRun

pytestmark = pytest.mark.django_db
TIMELY, STRICT, NEW, NEEDS = (
    "plans-in-20-weeks",
    "plans-in-20-weeks-without-exceptions",
    "new-plans",
    "primary-need-mix",
)
ON_TIME = (12, 15, 3, 14, 11, 19, 16, 2, 13, 12, 17, 14)
ISSUED = (30, 31, 28, 17, 29, 22, 30, 27, 16, 33, 30, 28)
BEGUN = (14, 22, 3, 17, 19, 21, 16, 24, 18, 12, 15, 20)
BY_NEED = {"ASD": 310, "SEMH": 204, "HI": 3, "VI": 41, "PD": 52}
FEWEST = 5


def figure(run: FigureRun, measure: str, grain: str, first: date, top: int, bottom: int | None, **part: str) -> Figure:
    months = {"day": 0, "month": 1, "year": 12}[grain]
    last = months_after(first, months) - timedelta(days=1) if months else first
    return Figure(
        run=run,
        measure=measure,
        grain=grain,
        period_first=first,
        period_last=last,
        numerator=top,
        denominator=bottom,
        **part,
    )


@pytest.fixture
def last_year(people) -> int:
    today = timezone.localdate()
    year = today.year - 1
    run = FigureRun.objects.create(as_of=today, facts_key="by-hand", rulebook_hash="0" * 64)
    rows = []
    for place, (top, bottom, new) in enumerate(zip(ON_TIME, ISSUED, BEGUN, strict=True), start=1):
        first = date(year, place, 1)
        rows += [figure(run, TIMELY, "month", first, top, bottom), figure(run, NEW, "month", first, new, None)]
        rows.append(figure(run, STRICT, "month", first, top - place % 2, bottom - 2))
    first = date(year, 1, 1)
    rows.append(figure(run, TIMELY, "year", first, sum(ON_TIME), sum(ISSUED)))
    rows.append(figure(run, STRICT, "year", first, sum(ON_TIME) - 6, sum(ISSUED) - 24))
    rows.append(figure(run, NEW, "year", first, sum(BEGUN), None))
    whole = sum(BY_NEED.values())
    rows.append(figure(run, NEEDS, "day", today, whole, None))
    rows += [figure(run, NEEDS, "day", today, n, whole, split="primary-need", part=part) for part, n in BY_NEED.items()]
    Figure.objects.bulk_create(rows)
    return year


@pytest.fixture
def published(as_, people, last_year) -> Published:
    found, browser = Published(), as_(people.board)
    for measure in (TIMELY, STRICT, NEW, NEEDS):
        for route in ("measure", "measure-cases"):
            found.read(measure, browser.get(reverse(route, args=[measure])).content.decode())
    return found


def test_no_small_number_follows_from_those_shown(published, last_year) -> None:
    learnt = told(published, beside={STRICT: TIMELY})

    assert {cell: number for cell, number in learnt.items() if 0 < number < FEWEST} == {}


def test_the_small_numbers_are_hidden_and_most_others_are_not(published, last_year) -> None:
    march = (NEW, MONTHS, f"March {last_year}", TOP)

    assert published.numbers[march] is None
    assert published.numbers[NEW, YEARS, str(last_year), TOP] == sum(BEGUN)
    assert sum(number is not None for number in published.numbers.values()) > len(published.numbers) / 3


def test_one_month_hidden_alone_would_be_told() -> None:
    months = {(NEW, MONTHS, f"{name} 2025", TOP): number for name, number in zip(MONTH_NAMES, BEGUN, strict=True)}
    careless = Published({(NEW, YEARS, "2025", TOP): sum(BEGUN), **months, (NEW, MONTHS, "March 2025", TOP): None})

    assert told(careless) == {(NEW, MONTHS, "March 2025", TOP): 3}


def test_no_link_and_no_picture_says_what_the_tables_hide(as_, people, last_year) -> None:
    page = as_(people.board).get(reverse("measure", args=[NEEDS])).content.decode()

    assert "?part=" not in page
    assert "0.5%" not in page
