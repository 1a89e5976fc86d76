"""Who sees a referral, what is written down when they do, and what is refused in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.cases import make_case, make_person, make_team
from tests.support.live_plan import a_plan_in_place
from tests.support.people import TODAY, person
from tests.support.practice import answers_to, referred, running, taken_to_outcome

from oneplan.actions import referrals
from oneplan.answers import services
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.services import Subject
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.practice.models import Referral, ReferralEvent
from oneplan.rulebook.instruments import load as load_instruments
from oneplan.rulebook.practice import load

SERVICE = load().service("single-access")
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def door(lead):
    return running("PG11", a_plan_in_place(lead, on=TODAY), by=lead, on=TODAY)


@pytest.fixture
def caseworker(db):
    return person("caseworker", email="caseworker@example.org")


@pytest.fixture
def team(caseworker):
    return make_team("", caseworker)


@pytest.fixture
def referral_id(door, caseworker, team):
    return referred(door, SERVICE, by=caseworker, on=TODAY, team=team)


def seen_by(user, door, on=TODAY):
    return services.referrals(door, viewer=viewer_of(user, on=on), on=on)


def test_the_team_that_holds_the_case_sees_the_referral_by_name_and_nobody_else_does(
    door, referral_id, caseworker, lead
) -> None:
    stranger = person("caseworker", email="stranger@example.org")
    make_team("", stranger)

    assert [each.row.name for each in seen_by(caseworker, door)] == [f"Robin Invented{door}1"]
    assert seen_by(stranger, door) == ()
    assert seen_by(lead, door) == ()
    for somebody in (stranger, lead):
        with pytest.raises((NotFound, NotAllowed)):
            services.referral(referral_id, viewer=viewer_of(somebody, on=TODAY), on=TODAY)


def test_a_child_out_of_reach_cannot_be_referred(door, caseworker, team) -> None:
    child = make_person()
    make_case(person=child, team=make_team())

    with pytest.raises(NotFound):
        referrals.refer(
            service=door,
            subject=Subject.PERSON,
            person_id=child.public_id,
            reason="Why",
            referred_on=TODAY,
            by=caseworker,
            on=TODAY,
        )


def test_a_restricted_record_hides_its_referral_from_all_but_those_named_on_it(door, caseworker, team) -> None:
    named = person("caseworker", email="named@example.org")
    team.members.create(user=named, first_day=TODAY)
    child = make_person(is_restricted=True, named=[named])
    make_case(person=child, team=team)
    referrals.refer(
        service=door,
        subject=Subject.PERSON,
        person_id=child.public_id,
        reason="Why",
        referred_on=TODAY,
        by=named,
        on=TODAY,
    )

    assert len(seen_by(named, door)) == 1
    assert seen_by(caseworker, door) == ()


def test_reading_a_referral_and_a_list_of_names_is_on_record(door, referral_id, caseworker) -> None:
    services.referral(referral_id, viewer=viewer_of(caseworker, on=TODAY), on=TODAY, route="referral")
    seen_by(caseworker, door)

    entries = AuditEntry.objects.filter(verb__in=["read-referral", "list-referrals"]).order_by("pk")
    assert [(each.verb, each.subject_ids) for each in entries] == [
        ("read-referral", [referral_id]),
        ("list-referrals", [referral_id]),
    ]


def test_small_counts_are_hidden_from_those_who_may_not_open_cases(door, team, caseworker, lead) -> None:
    for number in range(3):
        referred(door, SERVICE, by=caseworker, on=TODAY, number=number, team=team)

    look = services.service(door, viewer=viewer_of(lead, on=NEXT_WEEK), on=NEXT_WEEK)

    assert look.open.is_hidden
    assert look.longest_wait.is_hidden
    assert all(each.count.is_hidden for each in look.stages)
    assert look.hides.startswith("Small counts are not shown")
    open_to = services.service(door, viewer=viewer_of(caseworker, on=NEXT_WEEK), on=NEXT_WEEK)
    assert (open_to.open.number, open_to.longest_wait.words) == (3, "1 week")


def test_counts_of_providers_and_groups_are_shown_to_everybody_who_sees_services(lead) -> None:
    plan = a_plan_in_place(lead, on=TODAY)
    slug, service = running("PG03", plan, by=lead, on=TODAY), load().service("young-inspectors")
    referral_id = referred(slug, service, by=lead, on=TODAY)
    taken_to_outcome(referral_id, service, by=lead, on=TODAY)

    later = TODAY + timedelta(days=60)
    look = services.service(slug, viewer=viewer_of(lead, on=later), on=later)

    assert (look.referred.number, look.open.number, look.hides) == (1, 0, "")
    assert services.referral(referral_id, viewer=viewer_of(lead, on=later), on=later).scores


def test_answers_that_are_missing_are_named_and_nothing_is_kept(referral_id, caseworker) -> None:
    answers = answers_to(load_instruments().instrument("goals-and-wellbeing")) | {"sleep": None}

    with pytest.raises(Problem, match="1 answer is missing: “I slept well enough”"):
        referrals.score_referral(
            referral_id=referral_id,
            instrument="goals-and-wellbeing",
            answers=answers,
            happened_on=TODAY,
            by=caseworker,
            on=TODAY,
        )

    assert ReferralEvent.objects.count() == 1


def test_a_second_score_shows_the_change_from_the_first(referral_id, caseworker) -> None:
    instrument = load_instruments().instrument("goals-and-wellbeing")
    for day, height in ((TODAY, 1), (NEXT_WEEK, 4)):
        referrals.score_referral(
            referral_id=referral_id,
            instrument=instrument.id,
            answers=answers_to(instrument, height=height),
            happened_on=day,
            by=caseworker,
            on=day,
        )

    look = services.referral(referral_id, viewer=viewer_of(caseworker, on=NEXT_WEEK), on=NEXT_WEEK)

    assert look.scores[0].change is None
    assert look.scores[1].change.direction.value == "better"


def test_two_people_moving_one_referral_on_are_told_of_each_other(referral_id, caseworker) -> None:
    common = {"referral_id": referral_id, "by": caseworker, "on": TODAY, "happened_on": TODAY}
    referrals.move_on(**common, to="triage", seen=1)

    with pytest.raises(Problem, match="Somebody recorded something meanwhile: entered triage"):
        referrals.close(**common, outcome="stopped", seen=1)


def test_a_form_sent_twice_moves_a_referral_once(referral_id, caseworker) -> None:
    common = {"referral_id": referral_id, "by": caseworker, "on": TODAY, "happened_on": TODAY, "request_key": "k"}

    first = referrals.add_note(**common, note="Rang the family")
    again = referrals.add_note(**common, note="Rang the family")

    assert (first, again, ReferralEvent.objects.count()) == (2, 2, 2)


def test_a_child_has_one_open_referral_to_a_service_and_may_come_again_after_it(door, team, caseworker) -> None:
    referral_id = referred(door, SERVICE, by=caseworker, on=TODAY, team=team)
    child = Referral.objects.get().person.public_id
    asked = {
        "service": door,
        "subject": Subject.PERSON,
        "person_id": child,
        "reason": "Again",
        "referred_on": TODAY,
        "by": caseworker,
        "on": TODAY,
    }
    with pytest.raises(Problem, match="open referral to this service already"):
        referrals.refer(**asked)

    referrals.close(referral_id=referral_id, outcome="stopped", happened_on=TODAY, by=caseworker, on=TODAY)

    assert referrals.refer(**asked)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"subject": Subject.GROUP, "named": "A group"}, "takes no referral of a group"),
        ({"reason": " "}, "Say why"),
        ({"referred_on": NEXT_WEEK}, "has not come yet"),
    ],
)
def test_what_a_referral_lacks_is_said(door, team, caseworker, changes, says) -> None:
    child = make_person()
    make_case(person=child, team=team)
    asked = {"subject": Subject.PERSON, "person_id": child.public_id, "reason": "Why", "referred_on": TODAY}

    with pytest.raises(Problem, match=says):
        referrals.refer(**{**asked, **changes}, service=door, by=caseworker, on=TODAY)


def test_cut_offs_of_a_screen_go_by_the_age_of_the_child_on_the_day(lead, caseworker, team) -> None:
    plan = a_plan_in_place(lead, on=TODAY)
    slug, service = running("PG08", plan, by=lead, on=TODAY), load().service("speech-language")
    referral_id = referred(slug, service, by=caseworker, on=TODAY, team=team)
    screen = load_instruments().instrument("communication-screen")

    referrals.score_referral(
        referral_id=referral_id,
        instrument=screen.id,
        answers=answers_to(screen, height=1),
        happened_on=TODAY,
        by=caseworker,
        on=TODAY,
    )

    look = services.referral(referral_id, viewer=viewer_of(caseworker, on=TODAY), on=TODAY)
    assert (look.scores[0].row.age_group, look.scores[0].band.title) == ("5 to 10", "A small group may help")


def test_the_page_of_a_child_lists_their_referrals_for_those_in_reach_and_the_reading_is_on_record(
    door, referral_id, caseworker, lead
) -> None:
    stranger = person("caseworker", email="stranger@example.org")
    make_team("", stranger)
    case_id = Referral.objects.get().person.cases.get().public_id

    def listed(user):
        viewer = viewer_of(user, on=TODAY)
        return [each.row.facts.id for each in services.referrals_of_case(case_id, viewer=viewer, on=TODAY)]

    assert listed(caseworker) == [referral_id]
    assert listed(stranger) == []
    assert listed(lead) == []
    entry = AuditEntry.objects.get(verb="list-referrals")
    assert entry.subject_ids == [referral_id]
