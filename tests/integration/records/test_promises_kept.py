"""Promises of the printed plan beside the actions that should keep them."""

from datetime import date

import pytest
from tests.support.example_plan_read import example_reading
from tests.support.live_plan import a_person, a_plan_in_place

from oneplan.actions.promise_matches import say_who_keeps
from oneplan.answers.promises import promise, promises
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.promises import PromiseState
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def lead():
    return a_person("transformation-lead")


@pytest.fixture
def plan_id(lead):
    return a_plan_in_place(lead, example_reading(), on=TODAY)


def stands(plan_id, lead, key):
    return promise(plan_id, key, viewer=viewer_of(lead, on=TODAY), on=TODAY)


def test_every_promise_stands_somewhere_and_words_alone_confirm_none(plan_id, lead):
    found = promises(plan_id, viewer=viewer_of(lead, on=TODAY), on=TODAY)

    assert len(found) == len(example_reading().promises)
    assert any(each.kept_by for each in found)
    assert not any(keeper.is_confirmed for each in found for keeper in each.kept_by)


def test_what_a_person_says_keeps_it_stands_in_place_of_what_words_matched(plan_id, lead):
    viewer = viewer_of(lead, on=TODAY)
    matched = next(each for each in promises(plan_id, viewer=viewer, on=TODAY) if each.kept_by)
    taken_away = {each.action_id for each in matched.kept_by}
    meant = next(row for row in queries.plan_tree(plan_id, viewer=viewer).actions if row.id not in taken_away)

    say_who_keeps(plan_id=plan_id, promise=matched.key, action_ids=[meant.id], not_meant=taken_away, by=lead, on=TODAY)

    assert [(each.ref, each.is_confirmed) for each in stands(plan_id, lead, matched.key).kept_by] == [(meant.ref, True)]


def test_a_promise_whose_only_action_is_not_finished_in_time_is_broken(plan_id, lead):
    later = date(2030, 1, 1)
    viewer = viewer_of(lead, on=TODAY)
    over = next(
        each
        for each in promises(plan_id, viewer=viewer, on=later)
        if each.row.period_ends_on and not each.kept_by and not each.row.achieved
    )
    waiting = next(row for row in queries.plan_tree(plan_id, viewer=viewer).actions if not row.rating.is_finished)
    assert over.standing.state is PromiseState.NOT_KNOWN

    say_who_keeps(plan_id=plan_id, promise=over.key, action_ids=[waiting.id], by=lead, on=TODAY)

    found = promise(plan_id, over.key, viewer=viewer, on=later).standing
    assert found.state is PromiseState.BROKEN
    assert waiting.ref in found.says


def test_an_action_of_another_plan_keeps_no_promise(plan_id, lead):
    key = promises(plan_id, viewer=viewer_of(lead, on=TODAY), on=TODAY)[0].key

    with pytest.raises(Problem, match="no such action"):
        say_who_keeps(plan_id=plan_id, promise=key, action_ids=["elsewhere"], by=lead, on=TODAY)


def test_a_promise_that_is_not_there_is_not_found(plan_id, lead):
    with pytest.raises(NotFound):
        say_who_keeps(plan_id=plan_id, promise="0" * 16, action_ids=[], by=lead, on=TODAY)


@pytest.mark.parametrize("role", ["action-owner", "board-member", "public"])
def test_only_those_who_edit_the_plan_say_what_keeps_a_promise(plan_id, lead, role):
    key = promises(plan_id, viewer=viewer_of(lead, on=TODAY), on=TODAY)[0].key

    with pytest.raises(NotAllowed):
        say_who_keeps(plan_id=plan_id, promise=key, action_ids=[], by=a_person(role), on=TODAY)
