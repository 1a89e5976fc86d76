"""An action added to a living plan: where it stands, what it is called, who may add it, and what it may not claim."""

from datetime import date

import pytest
from tests.support.people import TODAY
from tests.support.plans import imported_plan, read_action, reading

from oneplan.actions.plan_parts import add_action
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner
from oneplan.core.improvement.source import Source
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_id(lead):
    return imported_plan(lead, reading(read_action("A1"), read_action("A2"), read_action("B1", section="2")))


@pytest.fixture
def first(plan_id, lead):
    return queries.plan_tree(plan_id, viewer=viewer_of(lead, on=TODAY)).sections[0].slug


def _add(plan_id, section, by, **more):
    words = {"text": "Open a family hub", "reason": "The board decided it in March."} | more
    return add_action(plan_id=plan_id, section=section, by=by, on=TODAY, **words)


def _shown(plan_id, action_id, by):
    return queries.action(plan_id, action_id, viewer=viewer_of(by, on=TODAY)).action


def test_an_added_action_gets_the_next_ref_of_its_section(plan_id, first, lead):
    action_id = _add(plan_id, first, lead)

    row = _shown(plan_id, action_id, lead)
    assert (row.ref, row.section_slug, row.rating) == ("A3", first, Rating.NOT_STARTED)
    assert row.is_added_here


def test_an_added_action_stands_after_the_last_of_its_section(plan_id, first, lead):
    _add(plan_id, first, lead)

    refs = [row.ref for row in queries.plan_tree(plan_id, viewer=viewer_of(lead, on=TODAY)).actions]
    assert refs == ["A1", "A2", "A3", "B1"]


def test_it_says_who_owns_it_by_when_and_where_it_came_from(plan_id, first, lead):
    due = Due("June 2026", date(2026, 6, 1), date(2026, 6, 30), DuePrecision.MONTH)
    source = Source("inspection-finding", "Leaders do not see waits together", "Letter, page 4")

    action_id = _add(plan_id, first, lead, owners=(Owner("send manager", "Council"),), due=due, source=source)

    row = _shown(plan_id, action_id, lead)
    assert row.owners == (Owner("SEND Manager", "Council"),)
    assert (row.due, row.first_due_on, row.baseline_due_on) == (due, date(2026, 6, 30), date(2026, 6, 30))
    assert row.sources == (source,)


def test_a_ref_that_the_plan_has_is_refused_in_words(plan_id, first, lead):
    with pytest.raises(Problem, match="already has an action A2"):
        _add(plan_id, first, lead, ref="a2")


@pytest.mark.parametrize("rating", [Rating.COMPLETE, Rating.COMPLETE_EMBEDDED])
def test_no_action_begins_as_finished(plan_id, first, lead, rating):
    with pytest.raises(Problem, match="cannot begin as finished"):
        _add(plan_id, first, lead, rating=rating)


def test_a_form_sent_twice_adds_one_action(plan_id, first, lead):
    once = _add(plan_id, first, lead, request_key="pressed")
    again = _add(plan_id, first, lead, request_key="pressed")

    assert once == again
    assert len(queries.plan_tree(plan_id, viewer=viewer_of(lead, on=TODAY)).actions) == 4


def test_an_owner_may_not_add_to_the_plan(plan_id, first, owner):
    with pytest.raises(NotAllowed):
        _add(plan_id, first, owner)


def test_a_section_that_is_not_there_takes_no_action(plan_id, lead):
    with pytest.raises(NotFound):
        _add(plan_id, "nowhere", lead)


def test_a_source_of_no_known_kind_cannot_be_said():
    with pytest.raises(ValueError, match="rumour"):
        Source("rumour")
