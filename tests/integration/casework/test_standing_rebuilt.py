"""Working everything out again changes nothing, and what is worked out is what core says of each case."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from tests.support.cases import add_events, make_calendar, make_case, make_setting, make_team
from tests.support.clock_rows import facts_of
from tests.support.people import TODAY, person
from tests.support.random_cases import RandomCase, random_case, schools

from oneplan.actions.cases import NewEvent, allocate, record_events
from oneplan.core.casework.case_facts import CaseFact, EventSeen, facts_in_force, plain_details
from oneplan.core.pathways import Calendars, Fact, Role, State, run_clocks
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case, CaseEvent, Standing
from oneplan.records.casework.open_limits import OpenLimit
from oneplan.records.casework.recorded import recorded_facts
from oneplan.records.settings.calendars import school_calendars
from oneplan.rulebook import load_rulebook

pytestmark = pytest.mark.django_db

OPEN = (State.RUNNING, State.OVERDUE, State.DISAPPLIED)
COLUMNS = [name for name in OpenLimit._fields if name != "worked_out_on"]


def rows() -> Counter:
    return Counter(Standing.objects.values_list(*COLUMNS))


def recorded_by_turns(case: RandomCase, operator, officer, setting) -> Case:
    """The facts of a made-up case, recorded a few at a time; some are put right or taken back, and it changes hands."""
    rng = Random(case.seed)
    row = make_case(setting=setting)
    facts = [fact for fact in facts_of(case) if fact.name != "person_born"]
    while facts:
        some, facts = facts[:3], facts[3:]
        new = [NewEvent(row.public_id, fact.name, fact.on, plain_details(fact.details)) for fact in some]
        record_events(new, by=operator, on=case.as_of)
        if rng.random() < 0.4:
            correct_one(row, rng, operator, case.as_of)
    if rng.random() < 0.5:
        allocate([row.public_id], officer.pk, None, by=operator, on=case.as_of)
    return row


def correct_one(row: Case, rng: Random, operator, on: date) -> None:
    standing_rows = list(CaseEvent.objects.filter(case=row, superseded_by__isnull=True, is_retraction=False))
    old = rng.choice(standing_rows)
    back = rng.random() < 0.5
    day = old.on if back else old.on + timedelta(days=rng.randrange(1, 9))
    kept = {name: said for name, said in old.details.items() if name not in ("last_day", "closed_from", "reopens_on")}
    if set(kept) != set(old.details):
        day = old.on
    new = NewEvent(row.public_id, old.fact, day, old.details, supersedes=old.public_id, is_retraction=back)
    record_events([new], by=operator, on=on)


@pytest.mark.slow
def test_working_everything_out_again_changes_no_row() -> None:
    operator, officer = person("operator"), person("caseworker")
    settings = [make_setting(calendar=make_calendar(*each["terms"], closed=each["closed"])) for each in schools()[2:]]
    day = date(2026, 3, 2)
    for seed in range(20):
        made = replace(random_case(seed), as_of=day)
        recorded_by_turns(made, operator, officer, None if made.school is None else settings[made.school % 3])
    before = rows()

    standing.rebuild(on=day, book=load_rulebook())

    assert before == rows()
    assert before.total() > 20


@pytest.mark.slow
def test_the_index_holds_the_open_limits_that_core_finds() -> None:
    book, day = load_rulebook(), date(2026, 3, 2)
    setting = make_setting(calendar=make_calendar(*schools()[0]["terms"], closed=schools()[0]["closed"]))
    school = school_calendars(book.working_days)[setting.calendar_id]
    for seed in range(40):
        facts = [fact for fact in facts_of(random_case(seed)) if fact.name != "person_born"]
        case = make_case(setting=setting, facts=facts, on=day)

        told = [*facts, Fact("person_born", case.person.born_on)]
        answers = run_clocks(told, day, book.rules, Calendars(book.working_days, school))
        expected = Counter(
            (each.output, each.rule, each.key or "", each.started_on, each.started_by, each.due_on, each.prudent_on)
            for each in answers
            if each.role is Role.LIMIT and each.due_on and each.stopped_on is None and each.state in OPEN
        )
        columns = ("output", "rule", "key", "started_on", "started_by", "due_on", "prudent_on")
        assert Counter(Standing.objects.filter(case=case).values_list(*columns)) == expected, seed


def test_every_column_of_the_index_is_written() -> None:
    columns = {field.column for field in Standing._meta.concrete_fields} - {"id"}

    assert columns == set(OpenLimit._fields)


def test_what_still_speaks_is_the_same_in_core_and_in_the_query() -> None:
    case = make_case(facts=[("review_meeting", date(2026, 1, day)) for day in (5, 6, 7)])
    first, second, _ = CaseEvent.objects.filter(case=case).order_by("on")
    (moved,) = add_events(case, [("review_meeting", date(2026, 1, 8))], supersedes=first)
    add_events(case, [("review_meeting", date(2026, 1, 6))], supersedes=second, is_retraction=True)
    add_events(case, [("review_meeting", date(2026, 1, 9))], supersedes=moved)

    seen = [
        EventSeen(row.pk, CaseFact(row.fact, row.on), row.supersedes_id, is_retraction=row.is_retraction)
        for row in CaseEvent.objects.filter(case=case)
    ]
    in_core = sorted(row.says.on for row in facts_in_force(seen))
    in_query = [each.says.on for each in recorded_facts([case.pk], load_rulebook().rules)[case.pk]]
    assert in_core == in_query == [date(2026, 1, 7), date(2026, 1, 9)]


def test_it_is_stale_after_midnight_after_new_rules_and_after_a_changed_calendar() -> None:
    book, tomorrow = load_rulebook(), TODAY + timedelta(days=1)
    make_case(facts=[("request_received", date(2026, 1, 5))], team=make_team())
    first = standing.is_stale(on=TODAY, book=book)
    standing.rebuild(on=TODAY, book=book)
    after = [
        standing.is_stale(on=TODAY, book=book),
        standing.is_stale(on=tomorrow, book=book),
        standing.is_stale(on=TODAY, book=replace(book, hash="another")),
    ]

    make_calendar((date(2026, 1, 5), date(2026, 2, 13)))

    assert (first, after, standing.is_stale(on=TODAY, book=book)) == (True, [False, True, True], True)


def test_rebuilding_tells_how_far_it_is() -> None:
    for _ in range(3):
        make_case(facts=[("request_received", date(2026, 1, 5))])
    told = []

    standing.rebuild(on=TODAY, book=load_rulebook(), on_progress=lambda done, total: told.append((done, total)))

    assert told == [(3, 3)]


def test_a_limit_no_return_could_end_is_not_knowable_and_one_it_could_is() -> None:
    case = make_case(facts=[("review_meeting", date(2026, 1, 12))], source="person-return", on=TODAY)

    kept = dict(Standing.objects.filter(case=case).values_list("output", "is_knowable"))

    assert kept == {
        "notice_and_papers_by": False,
        "papers_circulated_by": False,
        "meeting_report_due": False,
        "review_decision_due": True,
        "amendment_notice_due": False,
    }


def test_a_mistyped_year_starts_no_clock_and_stops_nobody_elses() -> None:
    facts = [
        ("final_plan_sent", date(1014, 3, 1)),
        ("review_decision_notified", date(2026, 1, 5), {"outcome": "maintain"}),
    ]
    mistyped = make_case(facts=facts)

    assert Standing.objects.get(case=mistyped, output="review_complete_by").due_on == date(2027, 1, 4)


def test_a_case_no_clock_can_be_run_on_keeps_no_other_from_being_worked_out(caplog) -> None:
    whole = make_case(facts=[("request_received", date(2026, 1, 5))])
    broken = make_case()
    CaseEvent.objects.create(
        case=broken,
        fact="deletion_ground_met",
        on=date(2026, 1, 5),
        details={"deletes_on": "2926-01-05"},
        source="officer",
    )

    standing.rebuild(on=TODAY, book=load_rulebook())

    assert Standing.objects.filter(case=whole).exists()
    assert not Standing.objects.filter(case=broken).exists()
    assert f"case {broken.pk} has no open limits worked out" in caplog.text
