"""Import day: late is said only of what a return could tell, and everything else is said to be unknown."""

from datetime import date

import pytest
from tests.support.people import TODAY, person
from tests.support.person_returns import active_plan, bring_in, child, historical, request

from oneplan.answers.access import viewer_of
from oneplan.answers.person_returns import data_problems
from oneplan.answers.person_returns_day import import_day
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case
from oneplan.records.people.models import Person
from oneplan.rulebook.returns import load
from oneplan.rulebook.returns.harm import harms

pytestmark = pytest.mark.slow

WAITING = request(received_on=date(2025, 8, 4), outcome="A", outcome_on=None, mediation=None, tribunal=None,
                  assessment=None, active_plan=None)  # fmt: skip


@pytest.fixture
def manager(db):
    return person("manager", email="manager@example.org")


@pytest.fixture
def analyst(db):
    return person("analyst", email="analyst@example.org")


def _day(by, on=TODAY):
    return import_day(viewer=viewer_of(by, on=on), on=on)


def test_before_any_return_the_day_is_empty_and_says_so(manager):
    day = _day(manager)

    assert (day.latest, day.cases, day.late, day.worth_fixing) == (None, 0, (), ())


def test_an_undecided_request_is_late_by_its_days_up_to_the_day_that_was_told_of(manager):
    bring_in([child(1, requests=(WAITING,))], manager)

    late = {each.output: each for each in _day(manager).late}

    decision = late["assess_decision_due"]
    assert (decision.count, decision.longest) == (1, (date(2026, 1, 15) - date(2025, 9, 15)).days)
    assert decision.first[0].name == f"{child(1).forename} {child(1).surname}"


def test_what_falls_due_after_the_survey_day_is_not_late_but_unknown(manager):
    plan = active_plan(review_meeting_on=date(2025, 1, 13), review_outcome="M", review_decided_on=date(2025, 1, 20))
    bring_in([child(1, requests=(historical(),)), child(2, requests=(request(active_plan=plan),))], manager)

    day = _day(manager)

    assert not [each for each in day.late if each.output == "review_complete_by" and each.longest > 400]
    assert day.unknown
    assert all(each.says.endswith(".") and each.count for each in day.unknown)


def test_what_falls_due_next_is_counted_in_windows_that_hold_each_other(manager):
    bring_in([child(n, requests=(WAITING,)) for n in range(1, 4)] + [child(5)], manager)

    for each in _day(manager, on=date(2026, 7, 1)).due_next:
        numbers = [number for _, number in each.within]
        assert numbers == sorted(numbers)
        assert [days for days, _ in each.within] == [7, 14, 28]


def test_what_needs_completing_is_counted(manager):
    bring_in([child(1), child(2)], manager)

    day = _day(manager)

    assert (day.cases_without_officer, day.settings_by_number, day.settings_by_number_count) == (
        2,
        ("setting 100001",),
        1,
    )


def test_an_analyst_reads_the_day_without_names(analyst):
    bring_in([child(1, requests=(WAITING,))], analyst)

    day = _day(analyst)

    assert {row.name for each in day.late for row in each.first} == {""}


def test_a_restricted_child_is_on_no_page_of_the_day(manager):
    bring_in([child(1, requests=(WAITING,), sex="")], manager)
    Person.objects.update(is_restricted=True)
    case = Case.objects.get()
    case.standing.update(is_restricted=True)

    day = _day(manager)
    page = data_problems(day.latest.id, viewer=viewer_of(manager, on=TODAY))

    assert (day.cases, day.late) == (0, ())
    assert not [row for row in page.rows if row.case_id]


def test_the_audit_names_the_cases_that_were_shown(manager):
    bring_in([child(1, requests=(WAITING,))], manager)

    _day(manager)

    assert AuditEntry.objects.get(verb="read-import-day").subject_ids == [Case.objects.get().public_id]


def test_problems_are_found_by_what_they_spoil_and_shown_without_names_to_an_analyst(analyst, manager):
    bring_in([child(1, sex="", postcode="")], analyst)
    latest = _day(analyst).latest.id

    page = data_problems(latest, viewer=viewer_of(analyst, on=TODAY), harm="count")
    named = data_problems(latest, viewer=viewer_of(manager, on=TODAY), rule="P07")

    assert {row.rule for row in page.rows} == {"P07"}
    assert (page.rows[0].name, dict(page.rows[0].values)) == ("", {})
    assert named.rows[0].name == f"{child(1).forename} {child(1).surname}"


def test_every_check_has_one_harm():
    assert set(harms()) == set(load().checks)
