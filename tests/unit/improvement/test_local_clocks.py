"""Where a referral stands, and why each local date is the date it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from oneplan.core.improvement.local_clocks import ClockState, Titles
from oneplan.core.improvement.referrals import Happened, ServiceEvent, Standing, check_may, standing, weeks_in_words
from oneplan.core.improvement.services import (
    ClockUnit,
    LocalChange,
    LocalClock,
    Outcome,
    Place,
    Service,
    Stage,
    Subject,
    Target,
    adapted,
    check,
)
from oneplan.core.kernel import Problem
from oneplan.rulebook import load_rulebook

MONDAY = date(2026, 3, 2)
TITLES = Titles({"screen": "A first look"})


def a_service(**changes) -> Service:
    parts = {
        "id": "front-door",
        "card": "PG11",
        "title": "Front door",
        "says": "One way in.",
        "subjects": (Subject.PERSON,),
        "who": "Anyone",
        "stages": (
            Stage("contact", "Contact", "", ("triage", "closed")),
            Stage("triage", "Triage", "", ("help", "closed"), ("screen",)),
            Stage("help", "Help", "", ("closed",)),
        ),
        "clocks": (
            LocalClock("triage", "Triage", "contact", ("triage",), 2, ClockUnit.WORKING_DAYS, ("asked",)),
            LocalClock("help", "Help begins", "triage", ("help",), 4, ClockUnit.WEEKS, ("asked",)),
        ),
        "pause_reasons": {"asked": "The family asked for time", "other": "Something else"},
        "instruments": ("screen",),
        "begins_at": ("help",),
        "places": (Place("hub", "Hub", "place", 3),),
        "place_word": "place",
        "outcomes": (Outcome("better", "Better", is_good=True), Outcome("left", "Left")),
        "voice": "Told each term",
        "targets": (Target("kept", "Triaged in time", "kept:triage", "clock:triage", 90),),
    }
    return Service(**{**parts, **changes})


def told(*events: tuple[Happened, int, str]) -> list[ServiceEvent]:
    return [ServiceEvent(kind, MONDAY + timedelta(days=days), what) for kind, days, what in events]


def now(events: list[ServiceEvent], days: int, service: Service | None = None) -> Standing:
    on = MONDAY + timedelta(days=days)
    return standing(service or a_service(), events, on=on, working=load_rulebook().working_days, titles=TITLES)


def test_a_clock_in_working_days_leaps_over_the_weekend_and_says_why() -> None:
    friday = told((Happened.ENTERED, 4, "contact"))

    clock = now(friday, 4).clocks[0]

    assert clock.due_on == date(2026, 3, 10)
    assert clock.why == "Triage within 2 working days of “Contact” on 6 March 2026."
    assert clock.state is ClockState.RUNNING


@pytest.mark.parametrize(
    ("moved_after", "state"),
    [(1, ClockState.MET), (2, ClockState.MET), (3, ClockState.MET_LATE)],
)
def test_a_clock_is_met_on_its_day_and_late_after_it(moved_after, state) -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.ENTERED, moved_after, "triage"))

    assert now(events, 9).clocks[0].state is state


def test_a_clock_past_its_day_is_late_until_somebody_acts() -> None:
    found = now(told((Happened.ENTERED, 0, "contact")), 3)

    assert [each.clock.id for each in found.late] == ["triage"]


def test_working_days_of_a_pause_are_not_counted_and_are_said() -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.PAUSED, 1, "asked"), (Happened.RESUMED, 7, ""))

    clock = now(events, 8).clocks[0]

    assert clock.paused_days == 4
    assert clock.due_on == MONDAY + timedelta(days=8)
    assert clock.why.endswith("; 4 working days not counted (the family asked for time).")


def test_weeks_are_lengthened_by_each_day_of_a_pause() -> None:
    events = told(
        (Happened.ENTERED, 0, "contact"),
        (Happened.ENTERED, 1, "triage"),
        (Happened.PAUSED, 10, "asked"),
        (Happened.RESUMED, 20, ""),
    )

    clock = now(events, 21).clocks[1]

    assert clock.paused_days == 10
    assert clock.due_on == MONDAY + timedelta(days=1 + 28 + 10)


def test_a_pause_for_a_reason_that_the_clock_does_not_allow_stops_nothing() -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.PAUSED, 1, "other"))

    clock = now(events, 9).clocks[0]

    assert clock.state is ClockState.LATE
    assert clock.paused_days == 0


def test_a_clock_that_is_paused_is_not_late() -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.PAUSED, 1, "asked"))

    assert now(events, 40).clocks[0].state is ClockState.PAUSED


def test_what_happens_later_never_changes_what_an_earlier_day_said() -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.ENTERED, 1, "triage"), (Happened.CLOSED, 5, "left"))

    assert now(events, 0).stage.id == "contact"
    assert now(events, 0).is_open
    assert now(events, 5).outcome == "left"


def test_the_wait_ends_when_help_begins() -> None:
    events = told(
        (Happened.ENTERED, 0, "contact"),
        (Happened.ENTERED, 1, "triage"),
        (Happened.SCORED, 1, "screen"),
        (Happened.ENTERED, 15, "help"),
    )

    assert (now(events, 3).is_waiting, now(events, 3).waited_days) == (True, 3)
    assert (now(events, 90).is_waiting, now(events, 90).waited_days) == (False, 15)


def test_a_stage_is_not_left_before_its_instrument_is_scored_but_an_outcome_is_never_held_up() -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.ENTERED, 1, "triage"))

    steps = {each.to: each for each in now(events, 1).may}

    assert steps["help"].why_not == "Score A first look before it leaves “Triage”."
    assert steps["closed"].is_open


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ((Happened.ENTERED, 1, "help"), "From “Contact” a referral does not go to “Help”."),
        ((Happened.CLOSED, 1, "cured"), "Choose what came of it."),
        ((Happened.PAUSED, 1, "bored"), "Choose why it is paused."),
        ((Happened.RESUMED, 1, ""), "Nothing is paused here."),
        ((Happened.SCORED, 1, "other"), "“Front door” does not use other."),
        ((Happened.PLACED, 1, "moon"), "The service has no such place."),
        ((Happened.ENTERED, -1, "triage"), "Something is on record for 2 March 2026"),
    ],
)
def test_what_cannot_happen_next_is_refused_in_words(new, says) -> None:
    events, event = told((Happened.ENTERED, 0, "contact")), told(new)[0]

    with pytest.raises(Problem, match=says.replace("(", r"\(")):
        check_may(a_service(), events, event, working=load_rulebook().working_days, titles=TITLES)


def test_after_its_outcome_a_referral_is_told_back_and_nothing_else() -> None:
    events = told((Happened.ENTERED, 0, "contact"), (Happened.CLOSED, 1, "left"))
    working = load_rulebook().working_days

    check_may(a_service(), events, told((Happened.TOLD_BACK, 2, ""))[0], working=working, titles=TITLES)
    with pytest.raises(Problem, match="has its outcome"):
        check_may(a_service(), events, told((Happened.ENTERED, 2, "triage"))[0], working=working, titles=TITLES)


def test_an_area_changes_its_own_clocks_and_aims_and_nothing_else() -> None:
    changed = adapted(a_service(), LocalChange({"triage": 5}, {"kept": 80}))

    assert changed.clocks[0].number == 5
    assert changed.targets[0].aim == 80
    with pytest.raises(Problem, match="nothing called EHCNA-01"):
        adapted(a_service(), LocalChange({"EHCNA-01": 30}, {}))
    with pytest.raises(Problem, match="must stop somewhere"):
        adapted(a_service(), LocalChange({"triage": 0}, {}))


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("stages", (Stage("contact", "Contact", "", ("nowhere",)),), "leads to nothing"),
        ("stages", (Stage("help", "Help", "", ("closed",)), Stage("far", "Far", "", ("closed",))), "never reached"),
        ("begins_at", (), "where the wait ends"),
        ("outcomes", (), "no outcomes"),
        ("places", (Place("hub", "Hub", "place", 0),), "takes nobody"),
    ],
)
def test_a_service_that_does_not_hold_together_is_refused(part, value, says) -> None:
    changes = {part: value} | ({"clocks": ()} if part == "stages" else {})

    with pytest.raises(Problem, match=says):
        check(a_service(**changes))


@pytest.mark.parametrize(("days", "says"), [(0, "none"), (1, "1 day"), (6, "6 days"), (7, "1 week"), (20, "2 weeks")])
def test_a_wait_is_said_in_weeks(days, says) -> None:
    assert weeks_in_words(days) == says
