"""One line of the thread: actions by state, the measures that matter, what is new and what nobody says."""

from datetime import date

from tests.support.figure_rows import a_link, a_tree, an_action
from tests.support.plan_rows import TODAY

from oneplan.core.improvement.rating import Rating
from oneplan.records.improvement.changes import ChangeRow
from oneplan.web.plan.lines import lines_of
from oneplan.web.thread.strands import Knots, Strand, ThreadPage, thread_page

PAST = date(2026, 1, 5)
DONE = an_action("D1", due_on=PAST, rating=Rating.COMPLETE)
LATE = an_action("L1", due_on=PAST)
LOOSE = an_action("N1", owners="")


def woven(*links, actions=(LATE, DONE, LOOSE), changes=(), tree=None, sees_detail=True) -> ThreadPage:
    plan = tree or a_tree(impacts={"1": ""}, actions=actions)
    lines = lines_of(plan.actions, (), TODAY)
    return thread_page(plan, lines, Knots(tuple(links), tuple(changes)), today=TODAY, sees_detail=sees_detail)


def only(page: ThreadPage) -> Strand:
    (stretch,) = page.stretches
    (strand,) = stretch.strands
    return strand


def test_a_line_says_its_actions_and_opens_just_those() -> None:
    strand = only(woven())

    addresses = {part.words: part.address for part in strand.bar.parts}

    assert addresses["2 on track"] == "/plan/?rating=on_track&section=1#actions"
    assert (strand.late, strand.late_address) == (1, "/plan/?due=late&section=1#actions")


def test_what_must_improve_is_one_sentence() -> None:
    assert only(woven()).must_improve == "Leaders must own it."


def test_two_measures_stand_on_a_line_and_the_rest_is_counted() -> None:
    names = ("requests", "plans-in-20-weeks", "reviews-overdue")

    strand = only(woven(*(a_link(name, section="1", number=n) for n, name in enumerate(names))))

    assert [chip.title for chip in strand.chips] == ["requests", "plans in 20 weeks"]
    assert strand.more == 1


def test_what_somebody_confirmed_stands_before_what_words_matched() -> None:
    by_words, confirmed = a_link("requests", section="1", is_proposed=True), a_link("new-plans", section="1", number=2)

    strand = only(woven(by_words, confirmed))

    assert [(chip.title, chip.is_matched_by_words) for chip in strand.chips] == [
        ("new plans", False),
        ("requests", True),
    ]


def test_the_measure_of_an_action_stands_on_the_line_of_its_section() -> None:
    strand = only(woven(a_link("requests", action_id=LATE.id)))

    assert [chip.title for chip in strand.chips] == ["requests"]


def test_a_part_without_measures_has_those_of_the_section_it_stands_in() -> None:
    part = an_action("P1", section_slug="1.A")
    tree = a_tree(parents={"1.A": "1"}, actions=(part,))

    strand = only(woven(a_link("requests", section="1"), tree=tree))

    assert [chip.title for chip in strand.chips] == ["requests"]


def test_what_nobody_is_saying_is_counted_and_opens_just_that() -> None:
    said = {told.words: told.address for told in only(woven()).silences}

    assert said["1 overdue, rated as going well"] == "/plan/?silence=overdue-on-track&section=1#actions"
    assert said["1 without an owner"] == "/plan/?silence=no-owner&section=1#actions"
    assert said["1 without a date"] == "/plan/?silence=no-date&section=1#actions"


def test_work_that_is_done_while_nothing_moves_is_said() -> None:
    changes = ("no change", "worse", "better", "too early to say")

    heard = {
        change: any(
            "has not moved" in told.words
            for told in only(woven(a_link("requests", section="1", change=change))).silences
        )
        for change in changes
    }

    assert heard == {"no change": True, "worse": True, "better": False, "too early to say": False}


def test_silences_are_for_those_who_may_read_how_the_plan_changed() -> None:
    assert only(woven(sees_detail=False)).silences == ()


def test_a_new_rating_is_told_and_the_rest_is_counted() -> None:
    rated = {"before": {"raw": "On track", "rating": "on_track"}, "after": {"raw": "Red", "rating": "delayed"}}
    changes = (
        ChangeRow("id-L1", "L1", "1", "rating_changed", TODAY, rated),
        ChangeRow("id-L1", "L1", "1", "update_recorded", TODAY, {}),
        ChangeRow("id-D1", "D1", "1", "update_recorded", TODAY, {}),
    )

    told = only(woven(changes=changes)).changes

    assert [each.words for each in told] == ["L1 delayed, was on track", "2 updates"]


def test_the_page_says_how_many_measures_move_and_which_way() -> None:
    better, worse = a_link("requests", section="1", change="better"), a_link("new-plans", section="1", change="worse")

    assert woven(better, worse).measures_lead == "2 measures linked to it: 1 better and 1 worse."
    assert "No measure is linked" in woven().measures_lead


def test_a_plan_of_many_sections_is_set_in_smaller_words_on_paper() -> None:
    many = tuple(an_action(f"M{n}", section_slug=f"s{n}") for n in range(19))

    assert woven(tree=a_tree(actions=many)).is_dense
    assert not woven().is_dense
