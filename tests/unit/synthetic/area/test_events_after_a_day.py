"""What happened since the last return, in the words of the pathways and with the days of the truth."""

from datetime import date, timedelta

import pytest

from oneplan.core.pathways import Calendars, Fact, State, run_clocks
from oneplan.rulebook import load_rulebook

pytestmark = pytest.mark.slow

SINCE = date(2026, 1, 15)


@pytest.fixture(scope="module")
def happened(area):
    return list(area.events_after(SINCE))


def test_only_what_came_after_the_day_is_told(happened, area):
    days = [each.on for each in happened if each.fact != "phase_transfer_planned"]

    assert min(days) > SINCE
    assert max(days) <= area.on


def test_a_planned_transfer_is_told_with_the_day_it_will_happen(happened, area):
    planned = [each for each in happened if each.fact == "phase_transfer_planned"]

    assert planned
    assert {each.on for each in planned} == {date(2027, 9, 1)}


def test_every_fact_and_detail_is_of_the_vocabulary(happened):
    rules = load_rulebook().rules

    for each in happened:
        kind = rules.fact(each.fact)
        assert set(each.details) <= set(kind.details)
        assert {name for name, detail in kind.details.items() if detail.required} <= set(each.details)
        for name, said in each.details.items():
            assert not kind.details[name].choices or said in kind.details[name].choices


def test_events_agree_with_the_truth(happened, area):
    issued = [each for each in happened if each.fact == "final_plan_sent"]

    true = [r for child in area.children for r in child.requests if r.assessment and r.assessment.issued_on]

    assert len(issued) == sum(1 for each in true if SINCE < each.assessment.issued_on <= area.on)


def test_the_same_day_tells_the_same_events(happened, area):
    assert list(area.events_after(SINCE)) == happened


def test_an_event_says_whose_it_is_and_under_which_request(happened):
    new = next(each for each in happened if each.fact == "request_received")

    assert new.identifiers.received_on == new.on
    assert new.identifiers.surname


def test_a_child_who_is_new_since_then_is_told_from_the_request_on(happened):
    decided = next(
        each for each in happened if each.fact == "assess_decision_notified" and each.identifiers.received_on > SINCE
    )
    own = [each for each in happened if each.identifiers == decided.identifiers]

    assert own[0].fact == "request_received"
    assert [each.on for each in own if each.fact != "phase_transfer_planned"] == sorted(
        each.on for each in own if each.fact != "phase_transfer_planned"
    )


def test_most_assessments_and_reviews_are_on_track_and_some_are_late(area):
    book = load_rulebook()
    stories = {}
    for each in area.events_after(area.on - timedelta(days=1200)):
        whose = (each.identifiers.number, each.identifiers.received_on, each.identifiers.started_on)
        stories.setdefault(whose, []).append(Fact(each.fact, each.on, dict(each.details)))
    chosen = [stories[key] for key in sorted(stories, key=str)[:500]]

    answers = [a for facts in chosen for a in run_clocks(facts, area.on, book.rules, Calendars(book.working_days))]

    late = {state: [a for a in answers if a.output == "review_complete_by" and a.state is state] for state in State}
    assert 0.05 < len(late[State.OVERDUE]) / len(late[State.OVERDUE] + late[State.RUNNING]) < 0.2
    assert not any(a.output == "secure_provision" and a.state is State.OVERDUE for a in answers)
    assert not any(a.output == "transfer_letter_due" and a.state is State.OVERDUE for a in answers)
