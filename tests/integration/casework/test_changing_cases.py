"""Events and holders of cases: all or nothing, on record, and every projection in step."""

from datetime import date, timedelta

import pytest
from tests.support.cases import make_case, make_person, make_team
from tests.support.people import TODAY, person

from oneplan.actions.cases import NewEvent, allocate, keep_here, record_events
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case, CaseEvent, Standing

pytestmark = pytest.mark.django_db

REQUESTED = ("request_received", date(2026, 1, 5))
AGREED = {"decision": "assess"}


def agreed(case: Case, **columns) -> NewEvent:
    return NewEvent(case.public_id, "assess_decision_notified", date(2026, 2, 2), AGREED, **columns)


def test_an_event_changes_stage_revision_and_standing() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)
    before = case.revision

    record_events([agreed(case)], by=officer, on=TODAY)

    case.refresh_from_db()
    assert (case.stage, case.opened_on, case.closed_on) == ("being assessed", date(2026, 1, 5), None)
    assert case.revision > before
    assert set(Standing.objects.filter(case=case, nature="act").values_list("output", flat=True)) == {
        "refuse_plan_due",
        "final_plan_due",
    }


def test_recording_leaves_a_trace_that_names_the_case() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)

    record_events([agreed(case)], by=officer, on=TODAY)

    entry = AuditEntry.objects.get(verb="record-events")
    assert (entry.subject_ids, entry.by_id, entry.acting_role) == ([case.public_id], officer.pk, "caseworker")


def test_one_unknown_fact_refuses_them_all() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)

    with pytest.raises(Problem, match="there is no fact called 'letter_filed'"):
        record_events(
            [agreed(case), NewEvent(case.public_id, "letter_filed", date(2026, 2, 3), {})], by=officer, on=TODAY
        )

    assert CaseEvent.objects.filter(case=case).count() == 1


def test_a_detail_that_the_vocabulary_does_not_know_is_refused() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)

    with pytest.raises(Problem, match="not one of the choices"):
        record_events(
            [NewEvent(case.public_id, "assess_decision_notified", date(2026, 2, 2), {"decision": "perhaps"})],
            by=officer,
            on=TODAY,
        )


def test_a_correction_takes_the_place_of_an_event_and_the_event_stays_written() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)
    first = CaseEvent.objects.get(case=case)

    record_events(
        [NewEvent(case.public_id, "request_received", date(2026, 1, 12), {}, supersedes=first.public_id)],
        by=officer,
        on=TODAY,
    )

    assert Standing.objects.get(case=case, output="final_plan_due").due_on == date(2026, 6, 1)
    assert CaseEvent.objects.filter(case=case).count() == 2


def test_an_event_taken_back_no_longer_speaks() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)
    first = CaseEvent.objects.get(case=case)
    back = NewEvent(case.public_id, "request_received", first.on, {}, supersedes=first.public_id, is_retraction=True)

    record_events([back], by=officer, on=TODAY)

    case.refresh_from_db()
    assert (case.stage, case.opened_on, Standing.objects.filter(case=case).exists()) == ("", None, False)
    with pytest.raises(Problem, match="no longer there"):
        record_events([back], by=officer, on=TODAY)


def test_nobody_records_in_a_case_of_another_team_or_a_restricted_one() -> None:
    officer = person("caseworker")
    other = make_case(facts=[REQUESTED], team=make_team("South"))
    restricted = make_case(facts=[REQUESTED], officer=officer, person=make_person(is_restricted=True))

    for case in (other, restricted):
        with pytest.raises(NotFound):
            record_events([agreed(case)], by=officer, on=TODAY)

    assert CaseEvent.objects.count() == 2


def test_an_analyst_records_nothing() -> None:
    case = make_case(facts=[REQUESTED])

    with pytest.raises(NotAllowed):
        record_events([agreed(case)], by=person("analyst"), on=TODAY)


def test_a_closed_case_may_still_be_recorded_in_and_opens_again() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)
    record_events([NewEvent(case.public_id, "request_withdrawn", date(2026, 2, 1), {})], by=officer, on=TODAY)
    case.refresh_from_db()
    closed_on = case.closed_on

    record_events([NewEvent(case.public_id, "request_received", date(2026, 2, 16), {})], by=officer, on=TODAY)

    case.refresh_from_db()
    assert (closed_on, case.closed_on, case.stage) == (date(2026, 2, 1), None, "requested")


def test_a_manager_gives_cases_of_their_team_to_an_officer() -> None:
    manager, officer = person("manager"), person("caseworker")
    team = make_team("North", manager, officer)
    case = make_case(facts=[REQUESTED], team=team)

    moved = allocate([case.public_id], officer.pk, team.public_id, by=manager, on=TODAY)

    case.refresh_from_db()
    assert (moved, case.officer_id, case.officer_since, case.team_id) == (1, officer.pk, TODAY, team.pk)
    assert set(Standing.objects.filter(case=case).values_list("officer", "team")) == {(officer.pk, team.pk)}


def test_giving_cases_to_whoever_holds_them_changes_nothing() -> None:
    manager, officer = person("manager"), person("caseworker")
    team = make_team("North", manager, officer)
    case = make_case(facts=[REQUESTED], team=team, officer=officer, officer_since=date(2025, 9, 1))

    moved = allocate([case.public_id], officer.pk, team.public_id, by=manager, on=TODAY)

    case.refresh_from_db()
    assert (moved, case.officer_since) == (0, date(2025, 9, 1))


def test_a_case_is_not_given_to_somebody_who_could_not_open_it() -> None:
    manager = person("manager")
    case = make_case(facts=[REQUESTED], team=make_team("North", manager))

    with pytest.raises(Problem, match="cannot hold cases"):
        allocate([case.public_id], person("board-member").pk, None, by=manager, on=TODAY)


def test_a_caseworker_allocates_nothing() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer)

    with pytest.raises(NotAllowed):
        allocate([case.public_id], None, None, by=officer, on=TODAY)


SURVEY_DAY = date(2026, 1, 15)


def test_cases_kept_here_say_since_when_and_end_on_no_day() -> None:
    case = make_case(facts=[REQUESTED], told_until=SURVEY_DAY)

    kept = keep_here(by=person("operator"), on=TODAY, since=date(2026, 1, 16))

    case.refresh_from_db()
    assert (kept, case.told_until, case.kept_from) == (1, SURVEY_DAY, date(2026, 1, 16))
    assert set(Standing.objects.filter(case=case).values_list("told_until", flat=True)) == {None}


def test_cases_are_kept_here_from_today_unless_an_earlier_day_is_said() -> None:
    case, opened_here = make_case(facts=[REQUESTED], told_until=SURVEY_DAY), make_case(facts=[REQUESTED])
    operator = person("operator")

    counts = [keep_here(by=operator, on=TODAY, since=since) for since in (None, date(2026, 2, 2), date(2026, 2, 9))]

    case.refresh_from_db()
    opened_here.refresh_from_db()
    assert counts == [1, 1, 0]
    assert (case.kept_from, opened_here.kept_from) == (date(2026, 2, 2), None)


def test_no_case_is_kept_here_from_a_day_to_come() -> None:
    with pytest.raises(Problem, match="still to come"):
        keep_here(by=person("operator"), on=TODAY, since=TODAY + timedelta(days=1))


def test_an_event_keeps_a_case_here_from_the_day_it_is_recorded_on() -> None:
    officer = person("caseworker")
    case = make_case(facts=[REQUESTED], officer=officer, told_until=SURVEY_DAY)
    opened_here = make_case(facts=[REQUESTED], officer=officer)

    record_events([agreed(case), agreed(opened_here)], by=officer, on=TODAY)

    case.refresh_from_db()
    opened_here.refresh_from_db()
    assert (case.kept_from, opened_here.kept_from) == (TODAY, None)
