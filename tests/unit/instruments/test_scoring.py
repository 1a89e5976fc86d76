from dataclasses import replace
from decimal import Decimal

import pytest

from oneplan.core.instruments import (
    NOT_APPLICABLE,
    Band,
    Cap,
    Direction,
    Domain,
    Instrument,
    Kind,
    Licence,
    Question,
    Scale,
    Scoring,
    Step,
    agreement,
    change,
    consensus,
    score,
    score_entered,
)
from oneplan.core.kernel import Problem

SCALE = Scale(
    "0-3",
    tuple(Step(value, str(value), colour=colour) for value, colour in enumerate(("red", "red", "amber", "green"))),
)
BANDS = (
    Band("red", "Red", Decimal(0)),
    Band("amber", "Amber", Decimal(4)),
    Band("green", "Green", Decimal(7)),
)


def visit(**changes):
    return replace(
        Instrument(
            id="visit",
            version="1",
            title="A visit",
            licence=Licence("One Plan", "Free to use"),
            scoring=Scoring.SUM,
            questions=(
                Question("welcome", "Were we welcome?", Kind.SCALE, domain="people", scale="0-3"),
                Question("listened", "Were we listened to?", Kind.SCALE, domain="people", scale="0-3"),
                Question("safe", "Did it feel safe?", Kind.SCALE, domain="safety", scale="0-3"),
            ),
            bands=BANDS,
            caps=(Cap("amber", 0, "Nothing is green where somebody did not feel safe.", domain="safety"),),
            domains=(Domain("people", "People"), Domain("safety", "Safety", weight=3)),
            scales={"0-3": SCALE},
        ),
        **changes,
    )


def test_a_sum_lands_in_the_highest_band_it_reaches():
    scored = score(visit(), {"welcome": 3, "listened": 2, "safe": 2})

    assert (scored.total, scored.out_of, scored.band.id) == (Decimal(7), Decimal(9), "green")


def test_a_nought_on_safety_holds_the_verdict_at_amber_and_says_why():
    doubled = visit(bands=(BANDS[0], BANDS[1], replace(BANDS[2], from_score=Decimal(6))))

    scored = score(doubled, {"welcome": 3, "listened": 3, "safe": 0})

    assert scored.band_before_caps.id == "green"
    assert scored.band.id == "amber"
    assert [cap.says for cap in scored.caps] == ["Nothing is green where somebody did not feel safe."]


def test_a_cap_never_lifts_a_worse_band():
    scored = score(visit(), {"welcome": 1, "listened": 0, "safe": 0})

    assert scored.band.id == "red"


def test_a_missing_answer_is_named_and_never_counted_as_nought():
    scored = score(visit(), {"welcome": 3, "safe": 3})

    assert scored.missing == ("listened",)
    assert (scored.total, scored.band) == (None, None)
    assert (scored.so_far, scored.out_of) == (Decimal(6), Decimal(6))
    assert [part.total for part in scored.by_domain] == [None, Decimal(3)]


def test_nothing_answered_has_no_total_at_all():
    scored = score(visit(), {})

    assert (scored.total, scored.so_far, scored.band) == (None, None, None)


def test_what_does_not_apply_leaves_both_sides_of_the_sum():
    scored = score(visit(), {"welcome": 3, "listened": NOT_APPLICABLE, "safe": 2})

    assert (scored.total, scored.out_of, scored.missing) == (Decimal(5), Decimal(6), ())


def test_weights_of_parts_are_spread_over_the_parts_that_apply():
    weighted = visit(scoring=Scoring.WEIGHTED, caps=())

    whole = score(weighted, {"welcome": 3, "listened": 0, "safe": 3})
    without_safety = score(weighted, {"welcome": 3, "listened": 0, "safe": NOT_APPLICABLE})

    assert whole.total == Decimal("87.5")
    assert without_safety.total == Decimal(50)


def test_colours_come_without_a_total_and_a_part_takes_its_worst():
    scored = score(visit(scoring=Scoring.COLOURS), {"welcome": 3, "listened": 2, "safe": 3})

    assert (scored.total, scored.band) == (None, None)
    assert [part.colour for part in scored.by_domain] == ["amber", "green"]
    assert scored.colours["welcome"] == "green"


def test_bands_of_a_group_stand_before_those_for_everyone():
    grouped = visit(bands=(*BANDS, Band("under-four", "Refer", Decimal(0), group="3")))

    scored = score(grouped, {"welcome": 3, "listened": 2, "safe": 2}, group="3")

    assert scored.band.id == "under-four"


def test_a_professional_judgement_raises_and_never_lowers():
    risk = visit(
        questions=(*visit().questions, Question("view", "Your own view", Kind.JUDGEMENT, is_required=False)), caps=()
    )
    answers = {"welcome": 2, "listened": 1, "safe": 1}

    raised = score(risk, {**answers, "view": "green"})
    lower = score(risk, {**answers, "view": "red"})

    assert (raised.band.id, raised.was_raised) == ("green", True)
    assert (lower.band.id, lower.was_raised) == ("amber", False)


def test_a_question_that_hangs_on_another_is_only_wanted_when_it_applies():
    questions = (
        Question("lift", "Is there a lift?", Kind.CHOICE, choices=("yes", "no")),
        Question(
            "lift-works", "Does it work?", scale="0-3", kind=Kind.SCALE, asked_when="lift", asked_when_values=("yes",)
        ),
        Question("door", "Is the door wide?", Kind.SCALE, scale="0-3"),
    )
    building = visit(questions=questions, domains=(), caps=())

    assert score(building, {"lift": "no", "door": 3}).missing == ()
    assert score(building, {"lift": "yes", "door": 3}).missing == ("lift-works",)


def test_a_reversed_question_counts_from_the_other_end():
    questions = (Question("worry", "Did you worry?", Kind.SCALE, scale="0-3", is_reversed=True),)

    scored = score(visit(questions=questions, domains=(), caps=()), {"worry": 3})

    assert scored.total == Decimal(0)


@pytest.mark.parametrize("answer", [4, "three", True])
def test_an_answer_off_the_scale_is_refused(answer):
    with pytest.raises(Problem):
        score(visit(), {"welcome": answer})


def test_an_answer_to_no_question_is_refused():
    with pytest.raises(Problem, match="no question “colour”"):
        score(visit(), {"colour": 1})


def test_a_licensed_form_takes_its_total_only():
    licensed = visit(
        scoring=Scoring.ENTERED,
        questions=(),
        caps=(),
        domains=(),
        entered_to=9,
        licence=Licence("Its makers", "Its questions may not be copied.", may_copy=False),
    )

    assert score_entered(licensed, 5).band.id == "amber"
    with pytest.raises(Problem, match="do not stand here"):
        score(licensed, {})
    with pytest.raises(Problem, match="cannot be a total"):
        score_entered(licensed, 10)


def test_statements_have_no_score():
    with pytest.raises(Problem, match="has no score"):
        score(visit(scoring=Scoring.STATEMENTS), {})


def test_before_and_after_differ_by_more_than_chance_or_do_not():
    goals = visit(reliable_change=Decimal(3))
    low = score(goals, {"welcome": 1, "listened": 1, "safe": 1})
    mid = score(goals, {"welcome": 2, "listened": 2, "safe": 1})
    high = score(goals, {"welcome": 3, "listened": 3, "safe": 1})

    assert change(goals, low, high).direction is Direction.BETTER
    assert change(goals, low, mid).direction is Direction.NO_RELIABLE_CHANGE
    assert change(replace(goals, lower_is_better=True), low, high).direction is Direction.WORSE


def test_no_change_is_claimed_where_either_result_is_incomplete():
    before = score(visit(), {"welcome": 1})
    after = score(visit(), {"welcome": 3, "listened": 3, "safe": 3})

    told = change(visit(), before, after)

    assert (told.difference, told.direction) == (None, Direction.NOT_KNOWN)


def test_results_of_different_versions_are_never_compared():
    newer = visit(version="2")
    answers = {"welcome": 1, "listened": 1, "safe": 1}

    with pytest.raises(Problem, match="different versions"):
        change(newer, score(visit(), answers), score(newer, answers))


def test_two_assessors_are_compared_on_what_both_answered():
    told = agreement(visit(), {"welcome": 3, "listened": 1}, {"welcome": 3, "listened": 3, "safe": 2})

    assert (told.compared, told.exact, told.within_one) == (2, 1, 1)
    assert told.exact_share == Decimal(50)
    assert [(each.question.id, each.apart) for each in told.differing] == [("listened", 2)]


def test_a_consensus_needs_an_answer_wherever_the_two_differ():
    first, second = {"welcome": 3, "listened": 1, "safe": 2}, {"welcome": 3, "listened": 3, "safe": 2}

    with pytest.raises(Problem, match="have not agreed on 1"):
        consensus(visit(), first, second, {})

    assert consensus(visit(), first, second, {"listened": 2}) == {"welcome": 3, "listened": 2, "safe": 2}
