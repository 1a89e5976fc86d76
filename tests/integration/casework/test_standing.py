"""The index of open limits keeps in step with the cases it is made from."""

from datetime import date

import pytest
from tests.support.cases import add_events, make_case, make_person, make_team
from tests.support.people import person

from oneplan.records.casework.models import Standing

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def test_an_open_limit_has_a_row_with_its_day_and_its_holder() -> None:
    officer, team = person("caseworker"), make_team()

    case = make_case(facts=[("request_received", date(2026, 1, 5))], officer=officer, team=team, on=DAY)

    row = Standing.objects.get(case=case, output="final_plan_due")
    assert (row.due_on, row.started_on, row.started_by) == (date(2026, 5, 25), date(2026, 1, 5), "request_received")
    assert (row.officer, row.team, row.person_id) == (officer.pk, team.pk, case.person_id)
    assert (row.nature, row.owner, row.is_knowable, row.prudent_on) == (
        "act",
        "local authority",
        True,
        date(2026, 5, 22),
    )


def test_a_limit_that_was_met_has_no_row() -> None:
    case = make_case(facts=[("request_received", date(2026, 1, 5))], on=DAY)

    add_events(case, [("assess_decision_notified", date(2026, 2, 2), {"decision": "assess"})], on=DAY)

    assert not Standing.objects.filter(case=case, output="assess_decision_due").exists()


def test_the_row_of_a_restricted_person_says_so() -> None:
    case = make_case(facts=[("request_received", date(2026, 1, 5))], person=make_person(is_restricted=True), on=DAY)

    assert set(Standing.objects.filter(case=case).values_list("is_restricted", flat=True)) == {True}
