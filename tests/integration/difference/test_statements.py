"""What is said of a measure after the work: with its range, its doubts, and no more than the numbers carry."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.example_plan_read import example_reading
from tests.support.figures_on_record import NEEDS, TIMELY, figures_on_record, linked
from tests.support.live_plan import a_person, a_plan_in_place

from oneplan.actions import series
from oneplan.actions.expectations import Expected, expect
from oneplan.actions.series import Given
from oneplan.answers.difference import Verdict, statement, statements
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.kernel import Problem
from oneplan.core.measures.manual import Supplied
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.figures.queries import expectations_of_plan
from oneplan.records.improvement.models import ImprovementPlan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def lead():
    return a_person("transformation-lead")


@pytest.fixture
def plan(lead):
    found = ImprovementPlan.objects.get(public_id=a_plan_in_place(lead, example_reading(), on=TODAY))
    figures_on_record(TODAY)
    return found


@pytest.fixture
def link(plan, lead):
    return linked(TIMELY, plan.sections.first(), by=lead)


def told(plan, link, lead):
    return statement(plan.public_id, link.pk, viewer=viewer_of(lead, on=TODAY))


def counted_from(link, lead, months_ago, **more):
    acts_from = months_after(TODAY.replace(day=1), -months_ago)
    expect(link_id=link.pk, expected=Expected(acts_from=acts_from, **more), by=lead, on=acts_from)
    return acts_from


def test_without_a_day_from_which_the_work_counts_it_is_too_early_to_say(plan, link, lead):
    found = told(plan, link, lead)

    assert found.verdict is Verdict.TOO_EARLY
    assert "nothing that should move this measure is finished" in found.says
    assert found.amount is None


def test_a_rise_after_the_work_is_better_and_says_between_what_and_what(plan, link, lead):
    counted_from(link, lead, 4)

    found = told(plan, link, lead)

    assert found.verdict is Verdict.BETTER
    assert (found.before, found.after) == (20, 4)
    assert 0 < found.low < found.amount < found.high
    assert "percentage points higher" in found.says
    assert "95 in 100" in found.says


def test_the_same_rise_is_worse_where_less_is_wanted(plan, link, lead):
    counted_from(link, lead, 4)
    link.refresh_from_db()
    link.expected_direction = "down"
    link.save()

    assert told(plan, link, lead).verdict is Verdict.WORSE


def test_where_nothing_changed_no_change_is_claimed_and_both_ends_are_said(plan, link, lead):
    counted_from(link, lead, 12)

    found = told(plan, link, lead)

    assert found.verdict is Verdict.NO_CLEAR_CHANGE
    assert found.low < 0 < found.high
    assert "no change can be claimed" in found.says


def test_three_months_are_too_few_and_the_month_from_which_it_can_be_said_is_named(plan, link, lead):
    counted_from(link, lead, 3)

    found = told(plan, link, lead)

    assert found.verdict is Verdict.TOO_EARLY
    assert found.possible_from == date(2026, 4, 1)
    assert "3 whole months" in found.says
    assert "April 2026" in found.says


def test_a_month_in_which_the_work_began_belongs_to_neither_side(plan, link, lead):
    acts_from = months_after(TODAY.replace(day=1), -6).replace(day=15)
    expect(link_id=link.pk, expected=Expected(acts_from=acts_from), by=lead, on=acts_from)

    found = told(plan, link, lead)

    assert found.before + found.after == 23
    assert (
        next(each for each in found.points if each.on.month == acts_from.month and each.on.year == 2025).amount is None
    )


def test_a_mix_is_not_asked_whether_it_changed(plan, lead):
    mix = linked(NEEDS, plan.sections.first(), by=lead)

    assert told(plan, mix, lead).verdict is Verdict.NOT_ASKED


def test_everything_else_that_could_explain_it_is_said(plan, link, lead):
    linked(TIMELY, plan.sections.last(), by=lead)
    counted_from(link, lead, 4)

    others = " ".join(told(plan, link, lead).others)

    assert "season" in others
    assert "One other part" in others or "1 other part" in others
    assert "no proof" in others


def test_an_expectation_written_down_after_the_fact_says_so(plan, link, lead):
    acts_from = months_after(TODAY.replace(day=1), -6)
    expect(link_id=link.pk, expected=Expected(acts_from=acts_from), by=lead, on=TODAY)

    others = " ".join(told(plan, link, lead).others)

    assert "after the work had begun to count" in others


@pytest.mark.parametrize(
    ("amount", "months", "says"), [("90", 2, "not reached by then"), ("90", 9, "not reached yet"), ("45", 9, "reached")]
)
def test_an_expectation_is_reached_or_not_by_its_day(plan, link, lead, amount, months, says):
    acts_from = months_after(TODAY.replace(day=1), -4)
    expected = Expected(
        acts_from=acts_from,
        amount=Decimal(amount),
        by=months_after(acts_from, months),
        baseline=Decimal(47),
        baseline_on=acts_from,
    )
    expect(link_id=link.pk, expected=expected, by=lead, on=acts_from)

    found = told(plan, link, lead)

    assert f"{amount}%" in found.expected_says
    assert "from 47%" in found.expected_says
    assert found.expected_says.endswith(f": {says}.")


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        (Expected(), "at least one thing"),
        (Expected(amount=Decimal(80)), "the value and the day"),
        (Expected(by=TODAY), "the value and the day"),
        (Expected(acts_from=TODAY, amount=Decimal(80), by=date(2026, 1, 1)), "before the day"),
        (Expected(acts_from=TODAY, baseline=Decimal(50)), "day of the starting value"),
    ],
)
def test_half_an_expectation_is_refused_in_words(plan, link, lead, expected, says):
    with pytest.raises(Problem, match=says):
        expect(link_id=link.pk, expected=expected, by=lead, on=TODAY)

    assert expectations_of_plan(plan.public_id)[link.pk].said_on is None


def test_only_those_who_link_measures_say_what_is_expected(plan, link):
    owner = a_person("action-owner")

    with pytest.raises(NotAllowed):
        expect(link_id=link.pk, expected=Expected(acts_from=TODAY), by=owner, on=TODAY)


def test_a_link_that_was_taken_away_has_no_statement(plan, link, lead):
    link.is_removed = True
    link.save()

    with pytest.raises(NotFound):
        told(plan, link, lead)


def test_the_statements_of_one_section_are_those_of_its_links(plan, link, lead):
    linked(NEEDS, plan.sections.last(), by=lead)
    viewer = viewer_of(lead, on=TODAY)

    of_first = statements(plan.public_id, viewer=viewer, section=plan.sections.first().slug)

    assert [each.link_id for each in of_first] == [link.pk]
    assert len(statements(plan.public_id, viewer=viewer)) == 2


def test_values_from_before_a_change_of_meaning_are_not_set_beside_those_since_and_it_is_said(plan, lead):
    given = [Given(date(year, 1, 1), Supplied(Decimal(60), Decimal(100))) for year in range(2016, 2026)]
    series.supply(measure="M075", given=given, by=lead, on=TODAY)
    series.change_definition(
        measure="M075", first_day=date(2021, 1, 1), words="New question", why="Asked anew", by=lead, on=TODAY
    )
    link = linked("M075", plan.sections.first(), by=lead)
    expect(link_id=link.pk, expected=Expected(acts_from=date(2024, 1, 1)), by=lead, on=TODAY)

    found = told(plan, link, lead)

    assert (found.before, found.after) == (3, 2)
    assert any(
        "What it counts was changed on 1 January 2021, so only the periods since" in each for each in found.others
    )
