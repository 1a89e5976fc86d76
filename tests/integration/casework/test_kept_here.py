"""Cases that officers open and keep here: the rows that figures read follow what was recorded."""

from datetime import date

import pytest
from tests.support.cases import make_case, make_person
from tests.support.people import TODAY, person

from oneplan.actions.cases import NewEvent, record_events
from oneplan.actions.open_cases import NewCase, open_cases
from oneplan.core.access import NotAllowed
from oneplan.core.kernel import Problem
from oneplan.records.casework.models import Case, CaseEvent, EhcPlan, Need, NeedsAssessment, Review
from oneplan.records.people.models import Person

pytestmark = pytest.mark.django_db
UPN = "A201999918102"
ROBIN = NewCase("Fell", "Robin", date(2016, 4, 2), upn=UPN, postcode="ZZ99 3WZ", need="ASD")


@pytest.fixture
def operator():
    return person("operator")


def told(case, fact, on, **details):
    return NewEvent(case_id=case, fact=fact, on=on, details=details)


def test_a_request_for_somebody_new_makes_a_person_and_a_case(operator):
    (opened,) = open_cases([ROBIN], by=operator, on=TODAY)

    case = Case.objects.select_related("person").get(public_id=opened)
    assert (case.person.surname, case.person.upn) == ("Fell", UPN)
    assert Need.objects.get(case=case).code == "ASD"


def test_a_request_for_somebody_on_record_makes_no_second_person(operator):
    known = make_person(surname="Fell", forename="Robin", born_on=date(2016, 4, 2), upn=UPN, postcode="ZZ99 3WZ")

    (opened,) = open_cases([ROBIN], by=operator, on=TODAY)

    assert Case.objects.get(public_id=opened).person == known
    assert Person.objects.count() == 1


def test_a_number_one_digit_apart_opens_nothing(operator):
    make_person(surname="Fell", forename="Robin", born_on=date(2016, 4, 2), upn="A201999918103", postcode="ZZ99 3WZ")

    with pytest.raises(Problem, match="may be somebody already on record"):
        open_cases([ROBIN], by=operator, on=TODAY)

    assert not Case.objects.exists()
    assert Person.objects.count() == 1


def test_the_doubtful_may_be_left_out_and_the_others_opened(operator):
    make_person(surname="Fell", forename="Robin", born_on=date(2016, 4, 2), upn="A201999918103", postcode="ZZ99 3WZ")
    another = NewCase("Tarn", "Kit", date(2014, 1, 9), uln="1234567894")

    opened = open_cases([ROBIN, another], by=operator, on=TODAY, leaves_out_doubtful=True)

    assert opened[0] == ""
    assert Case.objects.get().public_id == opened[1]


def test_whoever_may_not_record_opens_nothing():
    with pytest.raises(NotAllowed):
        open_cases([ROBIN], by=person("board-member"), on=TODAY)

    assert not Person.objects.exists()


def test_what_is_recorded_from_request_to_plan_stands_in_the_rows(operator):
    (case,) = open_cases([ROBIN], by=operator, on=TODAY)

    record_events(
        [
            told(case, "request_received", date(2025, 9, 1), by="parent"),
            told(case, "assess_decision_notified", date(2025, 10, 6), decision="assess"),
            told(case, "final_plan_sent", date(2026, 1, 19)),
        ],
        by=operator,
        on=TODAY,
    )

    row = NeedsAssessment.objects.get(case__public_id=case)
    assert (row.received_on, row.request_outcome, row.request_outcome_on) == (date(2025, 9, 1), "Y", date(2025, 10, 6))
    assert (row.outcome, row.outcome_on) == ("Y", date(2026, 1, 19))
    assert EhcPlan.objects.get(case__public_id=case).started_on == date(2026, 1, 19)


def test_a_decision_taken_back_is_open_again(operator):
    case = make_case(facts=[("request_received", date(2026, 1, 5))]).public_id
    record_events([told(case, "assess_decision_notified", date(2026, 2, 2), decision="refuse")], by=operator, on=TODAY)
    wrong = CaseEvent.objects.get(fact="assess_decision_notified")

    record_events(
        [
            NewEvent(
                case_id=case, fact=wrong.fact, on=wrong.on, details={"decision": "refuse"},
                supersedes=wrong.public_id, is_retraction=True,
            )
        ],
        by=operator,
        on=TODAY,
    )  # fmt: skip

    row = NeedsAssessment.objects.get(case__public_id=case)
    assert (row.request_outcome, row.request_outcome_on) == ("A", None)


def test_a_review_is_one_row_from_meeting_to_draft(operator):
    case = make_case(facts=[("final_plan_sent", date(2024, 3, 4))]).public_id

    record_events(
        [
            told(case, "review_meeting", date(2025, 2, 3)),
            told(case, "review_decision_notified", date(2025, 2, 24), outcome="amend"),
            told(case, "amendment_notice_sent", date(2025, 2, 24), by="email"),
            told(case, "review_meeting", date(2026, 2, 2)),
        ],
        by=operator,
        on=TODAY,
    )

    rows = [
        (row.meeting_on, row.decided_on, row.outcome, row.draft_on) for row in Review.objects.order_by("meeting_on")
    ]
    decided = date(2025, 2, 24)
    assert rows == [(date(2025, 2, 3), decided, "A", decided), (date(2026, 2, 2), None, "", None)]


def test_a_meeting_recorded_on_a_wrong_day_and_put_right_is_one_review(operator):
    case = make_case(facts=[("final_plan_sent", date(2024, 3, 4))]).public_id
    record_events([told(case, "review_meeting", date(2025, 2, 3))], by=operator, on=TODAY)
    wrong = CaseEvent.objects.get(fact="review_meeting")

    right = NewEvent(case_id=case, fact="review_meeting", on=date(2025, 2, 10), details={}, supersedes=wrong.public_id)
    record_events([right], by=operator, on=TODAY)

    assert [row.meeting_on for row in Review.objects.all()] == [date(2025, 2, 10)]


def test_recording_once_more_leaves_the_rows_as_they_are(operator):
    case = make_case(facts=[("final_plan_sent", date(2024, 3, 4))]).public_id
    record_events([told(case, "review_meeting", date(2025, 2, 3))], by=operator, on=TODAY)

    record_events([told(case, "review_report_sent", date(2025, 2, 12))], by=operator, on=TODAY)

    assert Review.objects.count() == 1
