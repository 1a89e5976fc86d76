"""A document becomes the plan; an edited copy changes what it says differently; nobody's work here is lost."""

from dataclasses import replace

import pytest
from tests.support.people import TODAY
from tests.support.plans import imported_plan, read_action, read_import, reading, stored_file

from oneplan.actions.contributions import record_update
from oneplan.actions.plan_imports import (
    apply_plan_import,
    decide_conflict,
    decide_line,
    decide_missing,
    receive_plan_document,
    record_reading_failed,
    start_reading,
    undo_plan_import,
)
from oneplan.actions.plan_lines import change_rating
from oneplan.answers.plan_imports import difference
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Owner, PlanReading, ReadStatement
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.improvement import queries
from oneplan.records.improvement.frames import stored_frame
from oneplan.records.improvement.models import Action, ActionEvent, DatedUpdate, ImprovementPlan

pytestmark = pytest.mark.django_db
FIRST = reading(read_action("A1"), read_action("A2"), read_action("B1", section="2"))


def _tree(plan_id, by):
    return queries.plan_tree(plan_id, viewer=viewer_of(by, on=TODAY))


def _apply(import_id, by):
    return apply_plan_import(import_id=import_id, by=by, on=TODAY)


def _reread(by, *rows, **more):
    return read_import(by, replace(reading(*rows), **more))


def _facts(tree):
    facts = ("ref", "text", "section", "owners", "due", "rating", "is_superseded")
    return {row.ref: [getattr(row, name) for name in facts] for row in tree.actions}


def _rate(ref, by, rating=Rating.AT_RISK):
    action = Action.objects.get(ref=ref, is_withdrawn=False)
    words = {"version": action.version, "rating_raw": "At risk", "rating": rating, "reason": "we know better"}
    change_rating(action_id=action.public_id, by=by, on=TODAY, **words)


def test_nothing_is_in_the_plan_until_the_import_is_applied(lead):
    read_import(lead, FIRST)

    assert not ImprovementPlan.objects.exists()
    assert not Action.objects.exists()


def test_the_plan_says_what_the_document_said(lead):
    tree = _tree(imported_plan(lead, FIRST), lead)

    assert tree.plan.title == "Test One Plan"
    assert [row.title for row in tree.priorities] == ["Right support", "Right time"]
    assert [(row.number, row.priority, row.action_count) for row in tree.sections] == [("1", 1, 2), ("2", 2, 1)]
    assert [row.ref for row in tree.actions] == ["A1", "A2", "B1"]
    assert tree.actions[0].owners == (Owner("SEND Manager"),)
    assert tree.measures[0].text == "The monthly scorecard"
    assert tree.promises[0].text == "A shared picture exists"
    assert [row.word for row in tree.key] == ["On track", "Off track"]


def test_a_section_page_holds_what_belongs_to_the_section(lead):
    plan_id = imported_plan(lead, FIRST)
    slug = _tree(plan_id, lead).sections[0].slug

    page = queries.section(plan_id, slug, viewer=viewer_of(lead, on=TODAY))

    assert [row.ref for row in page.actions] == ["A1", "A2"]
    assert [row.text for row in page.updates] == ["The board met twice"]
    assert page.priority.title == "Right support"
    assert (page.before, page.after.number) == (None, "2")


def test_the_live_plan_can_be_read_back_in_the_shape_of_a_reading(lead):
    plan_id = imported_plan(lead, FIRST)

    live = queries.as_reading(plan_id)

    assert [(row.ref, row.section, row.text, row.due, row.owners) for row in live.actions] == [
        (row.ref, row.section, row.text, row.due, row.owners) for row in FIRST.actions
    ]
    assert live.priorities == FIRST.priorities
    assert [row.text for row in live.updates] == ["The board met twice"]


def test_the_same_document_twice_changes_nothing(lead):
    plan_id = imported_plan(lead, FIRST)
    before, events, revision = _tree(plan_id, lead), ActionEvent.objects.count(), queries.revision(plan_id)

    result = _apply(read_import(lead, FIRST), lead)

    assert (result.plan_id, result.created, result.changed, result.unchanged) == (plan_id, 0, 0, 3)
    assert ActionEvent.objects.count() == events
    assert queries.revision(plan_id) == revision
    assert _tree(plan_id, lead).actions == before.actions
    assert DatedUpdate.objects.count() == 1


def test_an_edited_copy_changes_what_it_says_differently(lead):
    plan_id = imported_plan(lead, FIRST)
    edited = replace(read_action("A1"), text="Do it better", rating=Rating.COMPLETE, rating_raw="Complete")

    result = _apply(_reread(lead, edited, read_action("B1", section="2"), read_action("B2", section="2")), lead)

    tree = _tree(plan_id, lead)
    assert (result.created, result.changed, result.unchanged, result.superseded) == (1, 1, 1, 0)
    assert {row.ref: row.text for row in tree.actions}["A1"] == "Do it better"
    assert {row.ref for row in tree.actions} == {"A1", "A2", "B1", "B2"}


def test_a_change_made_here_stands_while_the_document_repeats_itself(lead):
    plan_id = imported_plan(lead, FIRST)
    _rate("A1", lead)

    result = _apply(read_import(lead, FIRST), lead)

    assert (result.changed, result.kept_ours) == (0, 0)
    assert _tree(plan_id, lead).actions[0].rating is Rating.AT_RISK


def test_a_change_made_in_both_places_keeps_ours_and_does_not_ask_again(lead):
    plan_id = imported_plan(lead, FIRST)
    _rate("A1", lead)
    theirs = [replace(read_action("A1"), rating=Rating.COMPLETE, rating_raw="Complete"), *FIRST.actions[1:]]

    first = _apply(_reread(lead, *theirs), lead)
    again = _apply(_reread(lead, *theirs), lead)

    assert (first.kept_ours, again.kept_ours, again.changed) == (1, 0, 0)
    assert _tree(plan_id, lead).actions[0].rating is Rating.AT_RISK


def test_theirs_is_taken_when_somebody_says_so(lead):
    plan_id = imported_plan(lead, FIRST)
    _rate("A1", lead)
    import_id = _reread(
        lead, replace(read_action("A1"), rating=Rating.COMPLETE, rating_raw="Complete"), *FIRST.actions[1:]
    )
    key = difference(import_id, viewer=viewer_of(lead, on=TODAY)).conflicts[0].key

    decide_conflict(import_id=import_id, key=key, field="rating", decision="theirs", by=lead, on=TODAY)
    result = _apply(import_id, lead)

    assert (result.changed, result.kept_ours) == (1, 0)
    assert _tree(plan_id, lead).actions[0].rating is Rating.COMPLETE


def test_an_action_that_is_gone_from_the_document_is_closed_only_when_somebody_says_so(lead):
    plan_id = imported_plan(lead, FIRST)
    import_id = _reread(lead, *FIRST.actions[1:])

    decide_missing(import_id=import_id, key="A1", decision="supersede", by=lead, on=TODAY)
    result = _apply(import_id, lead)

    assert result.superseded == 1
    assert [row.is_superseded for row in _tree(plan_id, lead).actions if row.ref == "A1"] == [True]
    assert [row.ref for row in queries.as_reading(plan_id).actions] == ["A2", "B1"]


def test_a_document_of_another_area_starts_a_plan_of_its_own(lead):
    first = imported_plan(lead, FIRST)
    other = reading(
        read_action("A1", "Open four nurture rooms"), read_action("A2", "Publish waiting times"), title="Other"
    )

    second = imported_plan(lead, other)

    assert second != first
    assert _tree(first, lead).actions[0].text == "Do what A1 says"
    assert queries.current_plan(viewer=viewer_of(lead, on=TODAY)).id == second


def test_refs_that_restart_in_each_section_stay_apart(lead):
    rows = [read_action("1", "First", key="1 1"), read_action("1", "Second", key="2 1", section="2")]

    plan_id = imported_plan(lead, reading(*rows))
    again = _apply(_reread(lead, *rows), lead)

    assert [row.ref for row in _tree(plan_id, lead).actions] == ["1", "1"]
    assert again.unchanged == 2


def test_an_import_is_applied_once(lead):
    import_id = read_import(lead, FIRST)
    _apply(import_id, lead)

    with pytest.raises(Problem, match="cannot be applied now"):
        _apply(import_id, lead)


def test_a_document_without_a_plan_makes_no_plan(lead):
    import_id = read_import(lead, PlanReading(plan="Minutes"))

    with pytest.raises(Problem, match="No improvement plan was found"):
        _apply(import_id, lead)

    assert not ImprovementPlan.objects.exists()


@pytest.mark.parametrize("who", ["owner", "analyst", "public", "admin"])
def test_only_those_who_run_the_plan_import_one(request, lead, who):
    import_id = read_import(lead, FIRST)
    somebody = request.getfixturevalue(who)

    for attempt in (
        lambda: read_import(somebody, FIRST),
        lambda: _apply(import_id, somebody),
        lambda: decide_line(import_id=import_id, line=1, decision="", by=somebody, on=TODAY),
        lambda: queries.imports(viewer=viewer_of(somebody, on=TODAY)),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_reading_is_refused_when_the_right_of_who_asked_has_ended(lead):
    import_id = read_import(lead, FIRST)
    lead.roles_held.update(last_day="2026-02-01")

    with pytest.raises(NotAllowed):
        start_reading(import_id=import_id, on=TODAY)


def test_a_failed_reading_says_why_and_can_not_be_applied(lead):
    import_id = receive_plan_document(stored=stored_file(), by=lead, on=TODAY)

    record_reading_failed(import_id=import_id, problem=Problem("No text.", do="Scan it."), on=TODAY)

    row = queries.plan_import(import_id, viewer=viewer_of(lead, on=TODAY))
    assert (row.state, row.problem.what, row.problem.do) == ("failed", "No text.", "Scan it.")
    with pytest.raises(NotFound):
        difference(import_id, viewer=viewer_of(lead, on=TODAY))


def test_every_line_is_kept_with_its_fate(lead):
    import_id = read_import(lead, reading(review=("Something odd",)))
    viewer = viewer_of(lead, on=TODAY)

    row, lines = queries.plan_import(import_id, viewer=viewer), queries.import_lines(import_id, viewer=viewer)

    assert (row.counts.total, row.counts.imported, row.counts.review, row.counts.undecided) == (4, 3, 1, 1)
    assert [line.fate for line in lines] == ["imported"] * 3 + ["review"]
    assert queries.import_lines(import_id, viewer=viewer, fate="review")[0].text == "Something odd"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_line_in_doubt_becomes_a_note_an_action_or_nothing(lead, moment):
    import_id = read_import(lead, reading(review=("Note this", "Do this too", "Page 3")))
    if moment == "after":
        _apply(import_id, lead)
    common = {"import_id": import_id, "by": lead, "on": TODAY}

    decide_line(line=4, decision="note", section="1", **common)
    decide_line(line=5, decision="action", section="2", ref="B9", **common)
    decide_line(line=6, decision="ignored", reason="a page number", **common)
    if moment == "before":
        _apply(import_id, lead)

    plan = ImprovementPlan.objects.get()
    tree = _tree(plan.public_id, lead)
    assert DatedUpdate.objects.get(is_note=True).text == "Note this"
    assert [(row.ref, row.section, row.text) for row in tree.actions][-1] == ("B9", "2", "Do this too")
    assert tree.review_count == 0


def test_a_line_that_was_decided_is_not_asked_about_in_the_next_copy(lead):
    what = reading(review=("Do this too",))
    import_id = read_import(lead, what)
    decide_line(import_id=import_id, line=4, decision="action", section="2", by=lead, on=TODAY)
    plan_id = _apply(import_id, lead).plan_id

    again_id = read_import(lead, what)
    again = _apply(again_id, lead)

    assert (again.created, again.review_left) == (0, 0)
    assert len(_tree(plan_id, lead).actions) == 4
    assert difference(again_id, viewer=viewer_of(lead, on=TODAY)).missing == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"decision": "ignored"}, "Say why"),
        ({"decision": "note"}, "Choose the section"),
        ({"decision": "action"}, "Choose the section"),
        ({"decision": "burn"}, "Choose what to do"),
        ({"line": 1, "decision": "ignored", "reason": "x"}, "needs no decision"),
        ({"line": 77, "decision": "ignored", "reason": "x"}, "no line 77"),
    ],
)
def test_a_decision_must_make_sense(lead, words, says):
    import_id = read_import(lead, reading(review=("Something odd",)))

    with pytest.raises(Problem, match=says):
        decide_line(**{"import_id": import_id, "line": 4, "by": lead, "on": TODAY} | words)


def test_a_new_action_may_not_take_the_ref_of_another(lead):
    import_id = read_import(lead, reading(review=("Do this too",)))
    _apply(import_id, lead)

    with pytest.raises(Problem, match="already has an action A1"):
        decide_line(import_id=import_id, line=4, decision="action", section="1", ref="A1", by=lead, on=TODAY)

    assert Action.objects.count() == 3


def test_undoing_a_first_import_takes_the_plan_away(lead):
    import_id = read_import(lead, FIRST)
    plan_id = _apply(import_id, lead).plan_id

    undo_plan_import(import_id=import_id, reason="Wrong file", by=lead, on=TODAY)

    assert queries.plans(viewer=viewer_of(lead, on=TODAY)) == ()
    with pytest.raises(NotFound):
        queries.revision(plan_id)


def test_undoing_an_edited_copy_puts_everything_back(lead):
    plan_id = imported_plan(lead, FIRST)
    plan = ImprovementPlan.objects.get()
    before = (_tree(plan_id, lead), stored_frame(plan))
    edited = replace(read_action("A1"), text="Do it better", section="2")
    import_id = _reread(lead, edited, read_action("B2", section="2"), measures=(ReadStatement("1", "New", 1),))
    decide_missing(import_id=import_id, key="A2", decision="supersede", by=lead, on=TODAY)
    _apply(import_id, lead)

    undo_plan_import(import_id=import_id, reason="Wrong file", by=lead, on=TODAY)

    plan.refresh_from_db()
    after = _tree(plan_id, lead)
    assert stored_frame(plan) == before[1]
    assert _facts(after) == _facts(before[0])
    assert {row.text for row in after.measures} == {"The monthly scorecard"}


def test_undoing_keeps_what_was_changed_here_since(lead):
    plan_id = imported_plan(lead, FIRST)
    import_id = _reread(lead, replace(read_action("A1"), text="Do it better"), *FIRST.actions[1:])
    _apply(import_id, lead)
    _rate("A1", lead)

    undo_plan_import(import_id=import_id, reason="Wrong file", by=lead, on=TODAY)

    row = _tree(plan_id, lead).actions[0]
    assert (row.text, row.rating) == ("Do what A1 says", Rating.AT_RISK)


def test_undoing_is_refused_when_it_would_lose_what_people_recorded(lead):
    import_id = read_import(lead, FIRST)
    _apply(import_id, lead)
    action = Action.objects.get(ref="A2")
    record_update(action_id=action.public_id, text="Done half", happened_on=TODAY, by=lead, on=TODAY)

    with pytest.raises(Problem, match="would lose what people recorded since on action A2"):
        undo_plan_import(import_id=import_id, reason="Wrong file", by=lead, on=TODAY)

    assert queries.plans(viewer=viewer_of(lead, on=TODAY))


def test_imports_are_undone_from_the_newest(lead):
    first = read_import(lead, FIRST)
    _apply(first, lead)
    _apply(_reread(lead, replace(read_action("A1"), text="Better"), *FIRST.actions[1:]), lead)

    with pytest.raises(Problem, match="A later document"):
        undo_plan_import(import_id=first, reason="x", by=lead, on=TODAY)


def test_a_plan_that_was_undone_can_be_imported_again(lead):
    first = read_import(lead, FIRST)
    _apply(first, lead)
    undo_plan_import(import_id=first, reason="Wrong file", by=lead, on=TODAY)

    plan_id = imported_plan(lead, FIRST)

    assert len(_tree(plan_id, lead).actions) == 3


def test_what_an_undone_copy_added_comes_back_with_the_next_copy(lead):
    plan_id = imported_plan(lead, FIRST)
    copy = _reread(lead, *FIRST.actions, read_action("B2", section="2"))
    _apply(copy, lead)
    undo_plan_import(import_id=copy, reason="Too early", by=lead, on=TODAY)
    assert len(_tree(plan_id, lead).actions) == 3

    result = _apply(_reread(lead, *FIRST.actions, read_action("B2", section="2")), lead)

    assert result.created == 1
    assert len(_tree(plan_id, lead).actions) == 4


@pytest.mark.parametrize(("state", "says"), [("read", "has not been applied"), ("undone", "has not been applied")])
def test_only_an_applied_import_is_undone(lead, state, says):
    import_id = read_import(lead, FIRST)
    if state == "undone":
        _apply(import_id, lead)
        undo_plan_import(import_id=import_id, reason="x", by=lead, on=TODAY)

    with pytest.raises(Problem, match=says):
        undo_plan_import(import_id=import_id, reason="x", by=lead, on=TODAY)


def test_undoing_needs_a_reason(lead):
    import_id = read_import(lead, FIRST)
    _apply(import_id, lead)

    with pytest.raises(Problem, match="Say why"):
        undo_plan_import(import_id=import_id, reason=" ", by=lead, on=TODAY)


def test_each_step_of_an_import_is_in_the_audit_log(lead):
    import_id = read_import(lead, FIRST)
    _apply(import_id, lead)
    undo_plan_import(import_id=import_id, reason="x", by=lead, on=TODAY)

    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))

    assert verbs == ["receive-plan-document", "read-plan", "apply-plan-import", "undo-plan-import"]


def test_applying_twice_by_two_presses_has_one_effect(lead):
    import_id = read_import(lead, FIRST)

    results = [apply_plan_import(import_id=import_id, by=lead, on=TODAY, request_key="once") for _ in range(3)]

    assert results[0] == results[1] == results[2]
    assert Action.objects.count() == 3


def test_cross_references_are_kept_with_where_they_lead(lead):
    rows = [read_action("A1", "Agree it (links with action A2)"), read_action("A2", "Wait for action A9")]

    tree = _tree(imported_plan(lead, reading(*rows)), lead)

    assert [(row.from_ref, row.written, row.to_ref, row.is_resolved) for row in tree.dependencies] == [
        ("A1", "A2", "A2", True),
        ("A2", "A9", "", False),
    ]


def test_a_roles_load_is_counted(lead, public):
    rows = [
        read_action("A1"),
        read_action("A2", rating=Rating.COMPLETE),
        read_action("A3", owners=(Owner("Nurse"), Owner("SEND Manager"))),
    ]
    plan_id = imported_plan(lead, reading(*rows))

    load = queries.owners(plan_id, viewer=viewer_of(public, on=TODAY))[0]
    page = queries.owner(plan_id, load.slug, viewer=viewer_of(lead, on=TODAY))

    assert (load.role, load.lead_count, load.live_count) == ("SEND Manager", 3, 2)
    assert load.rating_counts == {"on_track": 2, "complete": 1}
    assert [row.ref for row in page.actions] == ["A1", "A2", "A3"]
