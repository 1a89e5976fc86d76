"""What a case page says of a case's dates is what the command says of the same facts; and never more than is known."""

import json
from datetime import date, timedelta

import pytest
from tests.support.cases import add_events, make_calendar, make_case, make_person, make_setting
from tests.support.clock_rows import facts_of as facts_of_random
from tests.support.people import TODAY, person
from tests.support.random_cases import random_case, schools

from oneplan.answers.cases import clocks_of, open_case
from oneplan.cli import clocks as command
from oneplan.core.access import NotFound
from oneplan.core.casework.case_facts import DayIs, plain_details
from oneplan.core.pathways import State
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case, CaseEvent, Standing
from oneplan.records.casework.queries import case_file
from oneplan.records.casework.sources import OFFICER, RETURN
from oneplan.records.documents.models import Document
from oneplan.records.people.models import Person
from oneplan.records.returns.models import PersonReturn

pytestmark = pytest.mark.django_db

SURVEY_DAY = date(2026, 1, 15)


@pytest.mark.slow
def test_a_thousand_pages_say_what_the_command_says_of_the_same_facts(tmp_path) -> None:
    officer = person("caseworker", first_day=date(2000, 1, 1))
    settings = [make_setting(calendar=make_calendar(*each["terms"], closed=each["closed"])) for each in schools()]
    cases = {seed: random_case(seed) for seed in range(1000)}
    stored = store(cases, officer, settings)

    for seed, case in cases.items():
        file = case_file(stored[seed].public_id, viewer=viewer_of(officer, on=case.as_of))
        said = clocks_of(file, case.as_of).answers
        path = tmp_path / f"{seed}.json"
        path.write_text(json.dumps(question(case)), encoding="utf-8")

        assert said == command._answers(str(path), case.as_of.isoformat()), seed


def store(cases, officer, settings) -> dict[int, Case]:
    births = {seed: {name: on for name, on, _ in case.facts}.get("person_born") for seed, case in cases.items()}
    people = Person.objects.bulk_create(
        [Person(surname=f"Example{seed}", forename="Robin", born_on=births[seed]) for seed in cases]
    )
    rows = Case.objects.bulk_create(
        [
            Case(person=owner, officer=officer, setting=None if case.school is None else settings[case.school])
            for owner, case in zip(people, cases.values(), strict=True)
        ]
    )
    CaseEvent.objects.bulk_create(
        [
            CaseEvent(case=row, fact=fact.name, on=fact.on, details=plain_details(fact.details), source=OFFICER)
            for row, case in zip(rows, cases.values(), strict=True)
            for fact in facts_of_random(case)
            if fact.name != "person_born"
        ]
    )
    return dict(zip(cases, rows, strict=True))


def question(case) -> dict:
    facts = [
        {"fact": fact.name, "on": fact.on.isoformat(), **plain_details(fact.details)} for fact in facts_of_random(case)
    ]
    asked = {"facts": facts, "as_of": case.as_of.isoformat()}
    if case.school is not None:
        school = schools()[case.school]
        asked["school_calendar"] = {
            "terms": [[first.isoformat(), last.isoformat()] for first, last in school["terms"]],
            "closed": sorted(day.isoformat() for day in school["closed"]),
        }
    return asked


@pytest.fixture
def officer(db):
    return person("caseworker")


@pytest.fixture
def returned(db, officer):
    document = Document.objects.create(kind="person-return", name="sen2.xml", size=0, uploaded_by=officer)
    return PersonReturn.objects.create(document=document, year=2026, reference_date=SURVEY_DAY, received_by=officer)


def told_by_return(officer, returned, *facts, told_until=SURVEY_DAY, on=TODAY):
    """A case that nothing but a return has told of, and its clocks on a day."""
    case = make_case(officer=officer, told_until=told_until)
    for name, day, *more in facts:
        day_is, details = more or (DayIs.EXACT, {})
        CaseEvent.objects.create(
            case=case, fact=name, on=day, day_is=day_is.value, details=details, source=RETURN, person_return=returned
        )
    file = case_file(case.public_id, viewer=viewer_of(officer, on=on))
    return clocks_of(file, on)


def outputs(answers) -> set[tuple[str, date | None]]:
    return {(each.output, each.due_on) for each in answers if each.nature == "act" and each.due_on}


def test_a_plan_of_2018_reviewed_in_2025_is_neither_late_nor_said_to_have_been_in_time(officer, returned) -> None:
    clocks = told_by_return(
        officer,
        returned,
        ("final_plan_sent", date(2018, 3, 1)),
        ("review_history_starts", date(2024, 12, 31), DayIs.AT_LATEST, {}),
        ("review_meeting", date(2025, 6, 10)),
        ("review_decision_notified", date(2025, 7, 1), DayIs.EXACT, {"outcome": "maintain"}),
        on=SURVEY_DAY,
    )

    assert ("review_complete_by", date(2026, 6, 30)) in outputs(clocks.ahead)
    assert ("review_complete_by", date(2025, 12, 30)) in outputs(clocks.unknown)
    assert {each.output for each in clocks.unknown} >= {"meeting_report_due", "notice_and_papers_by"}
    assert {each.output for each in (*clocks.ahead, *clocks.behind) if each.days_late} == set()


def test_a_plan_with_no_review_in_the_year_on_record_is_late_from_the_latest_day_it_can_have_been_due(
    officer, returned
) -> None:
    clocks = told_by_return(
        officer,
        returned,
        ("final_plan_sent", date(2018, 3, 1)),
        ("review_history_starts", date(2024, 12, 31), DayIs.AT_LATEST, {}),
        on=SURVEY_DAY,
    )

    late = {(each.output, each.days_late) for each in clocks.ahead if each.days_late and each.nature == "act"}
    assert late == {("review_complete_by", 16)}


def test_what_fell_due_after_the_return_is_unknown_until_officers_keep_the_case_here(officer, returned) -> None:
    told = ("review_decision_notified", date(2025, 2, 3), DayIs.EXACT, {"outcome": "maintain"})

    after_return = told_by_return(officer, returned, told, on=TODAY)
    kept_here = told_by_return(officer, returned, told, told_until=None, on=TODAY)

    due = ("review_complete_by", date(2026, 2, 2))
    assert due in outputs(after_return.unknown) - outputs(after_return.ahead)
    assert due in outputs(kept_here.ahead)
    assert {each.state for each in after_return.unknown if each.output == "review_complete_by"} == {None}


def test_what_was_late_when_last_told_of_is_no_later_than_it_was_then(officer, returned) -> None:
    history = ("review_history_starts", date(2024, 12, 31), DayIs.AT_LATEST, {})

    clocks = told_by_return(officer, returned, ("final_plan_sent", date(2018, 3, 1)), history, on=date(2026, 11, 22))

    (review,) = [each for each in clocks.ahead if each.output == "review_complete_by"]
    assert (review.state, review.days_late) == (State.OVERDUE, 16)
    assert review.because[-1].startswith("It was late on 15 January 2026, the last day that was told of.")


def test_what_a_return_never_tells_of_was_not_late_when_the_plan_ended(officer, returned) -> None:
    ended = ("plan_ceased", date(2025, 8, 31))

    clocks = told_by_return(officer, returned, ("review_meeting", date(2025, 2, 3)), ended, on=SURVEY_DAY)

    late = {each.output: each.days_late for each in clocks.behind}
    assert (late["meeting_report_due"], late["notice_and_papers_by"]) == (0, 0)
    assert late["review_decision_due"] == 181


def test_an_amended_plan_told_of_for_the_next_phase_alone_is_not_called_late(officer, returned) -> None:
    clocks = told_by_return(
        officer,
        returned,
        ("amendment_notice_sent", date(2025, 9, 1)),
        ("amended_plan_sent", date(2026, 1, 5), DayIs.EXACT, {"names_next_setting": True}),
        on=SURVEY_DAY,
    )

    (amended,) = [each for each in clocks.unknown if each.output == "amended_final_due"]
    assert (amended.state, amended.days_late) == (None, 0)
    assert "It was done by 5 January 2026 at the latest" in amended.because[-1]


def test_a_decision_inside_a_year_that_began_on_an_unknown_day_is_not_said_to_be_in_time(officer, returned) -> None:
    clocks = told_by_return(
        officer,
        returned,
        ("review_history_starts", date(2025, 6, 9), DayIs.AT_LATEST, {}),
        ("review_meeting", date(2025, 6, 10)),
        ("review_decision_notified", date(2025, 7, 1), DayIs.EXACT, {"outcome": "maintain"}),
        on=SURVEY_DAY,
    )

    assert {"review_complete_by", "review_decision_due"} <= {each.output for each in clocks.unknown}


def test_a_decision_whose_day_no_return_tells_is_never_called_late(officer, returned) -> None:
    clocks = told_by_return(
        officer,
        returned,
        ("request_received", date(2024, 6, 3)),
        ("assess_decision_notified", date(2024, 12, 31), DayIs.AT_LATEST, {"decision": "assess"}),
        on=SURVEY_DAY,
    )

    (decision,) = [each for each in clocks.unknown if each.output == "assess_decision_due"]
    assert (decision.state, decision.days_late) == (None, 0)
    assert decision.because[-1].startswith("It was done by 31 December 2024 at the latest")


def test_what_an_officer_records_is_known_all_through(officer) -> None:
    case = make_case(officer=officer, facts=[("review_meeting", date(2026, 1, 12))])

    clocks = clocks_of(case_file(case.public_id, viewer=viewer_of(officer, on=TODAY)), TODAY)

    (report,) = [each for each in clocks.ahead if each.output == "meeting_report_due"]
    assert (report.state, report.due_on) == (State.OVERDUE, date(2026, 1, 26))
    assert clocks.unknown == ()


def test_opening_a_case_is_on_record_and_a_case_out_of_reach_is_not_opened(officer) -> None:
    mine, other = make_case(officer=officer), make_case()

    open_case(mine.public_id, viewer=viewer_of(officer, on=TODAY), route="child")

    with pytest.raises(NotFound):
        open_case(other.public_id, viewer=viewer_of(officer, on=TODAY), route="child")
    entry = AuditEntry.objects.get(verb="read-case")
    assert (entry.subject_ids, entry.route, entry.by_id) == ([mine.public_id], "child", officer.pk)


def test_the_same_facts_on_the_same_day_are_worked_out_once(officer) -> None:
    case = make_case(officer=officer, facts=[("request_received", date(2026, 1, 5))], person=make_person())
    viewer = viewer_of(officer, on=TODAY)

    first, again = (clocks_of(case_file(case.public_id, viewer=viewer), TODAY) for _ in range(2))
    tomorrow = clocks_of(case_file(case.public_id, viewer=viewer), TODAY + timedelta(days=1))

    assert first is again
    assert tomorrow is not first


def kept_here(officer, returned, told, recorded, *, kept_from, on=TODAY):
    """A case that a return told of and that officers keep here from a day: its clocks, and what lists say of it."""
    case = make_case(officer=officer, told_until=SURVEY_DAY, kept_from=kept_from)
    add_events(case, told, on=on, source=RETURN, person_return=returned)
    add_events(case, recorded, on=on)
    file = case_file(case.public_id, viewer=viewer_of(officer, on=on))
    return clocks_of(file, on), set(Standing.objects.filter(standing.behind(on), case=case).values_list("output"))


DAY_AFTER = SURVEY_DAY + timedelta(days=1)


def test_papers_for_a_meeting_soon_after_officers_began_may_have_been_sent_before(officer, returned) -> None:
    meeting = ("review_meeting", date(2026, 1, 28))

    clocks, late = kept_here(officer, returned, [], [meeting], kept_from=DAY_AFTER)

    (notice,) = [each for each in clocks.unknown if each.output == "notice_and_papers_by"]
    assert notice.because[-1].startswith("Officers keep this case here from 16 January 2026.")
    assert {"notice_and_papers_by", "papers_circulated_by"}.isdisjoint({output for (output,) in late})


def test_papers_are_late_where_the_meeting_before_was_kept_here_too(officer, returned) -> None:
    meetings = [("review_meeting", date(2026, 1, 20)), ("review_meeting", date(2026, 2, 23))]

    clocks, late = kept_here(officer, returned, [], meetings, kept_from=DAY_AFTER)

    assert ("notice_and_papers_by", date(2026, 2, 9)) in outputs(clocks.ahead)
    assert ("notice_and_papers_by",) in late


def test_what_began_before_officers_did_is_late_if_returns_tell_its_end(officer, returned) -> None:
    told = [("review_decision_notified", date(2025, 2, 3), {"outcome": "maintain"})]

    clocks, late = kept_here(officer, returned, told, [("review_meeting", date(2026, 1, 20))], kept_from=DAY_AFTER)

    assert ("review_complete_by", date(2026, 2, 2)) in outputs(clocks.ahead)
    assert ("review_complete_by",) in late


def test_what_fell_due_between_the_return_and_the_officers_is_unknown(officer, returned) -> None:
    told = [("review_decision_notified", date(2025, 2, 3), {"outcome": "maintain"})]

    clocks, late = kept_here(officer, returned, told, [], kept_from=date(2026, 2, 16))

    (review,) = [each for each in clocks.unknown if each.output == "review_complete_by"]
    assert review.because[-1] == (
        "Returns told of this case up to 15 January 2026 and officers keep it here from 16 February 2026; "
        "this fell due in between."
    )
    assert ("review_complete_by",) not in late


def test_a_review_done_late_may_have_had_another_before_it_in_a_time_nobody_told_of(officer, returned) -> None:
    told = [("review_decision_notified", date(2025, 2, 3), {"outcome": "maintain"})]
    recorded = [("review_decision_notified", date(2026, 2, 20), {"outcome": "maintain"})]

    clocks, _ = kept_here(officer, returned, told, recorded, kept_from=date(2026, 2, 16))
    unbroken, _ = kept_here(officer, returned, told, recorded, kept_from=DAY_AFTER)

    assert ("review_complete_by", date(2026, 2, 2)) in outputs(clocks.unknown)
    assert ("review_complete_by", date(2026, 2, 2)) in outputs(unbroken.behind)


TRANSFER = ("phase_transfer_planned", date(2025, 9, 1), {"moves_to": "primary_to_secondary"})


def test_a_transfer_is_late_on_the_word_of_the_return_that_names_it(officer, returned) -> None:
    clocks = told_by_return(officer, returned, (*TRANSFER[:2], DayIs.EXACT, TRANSFER[2]))

    (transfer,) = [each for each in clocks.ahead if each.output == "phase_transfer_strict"]
    assert (transfer.state, transfer.due_on) == (State.OVERDUE, date(2025, 2, 14))


def test_a_transfer_that_the_last_return_names_no_more_is_unknown(officer, returned) -> None:
    returned.year, returned.reference_date = 2025, date(2025, 1, 16)
    returned.save()

    by_returns = told_by_return(officer, returned, (*TRANSFER[:2], DayIs.EXACT, TRANSFER[2]))
    here, late = kept_here(officer, returned, [TRANSFER], [], kept_from=DAY_AFTER)

    (transfer,) = [each for each in by_returns.unknown if each.output == "phase_transfer_strict"]
    assert "only while it names the transfer" in transfer.because[-1]
    assert "phase_transfer_strict" in {each.output for each in here.unknown}
    assert ("phase_transfer_strict",) not in late


def test_what_is_due_only_if_it_is_decided_is_never_late_by_itself(officer) -> None:
    case = make_case(officer=officer, facts=[("review_meeting", date(2026, 1, 12))])

    clocks = clocks_of(case_file(case.public_id, viewer=viewer_of(officer, on=TODAY)), TODAY)

    (notice,) = clocks.conditional
    assert (notice.output, notice.state, notice.days_late) == ("amendment_notice_due", None, 0)
    assert "due only if it is what is decided" in notice.because[-1]
    rows = Standing.objects.filter(case=case, output="amendment_notice_due")
    assert rows.filter(standing.conditional()).count() == 1
    assert not rows.filter(standing.behind(TODAY) | standing.ahead(TODAY) | standing.unknown(TODAY)).exists()


def test_a_review_in_the_period_of_a_transfer_may_have_come_after_it(officer, returned) -> None:
    clocks = told_by_return(
        officer,
        returned,
        ("final_plan_sent", date(2018, 3, 1)),
        ("review_decision_notified", date(2024, 11, 3), DayIs.EXACT, {"outcome": "maintain"}),
        ("plan_transferred", date(2024, 12, 31), DayIs.AT_LATEST, {}),
        on=SURVEY_DAY,
    )

    (first,) = [each for each in clocks.unknown if each.output == "first_review_by"]
    assert "it may be over already" in first.because[-1]
    assert first.days_late == 0


def test_the_file_of_a_case_says_since_when_officers_keep_it(officer) -> None:
    case = make_case(officer=officer, told_until=SURVEY_DAY, kept_from=DAY_AFTER)
    untouched = make_case(officer=officer, told_until=SURVEY_DAY)

    file, other = (case_file(each.public_id, viewer=viewer_of(officer, on=TODAY)) for each in (case, untouched))

    assert (file.told_until, file.kept_in_words) == (None, "Officers keep this case here from 16 January 2026.")
    assert (other.told_until, other.kept_in_words) == (SURVEY_DAY, "")


def test_a_meeting_on_the_day_the_plan_ceased_leaves_nothing_late_behind(officer, returned) -> None:
    told = [
        ("review_meeting", date(2024, 2, 5)),
        ("review_meeting", date(2025, 2, 3)),
        ("plan_ceased", date(2025, 2, 3)),
    ]

    clocks = told_by_return(officer, returned, *told, on=SURVEY_DAY)
    _, late = kept_here(officer, returned, told, [], kept_from=DAY_AFTER)

    assert clocks.ahead == ()
    (decision,) = [each for each in clocks.unknown if each.output == "review_decision_due"]
    assert "so it may never have been owed" in decision.because[-1]
    assert late == set()
