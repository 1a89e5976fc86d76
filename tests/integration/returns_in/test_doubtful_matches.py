"""Somebody in doubt waits; whoever holds the grant settles it, and only then are their rows applied."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.people import TODAY, person
from tests.support.person_returns import bring_in, child, header, historical, request, upn

from oneplan.actions.person_returns import settle_match
from oneplan.answers.access import viewer_of
from oneplan.answers.person_returns import match, matches
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem
from oneplan.records.casework.models import Case, Standing
from oneplan.records.people.models import EarlierName, Person
from oneplan.records.returns.models import DataProblem, DoubtfulMatch

pytestmark = pytest.mark.slow


@pytest.fixture
def operator(db):
    return person("operator", email="operator@example.org")


@pytest.fixture
def manager(db):
    return person("manager", email="manager@example.org")


@pytest.fixture
def waiting(manager):
    """A child on record, and next year's file in which the same name and birth date carry another number."""
    bring_in([child(1, requests=(historical(),))], manager, head=header(2025))
    bring_in([child(1, upn=upn(77), requests=(historical(review_meeting_on=date(2025, 10, 2)),))], manager)
    return DoubtfulMatch.objects.get()


def _settle(waiting, operator, decision, reason="Looked at both files"):
    return settle_match(match_id=waiting.public_id, decision=decision, reason=reason, by=operator, on=TODAY)


def test_nothing_of_somebody_in_doubt_is_applied(waiting):
    assert "identifiers are different" in waiting.why
    assert Person.objects.get().upn == upn(1)
    assert not Case.objects.get().reviews.exists()
    assert not DataProblem.objects.filter(rule="X06").exists()


def test_the_same_person_gets_the_rows_that_waited(waiting, operator):
    came = _settle(waiting, operator, DoubtfulMatch.SAME)

    assert came == "applied"
    kept = Person.objects.get()
    assert kept.upn == upn(77)
    assert EarlierName.objects.get().upn == upn(1)
    assert Case.objects.get().reviews.get().meeting_on == date(2025, 10, 2)
    assert Standing.objects.filter(case=Case.objects.get(), output="review_complete_by").exists()


def test_another_person_is_made_beside_the_one_on_record(waiting, operator):
    came = _settle(waiting, operator, DoubtfulMatch.ANOTHER)

    assert came == "applied"
    assert sorted(Person.objects.values_list("upn", flat=True)) == sorted([upn(1), upn(77)])
    assert Case.objects.count() == 2


def test_who_was_told_apart_once_is_told_apart_next_year(waiting, operator, manager):
    _settle(waiting, operator, DoubtfulMatch.ANOTHER)
    pair = [child(1, requests=(historical(),)), child(1, upn=upn(77), requests=(historical(),))]

    _, result = bring_in(pair, manager, head=header(serial=9))

    assert result.waiting_matches == 0
    assert result.effect.get("new_people", 0) == 0


def test_the_same_answer_about_two_files_makes_one_person(waiting, operator, manager):
    bring_in([child(1, upn=upn(77), requests=(historical(),))], manager, head=header(serial=5))
    later = DoubtfulMatch.objects.exclude(pk=waiting.pk).get()

    _settle(waiting, operator, DoubtfulMatch.ANOTHER)
    _settle(later, operator, DoubtfulMatch.ANOTHER)

    assert sorted(Person.objects.values_list("upn", flat=True)) == sorted([upn(1), upn(77)])
    assert Case.objects.count() == 2


def test_a_number_that_another_person_holds_is_left_out_and_said(manager, operator):
    bring_in([child(1)], manager)
    stranger = child(2, upn=upn(1))
    bring_in([child(1), stranger], manager)
    waiting = DoubtfulMatch.objects.get()

    _settle(waiting, operator, DoubtfulMatch.ANOTHER)

    assert Person.objects.get(surname=stranger.surname).upn == ""
    assert Person.objects.count() == 2


def test_the_same_person_twice_in_one_file_waits_with_the_second(manager, operator):
    bring_in([child(1), child(1, forename="Robin")], manager)
    waiting = DoubtfulMatch.objects.get()
    assert (waiting.other_position, waiting.candidate) == (1, Person.objects.get())

    came = _settle(waiting, operator, DoubtfulMatch.SAME)

    assert came == "applied"
    assert Person.objects.get().forename == "Robin"
    assert Case.objects.count() == 1


def test_twins_and_people_of_one_name_stay_apart_without_asking(manager):
    twin = replace(child(1), forename="Kit", upn=upn(2))
    namesake = replace(child(1), born_on=date(2009, 8, 8), upn=upn(3), requests=(request(),))
    bring_in([child(1), twin, namesake], manager)

    _, result = bring_in([child(1), twin, namesake], manager, head=header(serial=2))

    assert Person.objects.count() == 3
    assert result.effect["unchanged_people"] == 3
    assert not DoubtfulMatch.objects.exists()


def test_a_match_settled_before_applying_is_followed_when_applied(manager, operator):
    bring_in([child(1, requests=(historical(),))], manager, head=header(2025))
    file = [child(1, upn=upn(77), requests=(historical(),))]
    bring_in(file, manager, applies=False)

    came = _settle(DoubtfulMatch.objects.get(), operator, DoubtfulMatch.SAME)
    _, result = bring_in(file, manager)

    assert came == "waiting"
    assert Person.objects.get().upn == upn(77)
    assert result.waiting_matches == 0


def test_settling_needs_the_grant_a_reason_and_happens_once(waiting, operator, manager):
    with pytest.raises(Problem, match="does not let you settle"):
        _settle(waiting, manager, DoubtfulMatch.SAME)
    with pytest.raises(Problem, match="how you know"):
        _settle(waiting, operator, DoubtfulMatch.SAME, reason=" ")
    with pytest.raises(Problem, match="same person or another"):
        _settle(waiting, operator, "perhaps")
    _settle(waiting, operator, DoubtfulMatch.ANOTHER)
    with pytest.raises(Problem, match="settled already"):
        _settle(waiting, operator, DoubtfulMatch.SAME)


def test_names_are_shown_only_to_whoever_may_settle(waiting, operator, manager):
    plain = matches(viewer=viewer_of(manager, on=TODAY))
    named = matches(viewer=viewer_of(operator, on=TODAY))
    both = match(waiting.public_id, viewer=viewer_of(operator, on=TODAY))

    assert (plain[0].returned_name, plain[0].candidate_name) == ("", "")
    assert child(1).surname in named[0].returned_name
    assert {title: agrees for title, _, _, agrees in both.parts}["UPN"] is False


def test_a_doubt_about_a_restricted_person_is_as_good_as_missing(waiting, operator):
    Person.objects.update(is_restricted=True)

    assert matches(viewer=viewer_of(operator, on=TODAY)) == ()
    with pytest.raises(NotFound):
        match(waiting.public_id, viewer=viewer_of(operator, on=TODAY))
