"""The next year's plan, several plans at once, and many actions changed together."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.people import TODAY
from tests.support.plans import imported_plan, read_action, reading

from oneplan.actions import bulk_changes, plan_lines, plan_parts, plan_versions
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Owner
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries
from oneplan.records.improvement.versions import version_report

pytestmark = pytest.mark.django_db
WHY = {"reason": "The board agreed it."}
DONE = read_action("A3", rating_raw="Complete", rating=Rating.COMPLETE)


@pytest.fixture
def plan_id(lead):
    other = (Owner("Head of Health"),)
    return imported_plan(lead, reading(read_action("A1"), read_action("A2", owners=other), DONE))


@pytest.fixture
def sees(lead):
    return viewer_of(lead, on=TODAY)


@pytest.fixture
def row(plan_id, sees):
    return lambda ref: next(each for each in queries.plan_tree(plan_id, viewer=sees).actions if each.ref == ref)


def _next(plan_id, by, **more):
    words = {"title": "Test One Plan 2027", "year": "2027", **WHY} | more
    return plan_versions.start_next_version(plan_id=plan_id, by=by, on=TODAY, **words)


def test_the_next_version_carries_the_live_actions_with_their_first_dates(plan_id, sees, row, lead):
    one = row("A1")
    plan_lines.change_due(
        action_id=one.id,
        version=one.version,
        due_raw="",
        due_on=date(2027, 9, 1),
        precision=DuePrecision.DAY,
        by=lead,
        on=TODAY,
        **WHY,
    )

    new_id = _next(plan_id, lead)

    carried = {each.ref: each for each in queries.plan_tree(new_id, viewer=sees).actions}
    assert sorted(carried) == ["A1", "A2"]
    assert (carried["A1"].first_due_on, carried["A1"].due.due_on) == (date(2027, 3, 31), date(2027, 9, 1))
    assert queries.current_plan(viewer=sees).id == new_id


def test_the_report_says_what_was_carried_finished_dropped_and_new(plan_id, sees, row, lead):
    new_id = _next(plan_id, lead, carry=[row("A1").id])
    section = queries.plan_tree(new_id, viewer=sees).sections[0].slug
    plan_parts.add_action(plan_id=new_id, section=section, text="Begin", ref="N1", by=lead, on=TODAY, **WHY)

    report = version_report(new_id, viewer=sees)

    assert [
        tuple(each.ref for each in part) for part in (report.carried, report.finished, report.dropped, report.new)
    ] == [("A1",), ("A3",), ("A2",), ("N1",)]


def test_the_earlier_version_stays_readable_and_is_changed_no_more(plan_id, sees, row, lead):
    _next(plan_id, lead)

    with pytest.raises(Problem, match="kept as it was"):
        plan_parts.reword_action(action_id=row("A1").id, version=1, text="Other", by=lead, on=TODAY, **WHY)

    assert len(queries.plan_tree(plan_id, viewer=sees).actions) == 3


def test_a_plan_of_another_kind_is_never_the_one_the_area_runs(plan_id, sees, lead):
    other = plan_versions.start_plan(
        title="Children's services plan", kind="childrens-services", mirrors=plan_id, by=lead, on=TODAY
    )

    found = {each.id: each for each in queries.plans(viewer=sees)}
    assert queries.current_plan(viewer=sees).id == plan_id
    assert (found[other].mirrors, found[other].is_current) == (plan_id, False)


def test_an_owner_may_not_start_a_version(plan_id, owner):
    with pytest.raises(NotAllowed):
        _next(plan_id, owner)


def _wish(row, ref, **more):
    return bulk_changes.Wish(row(ref).id, row(ref).version, **more)


def test_many_actions_change_with_one_reason(row, lead):
    day = date(2027, 9, 1)

    refs = bulk_changes.change_many(
        wishes=[_wish(row, "A1", due_on=day), _wish(row, "A2", due_on=day, rating_raw="Off track")],
        by=lead,
        on=TODAY,
        **WHY,
    )

    assert refs == ("A1", "A2")
    assert [row(ref).due.due_on for ref in refs] == [day, day]
    assert row("A2").rating is Rating.DELAYED


def test_one_that_moved_meanwhile_is_named_and_nothing_is_changed(row, lead):
    wishes = [_wish(row, "A1", due_on=date(2027, 9, 1)), _wish(row, "A2", rating_raw="Off track")]
    one = row("A2")
    plan_parts.reword_action(action_id=one.id, version=one.version, text="Other", by=lead, on=TODAY, **WHY)

    with pytest.raises(bulk_changes.Refused, match="Somebody changed A2 since") as refused:
        bulk_changes.change_many(wishes=wishes, by=lead, on=TODAY, **WHY)

    assert [each.is_stale for each in refused.value.effects] == [False, True]
    assert row("A1").due.due_on == date(2027, 3, 31)


def test_a_preview_shows_each_effect_and_changes_nothing(row, lead):
    before = row("A1").version

    effects = bulk_changes.preview(
        wishes=[_wish(row, "A1", owners=(Owner("Head of Health"),)), _wish(row, "A2", rating_raw="Off track")],
        by=lead,
        on=TODAY,
        **WHY,
    )

    assert [each.changes for each in effects] == [
        (("owners", "SEND Manager", "Head of Health"),),
        (("rating", "On track", "Off track (delayed)"),),
    ]
    assert row("A1").version == before


def test_green_is_no_easier_for_many_than_for_one(row, lead):
    with pytest.raises(bulk_changes.Refused) as refused:
        bulk_changes.change_many(wishes=[_wish(row, "A1", rating=Rating.COMPLETE)], by=lead, on=TODAY, **WHY)

    assert refused.value.effects[0].problem is not None
    assert row("A1").rating is Rating.ON_TRACK


def test_an_owner_changes_only_their_own_among_many(row, owner):
    wishes = [_wish(row, "A1", due_on=date(2027, 9, 1)), _wish(row, "A2", due_on=date(2027, 9, 1))]

    effects = bulk_changes.preview(wishes=wishes, by=owner, on=TODAY, **WHY)

    assert [each.problem is None for each in effects] == [True, False]


def test_an_action_that_leans_on_one_withdrawn_is_warned_of(plan_id, sees, row, lead):
    one, other = row("A1"), row("A2")
    needs = (Link("A2", LinkKind.NEEDS),)
    plan_parts.change_links(action_id=one.id, version=one.version, links=needs, by=lead, on=TODAY, **WHY)

    plan_parts.withdraw_action(action_id=other.id, version=other.version, by=lead, on=TODAY, **WHY)

    found = queries.slipping(plan_id, sees, TODAY)
    assert [(each.from_ref, each.says, each.needs) for each in found] == [("A1", "A2 is no longer in the plan.", True)]


def test_the_form_of_one_wish_can_carry_its_own_reason(row, lead):
    wish = replace(_wish(row, "A1", clears_date=True), reason="Waits for the bid")

    bulk_changes.change_many(wishes=[wish], reason="", by=lead, on=TODAY)

    assert row("A1").due.due_on is None
    assert row("A1").first_due_on == date(2027, 3, 31)
