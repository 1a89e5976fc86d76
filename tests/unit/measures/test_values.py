"""The Department's own figures for England follow from its own counts by our arithmetic."""

from decimal import Decimal

import pytest

from oneplan.core.measures import Value, amount, amount_in_words
from oneplan.core.measures.phrases import named_in
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.published_files import load_published

BOOK = load_measures()


def official(series, year, area="England"):
    (found,) = {
        each.value for each in load_published() if (each.series, each.year, each.area) == (series, str(year), area)
    }
    return int(found)


@pytest.mark.parametrize(
    ("year", "share"), [(2019, "58.7"), (2020, "55.6"), (2021, "57.9"), (2022, "47.7"), (2023, "49.1"), (2024, "45.9")]
)
def test_plans_in_20_weeks_with_exceptions_are_the_published_share(year, share):
    value = Value(official("plans_issued_20wk_incl_exceptions", year), official("plans_issued_incl_exceptions", year))

    assert amount(BOOK.measure("plans-in-20-weeks"), value) == Decimal(share)


def test_plans_in_20_weeks_without_exceptions_are_the_published_share():
    value = Value(official("plans_issued_20wk_excl_exceptions", 2024), official("plans_issued_excl_exceptions", 2024))

    assert amount(BOOK.measure("plans-in-20-weeks-without-exceptions"), value) == Decimal("46.4")


def test_refusals_are_a_share_of_all_requests_received_and_not_of_decisions():
    value = Value(official("requests_refused", 2024), official("requests", 2024))

    assert amount(BOOK.measure("requests-refused"), value) == Decimal("25.2")


def test_growth_is_the_difference_as_a_share_of_the_earlier_number():
    value = Value(official("plans_total", 2026), official("plans_total", 2025))

    assert amount_in_words(BOOK.measure("plan-growth"), value) == "+12.5%"


def test_the_seven_placement_groups_add_to_the_plans_in_force():
    groups = {
        "mainstream": 278_236,
        "special": 193_880,
        "ap-pru": 4_858,
        "fe-post-16": 88_158,
        "elsewhere": 49_750,
        "early-years": 4_524,
        "not-recorded": 19_339,
    }

    assert set(groups) == set(BOOK.splits["placement-group"].parts)
    assert sum(groups.values()) == official("plans_total", 2025)
    assert amount(BOOK.measure("placement-mix"), Value(groups["special"], 638_745)) == Decimal("30.4")


def test_days_are_read_as_weeks():
    assert amount_in_words(BOOK.measure("weeks-to-issue"), Value(301, 2)) == "21.5 weeks"


def test_nothing_to_divide_by_is_no_number_and_not_nought():
    assert amount(BOOK.measure("plans-in-20-weeks"), Value(0, 0)) is None
    assert amount(BOOK.measure("assessments-overdue-longest"), Value(None)) is None
    assert amount_in_words(BOOK.measure("plans-in-20-weeks"), Value(0, 12)) == "0.0%"


def test_whole_numbers_are_grouped_as_people_write_them():
    assert amount_in_words(BOOK.measure("plans-in-force"), Value(4854)) == "4,854"


@pytest.mark.parametrize(
    ("line", "measures"),
    [
        ("share of advice received within 6 weeks", set()),
        ("Average number of weeks taken for EHC Plans to be issued", {"weeks-to-issue"}),
        ("Percentage of decisions whether to assess made within 6 weeks", {"decisions-in-6-weeks"}),
        (
            "How many reviews are held on time; how many are overdue on any day, with the average and the longest",
            {"review-decisions-in-4-weeks", "reviews-overdue", "reviews-overdue-days"},
        ),
        ("How many plans cease, above all because their outcomes were reached", {"plans-ceased"}),
        ("Total number of EHCPs and number of new EHCPs issued", {"plans-in-force", "new-plans"}),
        ("How many children with EHC plans have each primary need", {"primary-need-mix"}),
    ],
)
def test_a_plans_own_line_names_the_measures_it_means(line, measures):
    assert {measure.id for measure, _ in named_in(line, BOOK.measures)} == measures
