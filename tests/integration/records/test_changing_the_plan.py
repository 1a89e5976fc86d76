"""A living plan between two documents: what people change here stands, is kept with its reason, and survives an import."""

from dataclasses import replace

import pytest
from tests.support.people import TODAY
from tests.support.plans import imported_plan, last_import, read_action, read_import, reading

from oneplan.actions import plan_parts
from oneplan.actions.plan_imports import apply_plan_import, undo_plan_import
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.edits import About, seen_mark
from oneplan.core.improvement.links import Link, LinkKind
from oneplan.core.improvement.schedule import Every, Recurrence, Schedule
from oneplan.core.improvement.source import Source
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries
from oneplan.records.improvement.plan_changes import changes_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "The inspection said so."}
LATER = replace(
    reading(),
    sections=(replace(reading().sections[0], title="Leading"), reading().sections[1]),
    impacts=(),
)


@pytest.fixture
def plan_id(lead):
    return imported_plan(lead, reading(read_action("A1"), read_action("A2"), read_action("B1", section="2")))


@pytest.fixture
def tree(plan_id, lead):
    return lambda: queries.plan_tree(plan_id, viewer=viewer_of(lead, on=TODAY))


@pytest.fixture
def row(tree):
    return lambda ref: next(each for each in tree().actions if each.ref == ref)


def _mark(section):
    fields = ("number", "title", "priority", "parent", "must_improve")
    return seen_mark({name: getattr(section, name) for name in fields})


def _reword(plan_id, section, by, **more):
    words = {"title": "Leading as one", "number": section.number, "priority": section.priority, **WHY} | more
    return plan_parts.reword_section(
        plan_id=plan_id, slug=section.slug, seen=_mark(section), by=by, on=TODAY, must_improve="See it whole", **words
    )


def test_a_reworded_section_keeps_what_it_said_and_why(plan_id, tree, lead):
    before = tree().sections[0]

    _reword(plan_id, before, lead)

    after = tree().sections[0]
    kept = changes_of(plan_id, viewer=viewer_of(lead, on=TODAY), about="section", key=before.slug)
    assert (after.title, after.must_improve, after.slug) == ("Leading as one", "See it whole", before.slug)
    assert [(each.before["title"], each.after["title"], each.reason) for each in kept] == [
        ("Leading together", "Leading as one", WHY["reason"])
    ]


def test_a_form_opened_before_somebody_elses_change_is_refused_with_both_texts(plan_id, tree, lead):
    before = tree().sections[0]
    _reword(plan_id, before, lead)

    with pytest.raises(Stale) as refused:
        _reword(plan_id, before, lead, title="Mine")

    assert "Mine" in refused.value.mine
    assert "Leading as one" in refused.value.theirs


def test_an_owner_may_not_reword_a_section(plan_id, tree, owner):
    with pytest.raises(NotAllowed):
        _reword(plan_id, tree().sections[0], owner)


def test_what_was_changed_here_stands_when_a_document_says_otherwise(plan_id, tree, lead):
    _reword(plan_id, tree().sections[0], lead)
    plan_parts.add_area(plan_id=plan_id, section=tree().sections[1].slug, text="Hear sooner", by=lead, on=TODAY, **WHY)
    slug = plan_parts.add_section(plan_id=plan_id, title="Money", number="3", priority=1, by=lead, on=TODAY, **WHY)

    import_id = read_import(lead, LATER)
    said = queries.preview(import_id, viewer=viewer_of(lead, on=TODAY)).change.other
    apply_plan_import(import_id=import_id, by=lead, on=TODAY)

    after = tree()
    assert "Section “Leading as one” was changed here and stays as it is here." in said
    assert [each.title for each in after.sections] == ["Leading as one", "Helping early", "Money"]
    assert slug in {each.slug for each in after.sections}
    assert "Hear sooner" in {each.text for each in after.areas}
    assert after.impacts == ()


def test_taking_an_import_back_takes_back_nothing_that_was_changed_here_since(plan_id, tree, row, lead):
    apply_plan_import(import_id=read_import(lead, LATER), by=lead, on=TODAY)
    _reword(plan_id, tree().sections[0], lead, title="Leading as one")
    source, weekly = Source("survey", "Parents wait"), Schedule(recurrence=Recurrence(Every.WEEK, TODAY))
    one = {"action_id": row("A1").id, "by": lead, "on": TODAY, **WHY}
    plan_parts.change_sources(version=row("A1").version, sources=(source,), **one)
    plan_parts.change_schedule(version=row("A1").version, schedule=weekly, **one)

    undo_plan_import(import_id=last_import().public_id, reason="Wrong file", by=lead, on=TODAY)

    assert tree().sections[0].title == "Leading as one"
    assert [each.text for each in tree().impacts] == ["Leaders know how it is"]
    assert (row("A1").sources, row("A1").schedule) == ((source,), weekly)


def test_a_line_that_a_document_repeats_keeps_its_row(plan_id, tree, lead):
    before = tree().areas[0].id

    apply_plan_import(import_id=read_import(lead, LATER), by=lead, on=TODAY)

    assert tree().areas[0].id == before


def test_a_reworded_area_is_the_same_line_and_without_words_it_is_taken_out(plan_id, tree, lead):
    line = tree().areas[0]
    common = {"plan_id": plan_id, "about": About.AREAS, "line_id": line.id, "by": lead, "on": TODAY, **WHY}

    plan_parts.reword_line(seen=seen_mark({"text": line.text}), text="A picture", **common)
    reworded = tree().areas
    plan_parts.reword_line(seen=seen_mark({"text": "A picture"}), text="", **common)

    assert [(each.id, each.text) for each in reworded] == [(line.id, "A picture")]
    assert tree().areas == ()


def test_a_section_that_holds_actions_is_not_withdrawn(plan_id, tree, lead):
    with pytest.raises(Problem, match=r"A1, A2 would stand nowhere"):
        plan_parts.withdraw_section(plan_id=plan_id, slug=tree().sections[0].slug, by=lead, on=TODAY, **WHY)


def test_priorities_are_added_and_reworded(plan_id, tree, lead):
    common = {"plan_id": plan_id, "by": lead, "on": TODAY, **WHY}

    number = plan_parts.add_priority(title="Right place", **common)
    plan_parts.reword_priority(number=1, seen=seen_mark({"title": "Right support"}), title="Right help", **common)

    assert number == 3
    assert [each.title for each in tree().priorities] == ["Right help", "Right time", "Right place"]


def test_an_action_is_reworded_moved_withdrawn_and_brought_back(tree, row, lead):
    def common():
        return {"action_id": row("A1").id, "version": row("A1").version, "by": lead, "on": TODAY, **WHY}

    plan_parts.reword_action(text="Do it well", **common())
    plan_parts.move_action(section=tree().sections[1].slug, **common())
    moved = row("A1")
    plan_parts.withdraw_action(**common())
    gone = row("A1")
    plan_parts.restore_action(**common())

    assert (moved.text, moved.section_slug) == ("Do it well", tree().sections[1].slug)
    assert gone.is_superseded
    assert not row("A1").is_superseded


def test_two_who_reword_one_action_see_both_texts(row, lead):
    words = {"action_id": row("A1").id, "version": row("A1").version, "by": lead, "on": TODAY, **WHY}
    plan_parts.reword_action(text="First", **words)

    with pytest.raises(Stale) as refused:
        plan_parts.reword_action(text="Second", **words)

    assert (refused.value.mine, refused.value.theirs) == ("Second", "First")


def test_a_link_made_here_stands_beside_those_in_the_words_and_can_take_one_away(plan_id, lead):
    later = reading(read_action("A1", "Do it after action A2"), read_action("A2"), read_action("B1", section="2"))
    apply_plan_import(import_id=read_import(lead, later), by=lead, on=TODAY)
    viewer = viewer_of(lead, on=TODAY)
    one = next(each for each in queries.plan_tree(plan_id, viewer=viewer).actions if each.ref == "A1")
    links = (Link("B1", LinkKind.NEEDS, "It pays"), Link("A2", LinkKind.NOT_MEANT))

    plan_parts.change_links(action_id=one.id, version=one.version, links=links, by=lead, on=TODAY, **WHY)

    found = queries.plan_tree(plan_id, viewer=viewer).dependencies
    assert [(each.from_ref, each.to_ref, each.kind, each.is_made_here) for each in found] == [
        ("A1", "B1", "needs", True)
    ]


def test_a_link_to_what_is_not_in_the_plan_is_refused(row, lead):
    with pytest.raises(Problem, match="cannot be linked to Z9"):
        plan_parts.change_links(
            action_id=row("A1").id, version=row("A1").version, links=(Link("Z9"),), by=lead, on=TODAY, **WHY
        )


def test_an_action_added_here_is_not_missed_by_the_next_document(plan_id, tree, lead):
    plan_parts.add_action(plan_id=plan_id, section=tree().sections[0].slug, text="New", by=lead, on=TODAY, **WHY)

    import_id = read_import(lead, reading(read_action("A1"), read_action("A2"), read_action("B1", section="2")))

    assert queries.preview(import_id, viewer=viewer_of(lead, on=TODAY)).change.missing == ()


def test_the_first_import_is_not_taken_back_under_an_action_added_here(plan_id, tree, lead):
    plan_parts.add_action(plan_id=plan_id, section=tree().sections[0].slug, text="New", by=lead, on=TODAY, **WHY)

    with pytest.raises(Problem, match="A3"):
        undo_plan_import(import_id=last_import().public_id, reason="Wrong file", by=lead, on=TODAY)
