"""Whatever the seed, no child's story contradicts itself."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from oneplan.synthetic.area import invent
from oneplan.synthetic.area.days import age_on

ON = date(2026, 11, 22)
SEEDS = (1, 2, 3, 11, 99)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=SEEDS)
def children(request):
    area = invent(request.param, on=ON, plans=260)
    odd = {number for case in area.awkward for number in case.numbers}
    return [child for child in area.children if child.number not in odd]


def requests(children):
    return [(child, each) for child in children for each in child.requests]


def plans(children):
    return [(child, each, each.plan) for child, each in requests(children) if each.plan]


def test_a_request_goes_through_its_days_in_order(children):
    for _, each in requests(children):
        made = each.assessment
        days = [each.received_on, each.decided_on, each.reversed_on]
        days += [made.agreed_on, made.draft_on, made.issued_on] if made else []
        told = [day for day in days if day]

        assert told == sorted(told)


def test_an_issued_plan_begins_on_the_day_it_was_issued(children):
    for _, each, plan in plans(children):
        if each.received_on:
            assert each.assessment.issued_on == plan.started_on


def test_nobody_has_a_plan_before_birth_or_long_after_25(children):
    for child, _, plan in plans(children):
        assert plan.started_on > child.born_on
        assert age_on(child.born_on, plan.ceased_on or ON) <= 25


def test_nobody_asks_before_birth_or_at_25(children):
    for child, each in requests(children):
        if each.received_on:
            assert 0 <= age_on(child.born_on, each.received_on) < 25


def test_a_plan_ends_after_it_begins_and_after_it_moved(children):
    for _, _, plan in plans(children):
        if plan.transferred_on:
            assert plan.started_on < plan.transferred_on
        if plan.ceased_on:
            assert max(plan.started_on, plan.transferred_on or plan.started_on) < plan.ceased_on


def test_placements_follow_one_another_without_gap_or_overlap(children):
    for child, _, plan in plans(children):
        assert plan.stays
        assert plan.stays[0].entered_on > child.born_on
        for earlier, later in pairwise(plan.stays):
            assert earlier.left_on == later.entered_on
            assert earlier.entered_on <= later.entered_on
        assert plan.stays[-1].left_on == plan.ceased_on


def test_reviews_come_one_after_another_while_the_plan_is_kept(children):
    for _, _, plan in plans(children):
        for review in plan.reviews:
            days = [review.meeting_on, review.decided_on, review.amended_on]
            told = [day for day in days if day]
            assert told == sorted(told)
            assert review.meeting_on > plan.started_on
            assert bool(review.outcome) is bool(review.decided_on)
        for earlier, later in pairwise(plan.reviews):
            assert earlier.decided_on < later.meeting_on


def test_a_review_decides_to_cease_only_where_the_plan_then_ceases(children):
    for _, _, plan in plans(children):
        for review in plan.reviews:
            if review.outcome == "cease":
                assert plan.ceased_on is not None
                assert plan.ceased_on - review.decided_on < timedelta(days=200)


def test_the_last_requests_plan_is_the_only_one(children):
    for child in children:
        assert not any(each.plan for each in child.requests[:-1])
