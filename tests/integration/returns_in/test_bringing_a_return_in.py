"""A return is received, read, previewed and applied: all of it or nothing, and twice is the same as once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from tests.support.people import TODAY, person
from tests.support.person_returns import (
    PLACE,
    SURVEY_DAYS,
    active_plan,
    as_file,
    bring_in,
    child,
    header,
    historical,
    named_plan,
    request,
    upn,
)

from oneplan.answers.access import viewer_of
from oneplan.answers.person_returns import preview
from oneplan.core.casework import PlacementReturned, SettingReturned
from oneplan.core.kernel import Problem
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Case, CaseEvent, Standing
from oneplan.records.people.models import EarlierName, Person
from oneplan.records.returns.models import DataProblem, PersonReturn, ReturnState
from oneplan.records.settings.models import Setting

pytestmark = pytest.mark.slow
_NOT_COMPARED = {"auditentry", "auditseal", "requestdone"}


@pytest.fixture
def manager(db):
    return person("manager", email="manager@example.org")


def _everything():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("oneplan.") and model.__name__.lower() not in _NOT_COMPARED
    }


def _facts(case):
    gone = set(CaseEvent.objects.filter(supersedes__isnull=False).values_list("supersedes_id", flat=True))
    return [
        (row.fact, row.on) for row in case.events.order_by("on", "pk") if row.pk not in gone and not row.is_retraction
    ]


def test_one_person_becomes_a_record_with_its_events_and_limits(manager):
    bring_in([child()], manager)

    case = Case.objects.select_related("person", "setting").get()
    assert (case.stage, case.opened_on, case.told_until) == ("plan in force", date(2025, 3, 3), SURVEY_DAYS[2026])
    assert case.setting.shown_name == "setting 100001"
    assert _facts(case) == [
        ("request_received", date(2025, 3, 3)),
        ("assess_decision_notified", date(2025, 4, 10)),
        ("final_plan_sent", date(2025, 7, 14)),
    ]
    assert case.ehc_plan.started_on == date(2025, 7, 14)
    assert [(row.code, row.rank) for row in case.needs.all()] == [("ASD", 1), ("SLCN", 2)]
    assert Standing.objects.filter(case=case, output="review_complete_by", due_on=date(2026, 7, 13)).exists()


def test_reading_changes_nothing_about_anybody(manager):
    import_id, _ = bring_in([child(1), child(2)], manager, applies=False)

    row = PersonReturn.objects.get(public_id=import_id)
    assert row.state == ReturnState.READ
    assert (row.effect["new_people"], row.effect["new_cases"], row.effect["new_events"]) == (2, 2, 6)
    assert not Person.objects.exists()
    assert not Setting.objects.exists()


def test_the_preview_says_what_applying_then_does(manager):
    bring_in([child(1), child(2)], manager)
    file = as_file([replace(child(1), postcode="AA1 1AA"), child(3)])
    import_id, _ = bring_in(file, manager, applies=False)
    before = PersonReturn.objects.get(public_id=import_id).effect

    _, result = bring_in(file, manager)

    assert result.effect == before
    assert (before["new_people"], before["changed_people"], before["missing_people"]) == (1, 1, 1)


def test_the_same_file_twice_changes_no_row(manager):
    file = as_file([child(1), child(2)])
    bring_in(file, manager)
    before = _everything()

    import_id, result = bring_in(file, manager)

    assert result.was_applied_before
    assert _everything() == before
    assert PersonReturn.objects.get().public_id == import_id


def test_the_same_content_written_again_adds_no_event(manager):
    bring_in([child(1), child(2)], manager)

    _, result = bring_in(as_file([child(1), child(2)], header(serial=2)), manager)

    assert result.effect == {"unchanged_people": 2, "changes": {}, "missing_people": 0}


@pytest.mark.parametrize(
    ("edited", "effect"),
    [
        (replace(child(2), postcode="AA1 1AA"), {"changed_people": 1, "changes": {"postcode": 1}}),
        (replace(child(2), surname="Newname"), {"changed_people": 1, "changes": {"name": 1}}),
        (
            replace(child(2), requests=(request(received_on=date(2025, 3, 5)),)),
            {"changed_cases": 1, "changed_events": 1, "changes": {"request and assessment": 1}},
        ),
        (
            replace(child(2), requests=(request(active_plan=active_plan(review_meeting_on=date(2025, 12, 1))),)),
            {"changed_cases": 1, "new_events": 1, "changes": {}},
        ),
        (
            replace(child(2), requests=(request(active_plan=active_plan(needs=(active_plan().needs[0],))),)),
            {"changed_cases": 1, "changes": {"needs": 1}},
        ),
    ],
)
def test_one_edited_person_is_exactly_that_difference(manager, edited, effect):
    bring_in([child(1), child(2), child(3)], manager)

    _, result = bring_in([child(1), edited, child(3)], manager)

    told = {name: number for name, number in result.effect.items() if number and name != "unchanged_people"}
    assert told == {name: number for name, number in effect.items() if number}
    assert result.effect["unchanged_people"] == 2


def test_a_corrected_day_supersedes_and_a_day_no_longer_told_is_taken_back(manager):
    told = request(active_plan=active_plan(review_meeting_on=date(2025, 11, 3)))
    bring_in([child(requests=(told,))], manager)
    moved = request(active_plan=active_plan(review_meeting_on=date(2025, 11, 10)))
    bring_in([child(requests=(moved,))], manager)

    _, result = bring_in([child(requests=(request(),))], manager)

    meetings = CaseEvent.objects.filter(fact="review_meeting").order_by("pk")
    assert [(row.on, row.is_retraction) for row in meetings] == [
        (date(2025, 11, 3), False),
        (date(2025, 11, 10), False),
        (date(2025, 11, 10), True),
    ]
    assert meetings[1].supersedes == meetings[0]
    assert result.effect["retracted_events"] == 1
    assert not Case.objects.get().reviews.exists()


def test_next_years_file_finds_the_case_and_adds_only_what_is_new(manager):
    bring_in([child(requests=(historical(review_meeting_on=date(2024, 10, 1)),))], manager, head=header(2025))

    _, result = bring_in([child(requests=(historical(review_meeting_on=date(2025, 10, 2)),))], manager)

    case = Case.objects.get()
    meetings = [on for fact, on in _facts(case) if fact == "review_meeting"]
    assert meetings == [date(2024, 10, 1), date(2025, 10, 2)]
    assert result.effect["new_events"] == 2
    assert case.told_until == SURVEY_DAYS[2026]
    assert [row.meeting_on for row in case.reviews.all()] == meetings
    starts = [on for fact, on in _facts(case) if fact == "review_history_starts"]
    assert starts == [date(2024, 9, 30), date(2025, 10, 1)]  # another review of 2025 may have come before the latest


@pytest.mark.parametrize(
    ("year", "starts"),
    [(2025, [date(2024, 10, 7)]), (2024, [date(2023, 10, 2), date(2024, 12, 31)])],
    ids=["the year before was told of", "a year in between was not"],
)
def test_a_file_without_a_review_begins_history_anew_only_after_a_year_nobody_told_of(manager, year, starts):
    meeting = date(2024, 10, 8) if year == 2025 else date(2023, 10, 3)
    bring_in([child(requests=(historical(review_meeting_on=meeting),))], manager, head=header(year))

    bring_in([child(requests=(historical(),))], manager)

    case = Case.objects.get()
    assert [on for fact, on in _facts(case) if fact == "review_history_starts"] == starts
    assert case.ehc_plan.history_from == starts[-1] + timedelta(days=1)


def test_that_a_decision_is_history_takes_nothing_from_the_decision_on_record(manager):
    bring_in([child(requests=(request(received_on=date(2024, 3, 4), outcome_on=date(2024, 4, 10), assessment=replace(
        request().assessment, outcome_on=date(2024, 7, 15), plan=named_plan(started_on=date(2024, 7, 22)))),))],
        manager, head=header(2025))  # fmt: skip

    bring_in([child(requests=(historical(date(2024, 7, 22)),))], manager)

    case = Case.objects.get()
    kept = case.needs_assessment
    assert (kept.request_outcome, kept.outcome, kept.outcome_on) == ("Y", "Y", date(2024, 7, 15))
    assert ("final_plan_sent", date(2024, 7, 15)) in _facts(case)


def test_a_move_ends_the_place_before_it(manager):
    bring_in([child(requests=(historical(),))], manager, head=header(2025))
    elsewhere = SettingReturned(1, urn="100002", in_sen_unit=False, in_resourced_provision=False)
    moved = historical(placements=(PlacementReturned(elsewhere, date(2025, 9, 3)),))

    bring_in([child(requests=(moved,))], manager)

    case = Case.objects.get()
    assert [(row.setting.urn, row.left_on) for row in case.placements.order_by("pk")] == [
        ("100001", date(2025, 9, 3)),
        ("100002", None),
    ]
    assert case.setting.urn == "100002"


def test_a_new_name_keeps_the_earlier_one_findable(manager):
    bring_in([child()], manager)
    before = Person.objects.get()

    bring_in([child(surname="Newname")], manager)

    earlier = EarlierName.objects.get()
    assert (earlier.surname, earlier.until) == (before.surname, SURVEY_DAYS[2026])
    assert Person.objects.get().search_key.startswith("newname")


def test_somebody_left_out_of_the_file_stays_and_is_listed(manager):
    bring_in([child(1), child(2)], manager)

    _, result = bring_in([child(1)], manager)

    assert result.effect["missing_people"] == 1
    assert Person.objects.count() == 2
    problem = DataProblem.objects.get(rule="X06", person__isnull=False)
    assert problem.person.upn == upn(2)
    assert problem.case is not None


def test_an_earlier_year_is_history_and_changes_nothing_that_is_on_record(manager):
    bring_in([child(1, requests=(historical(),))], manager)
    refused = request(received_on=date(2023, 3, 6), outcome="N", outcome_on=date(2023, 4, 12), assessment=None,
                      active_plan=None)  # fmt: skip
    earlier = [
        child(1, surname="Oldname", requests=(historical(needs=(active_plan().needs[1],)),)),
        child(2, requests=(refused,)),
        child(3, requests=(historical(),)),
    ]

    _, result = bring_in(earlier, manager, head=header(2024))

    assert PersonReturn.objects.get(year=2024).is_history
    assert Person.objects.get(upn=upn(1)).surname == child(1).surname
    assert [row.code for row in Case.objects.get(person__upn=upn(1)).needs.all()] == ["ASD", "SLCN"]
    assert Case.objects.get(person__upn=upn(2)).stage == "refused"
    assert not Person.objects.filter(upn=upn(3)).exists()
    assert result.effect["left_out_people"] == 1


def test_another_authoritys_return_is_refused_in_words(manager):
    bring_in([child(1)], manager)

    with pytest.raises(Problem, match="authority 202"):
        bring_in(as_file([child(2)], header(lea="202")), manager)

    row = PersonReturn.objects.get(lea="")
    assert row.state == ReturnState.FAILED
    assert "authority 202" in row.problem["what"]
    assert Person.objects.count() == 1


def test_a_return_of_a_day_to_come_is_refused_in_words(manager):
    with pytest.raises(Problem, match="has not come yet"):
        bring_in([child(1)], manager, on=SURVEY_DAYS[2026] - timedelta(days=1))


def test_a_setting_without_a_usable_number_is_no_setting(manager):
    broken = replace(PLACE, urn="12")
    plan = active_plan(placements=(PlacementReturned(broken, date(2023, 9, 4)),))

    bring_in([child(requests=(request(active_plan=plan),))], manager)

    assert Case.objects.get().placements.get().setting is None
    assert DataProblem.objects.filter(rule="L03").exists()


def test_problems_are_joined_to_the_people_and_cases_they_are_about(manager):
    broken = replace(request(), outcome_on=date(2025, 1, 1))

    import_id, _ = bring_in([child(1), child(2, requests=(broken,))], manager)

    problem = DataProblem.objects.get(rule="R09")
    assert problem.person.upn == upn(2)
    assert problem.case == Case.objects.get(person__upn=upn(2))
    kinds = preview(import_id, viewer=viewer_of(manager, on=TODAY)).problems
    assert kinds[0].harm.id == "date"
    assert next(each for each in kinds if each.rule == "R09").cases == (problem.case.public_id,)


def test_the_audit_tells_what_was_done_and_never_a_name(manager):
    import_id, _ = bring_in([child(1), child(1, position=2)], manager)
    preview(import_id, viewer=viewer_of(manager, on=TODAY))

    entries = AuditEntry.objects.order_by("pk")
    assert {"receive-person-return", "read-person-return", "apply-person-return", "read-return"} <= {
        each.verb for each in entries
    }
    told = " ".join(str(value) for each in entries for value in vars(each).values()).lower()
    assert child(1).surname.lower() not in told
    assert child(1).forename.lower() not in told
    assert upn(1).lower() not in told


@pytest.mark.parametrize("role", ["caseworker", "board-member", "public"])
def test_only_those_who_may_import_do(db, role):
    somebody = person(role, email="somebody@example.org")

    with pytest.raises(Problem, match="does not let you import a person-level return"):
        bring_in([child()], somebody)

    assert not PersonReturn.objects.exists()
