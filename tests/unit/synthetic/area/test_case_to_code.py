"""Every row of the guidance's table from the state of a case to the codes of the return."""

from dataclasses import replace
from datetime import date

import pytest

from oneplan.synthetic.area.returned import request_returned
from oneplan.synthetic.area.shapes import AssessmentMade, InventedSetting, PlanLife, RequestMade, Stay
from oneplan.synthetic.area.windows import window

WINDOW = window(2026)  # 1 January 2025 to 15 January 2026
BORN = date(2017, 5, 4)
SCHOOL = InventedSetting("Rowan School", "maintained school", "primary", "Merrowdale schools", urn="900001")
ASKED = RequestMade(received_on=date(2025, 3, 3), source="2")
AGREED = replace(ASKED, decision="assess", decided_on=date(2025, 4, 10), assessment=AssessmentMade())
AGREED_BEFORE = replace(AGREED, received_on=date(2024, 10, 1), decided_on=date(2024, 11, 8))
REFUSED = replace(ASKED, decision="refuse", decided_on=date(2025, 4, 10))


def plan(started_on, **more):
    stay = Stay(date(2023, 9, 4), None, "mainstream", SCHOOL)
    return PlanLife(started_on=started_on, needs=("ASD", "SLCN"), stays=(stay,), **more)


def issued(request, on, **more):
    made = AssessmentMade(agreed_on=on, draft_on=on, issued_on=on)
    return replace(request, assessment=made, plan=plan(on, **more))


def returned(request):
    return request_returned(request, WINDOW, BORN)


def test_an_undecided_request_is_a_without_a_date():
    found = returned(ASKED)

    assert (found.outcome, found.outcome_on, found.assessment, found.active_plan) == ("A", None, None, None)
    assert (found.received_on, found.source, found.mediation) == (date(2025, 3, 3), "2", None)


def test_a_withdrawn_request_is_w_without_a_date():
    found = returned(replace(ASKED, withdrawn_on=date(2025, 3, 20)))

    assert (found.outcome, found.outcome_on, found.assessment) == ("W", None, None)


def test_a_request_withdrawn_before_the_period_is_not_returned():
    assert returned(replace(ASKED, received_on=date(2024, 11, 1), withdrawn_on=date(2024, 12, 1))) is None


def test_a_refusal_is_n_with_its_date_and_both_flags():
    found = returned(replace(REFUSED, mediation=True))

    assert (found.outcome, found.outcome_on, found.assessment) == ("N", date(2025, 4, 10), None)
    assert (found.mediation, found.tribunal) == (True, False)


def test_a_refusal_before_the_period_is_not_returned():
    assert returned(replace(REFUSED, decided_on=date(2024, 12, 20))) is None


def test_a_refusal_that_was_changed_keeps_n_its_date_and_its_flag_and_goes_on():
    changed = replace(REFUSED, reversed_on=date(2025, 6, 1), mediation=True)

    found = returned(issued(changed, date(2025, 10, 1)))

    assert (found.outcome, found.outcome_on, found.mediation) == ("N", date(2025, 4, 10), True)
    assert (found.assessment.outcome, found.assessment.outcome_on) == ("Y", date(2025, 10, 1))
    assert found.active_plan is not None


def test_a_request_agreed_in_the_window_is_y_with_an_open_assessment():
    found = returned(AGREED)

    assert (found.outcome, found.outcome_on) == ("Y", date(2025, 4, 10))
    assert (found.assessment.outcome, found.assessment.outcome_on, found.assessment.plan) == ("A", None, None)


def test_a_request_agreed_before_the_period_is_h_and_keeps_the_day_it_came():
    found = returned(AGREED_BEFORE)

    assert (found.outcome, found.outcome_on, found.received_on) == ("H", None, date(2024, 10, 1))
    assert found.assessment.outcome == "A"


def test_a_plan_issued_in_the_window_after_a_decision_before_it_is_y_under_h():
    found = returned(issued(AGREED_BEFORE, date(2025, 2, 20)))

    assert (found.outcome, found.received_on) == ("H", date(2024, 10, 1))
    assert (found.assessment.outcome, found.assessment.outcome_on) == ("Y", date(2025, 2, 20))
    assert found.assessment.exceptions_apply is False


def test_a_plan_issued_before_the_period_is_h_and_h_with_the_plan():
    found = returned(issued(AGREED_BEFORE, date(2024, 12, 12)))

    assert (found.outcome, found.received_on, found.assessment.outcome) == ("H", None, "H")
    assert found.assessment.outcome_on is None
    assert found.assessment.plan.started_on == date(2024, 12, 12)
    assert [need.code for need in found.active_plan.needs] == ["ASD", "SLCN"]


def test_a_plan_that_is_agreed_and_not_issued_is_y_without_a_date():
    found = returned(replace(AGREED, assessment=AssessmentMade(agreed_on=date(2025, 12, 1))))

    assert (found.assessment.outcome, found.assessment.outcome_on, found.assessment.plan) == ("Y", None, None)


def test_a_decision_against_a_plan_is_n_with_its_date():
    found = returned(replace(AGREED, assessment=AssessmentMade(told_no_plan_on=date(2025, 6, 20))))

    assert (found.assessment.outcome, found.assessment.outcome_on) == ("N", date(2025, 6, 20))


def test_a_decision_against_a_plan_that_was_changed_keeps_n_and_its_date():
    made = AssessmentMade(issued_on=date(2025, 11, 3), told_no_plan_on=date(2025, 6, 20), tribunal=True)

    found = returned(replace(AGREED, assessment=made, plan=plan(date(2025, 11, 3))))

    assert (found.assessment.outcome, found.assessment.outcome_on) == ("N", date(2025, 6, 20))
    assert found.assessment.tribunal is True
    assert found.assessment.plan.started_on == date(2025, 11, 3)


def test_a_plan_from_another_authority_is_h_and_h_even_if_it_began_this_year():
    came = plan(date(2025, 2, 1), transferred_from="501", transferred_on=date(2025, 5, 6))

    found = returned(RequestMade(received_on=None, plan=came))

    assert (found.outcome, found.assessment.outcome, found.active_plan.transferred_from) == ("H", "H", "501")


def test_where_a_plan_came_from_is_told_in_its_year_alone():
    came = plan(date(2023, 2, 1), transferred_from="501", transferred_on=date(2024, 5, 6))

    assert returned(RequestMade(received_on=None, plan=came)).active_plan.transferred_from == ""


def test_somebody_who_moved_away_during_the_assessment_is_exported_as_far_as_it_had_come():
    found = returned(replace(AGREED, exported_to="502", exported_on=date(2025, 6, 1)))

    assert (found.outcome, found.exported_to, found.assessment.outcome) == ("Y", "502", "A")
    assert found.assessment.plan is None


@pytest.mark.parametrize(("ceased", "is_told"), [(date(2025, 8, 31), True), (date(2024, 12, 31), False)])
def test_a_plan_that_ceased_is_told_once_with_its_day_and_reason(ceased, is_told):
    request = issued(AGREED_BEFORE, date(2024, 12, 12), ceased_on=ceased, cease_reason="5")

    found = returned(request)

    assert (found is not None) is is_told
    if found:
        assert (found.assessment.plan.ceased_on, found.assessment.plan.cease_reason) == (ceased, "5")


def test_a_plan_that_ceases_after_the_survey_day_is_still_open():
    found = returned(issued(AGREED_BEFORE, date(2024, 12, 12), ceased_on=date(2026, 3, 1), cease_reason="5"))

    assert found.assessment.plan.ceased_on is None


def test_what_comes_after_the_survey_day_is_not_known():
    assert returned(replace(ASKED, received_on=date(2026, 1, 16))) is None
    assert returned(replace(AGREED, decided_on=date(2026, 1, 20))).outcome == "A"
    assert returned(issued(AGREED, date(2026, 1, 20))).assessment.plan is None
