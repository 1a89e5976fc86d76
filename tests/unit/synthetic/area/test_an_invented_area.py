"""The invented area is the same for the same seed, and nobody in it disturbs anybody else."""

from datetime import date

import pytest

from oneplan.synthetic.area import invent

pytestmark = pytest.mark.slow

ON = date(2026, 11, 22)


def test_the_same_seed_gives_the_same_area():
    first = invent(7, on=ON, plans=120)

    again = invent(7, on=ON, plans=120)

    assert first == again


def test_another_seed_gives_other_people():
    first = invent(7, on=ON, plans=120)

    other = invent(8, on=ON, plans=120)

    assert {each.upn for each in first.children} != {each.upn for each in other.children}
    assert [each.born_on for each in first.children] != [each.born_on for each in other.children]


def test_nothing_is_told_of_a_day_after_the_last():
    area = invent(7, on=ON, plans=400)

    days = [day for child in area.children for request in child.requests for day in _days(request)]

    assert max(days) <= ON


def _days(request):
    plan, made = request.plan, request.assessment
    days = [request.received_on, request.decided_on, request.withdrawn_on, request.reversed_on, request.exported_on]
    if made:
        days += [made.agreed_on, made.draft_on, made.issued_on, made.told_no_plan_on]
    if plan:
        days += [plan.started_on, plan.ceased_on, plan.transferred_on]
        days += [
            day for each in plan.reviews for day in (each.meeting_on, each.decided_on, each.draft_on, each.amended_on)
        ]
        days += [each.final_on for each in plan.phase_moves]
        days += [day for each in plan.stays for day in (each.entered_on, each.left_on)]
    return [day for day in days if day]
