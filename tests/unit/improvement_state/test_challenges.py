"""What a plan is challenged about without anybody asking, and when an answer is no longer enough."""

from dataclasses import replace
from datetime import date

import pytest

from oneplan.core.improvement.challenges import (
    ChallengeKind,
    ChallengeRules,
    Judged,
    challenges_of,
    is_flat,
    still_answered,
)
from oneplan.core.improvement.embedding import GreenRefused as Refused
from oneplan.core.improvement.embedding import Proof, Shown, check_may_be_set, missing_for_green
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision
from oneplan.rulebook.plans.judging import challenge_rules, challenge_words, impact, impacts

TODAY = date(2026, 6, 1)
RULES = ChallengeRules(unchanged_months=4, far_ahead_months=6, answer_months=2)


def due(day: date | None) -> Due:
    return Due("June 2026", day, day, DuePrecision.DAY) if day else Due("to be agreed")


CALM = Judged("id", "A1", Rating.ON_TRACK, "On track", due(date(2026, 9, 1)), is_owned=True, rated_on=TODAY)


def kinds(**changed: object) -> list[ChallengeKind]:
    return [found.kind for found in challenges_of([replace(CALM, **changed)], rules=RULES, on=TODAY)]


def test_an_action_that_fits_everything_known_is_not_challenged() -> None:
    assert kinds() == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"due": due(date(2026, 5, 31))}, ChallengeKind.OVERDUE_ON_TRACK),
        ({"due": due(date(2026, 5, 31)), "rating": Rating.NOT_STARTED}, ChallengeKind.OVERDUE_ON_TRACK),
        ({"rated_on": date(2026, 2, 1)}, ChallengeKind.UNCHANGED),
        ({"rating": Rating.COMPLETE_UNEMBEDDED, "flat": ("Waits",)}, ChallengeKind.DONE_BUT_FLAT),
        ({"contradicted": ("Its update says that it is delayed.",)}, ChallengeKind.NARRATIVE),
        ({"rating": Rating.COMPLETE, "is_evidence_unseen": True}, ChallengeKind.EVIDENCE_UNSEEN),
        ({"is_owned": False}, ChallengeKind.UNOWNED),
        ({"due": due(None)}, ChallengeKind.UNDATED),
    ],
)
def test_each_thing_that_does_not_fit_is_one_challenge(changed: dict[str, object], kind: ChallengeKind) -> None:
    assert kinds(**changed) == [kind]


@pytest.mark.parametrize(
    "changed",
    [
        {"due": due(TODAY)},
        {"due": due(date(2026, 5, 31)), "rating": Rating.DELAYED},
        {"rated_on": date(2026, 2, 2)},
        {"rated_on": date(2025, 1, 1), "rating": Rating.PAUSED},
        {"rated_on": date(2025, 1, 1), "rating": Rating.COMPLETE},
        {"rated_on": date(2025, 1, 1), "rating": Rating.NOT_STARTED, "due": due(date(2027, 1, 1))},
        {"flat": ("Waits",)},
        {"is_owned": False, "rating": Rating.COMPLETE},
    ],
)
def test_what_is_said_already_is_due_today_or_is_over_is_left_alone(changed: dict[str, object]) -> None:
    assert kinds(**changed) == []


def test_work_that_should_have_begun_is_asked_about_and_work_that_begins_later_is_not() -> None:
    begun = {"rating": Rating.NOT_STARTED, "rated_on": date(2025, 1, 1)}
    later = replace(due(date(2026, 9, 1)), starts_on=date(2026, 7, 1))

    assert kinds(**begun) == [ChallengeKind.UNCHANGED]
    assert kinds(**begun, due=later) == []


@pytest.mark.parametrize(
    ("changes", "flat"),
    [
        (["no change"], True),
        (["worse", "no change"], True),
        (["better", "no change"], False),
        (["too early to say"], False),
        (["", "no change"], True),
        ([], False),
        ([""], False),
    ],
)
def test_a_measure_is_flat_only_where_somebody_could_judge_it(changes: list[str], flat: bool) -> None:
    assert is_flat(changes) is flat


def test_an_answer_stands_for_one_cycle_and_the_challenge_then_comes_back() -> None:
    assert still_answered(date(2026, 4, 2), rules=RULES, on=TODAY)
    assert not still_answered(date(2026, 4, 1), rules=RULES, on=TODAY)


def test_what_a_challenge_is_about_changes_with_the_state_so_that_an_old_answer_does_not_cover_it() -> None:
    late = replace(CALM, due=due(date(2026, 5, 31)))
    later = replace(CALM, due=due(date(2026, 5, 30)))

    one, other = challenges_of([late, later], rules=RULES, on=TODAY)

    assert one.about != other.about


def test_the_rulebook_has_words_for_every_challenge_and_an_impact_scale_from_worse_to_sustained() -> None:
    rules = challenge_rules()

    assert set(challenge_words()) == set(ChallengeKind)
    assert (rules.unchanged_months, rules.answer_months) == (4, 2)
    assert [each.id for each in impacts()] == ["worse", "none", "too-early", "some", "sustained"]
    assert impact("some").needs_evidence
    assert not impact("too-early").needs_evidence


PROVEN = Proof(
    evidence=(Shown(EvidenceKind.DATA, TODAY),),
    differences=1,
    owner_roles=frozenset({"SEND Manager"}),
    asked_by=1,
    reviewer=2,
)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, 0),
        ({"evidence": ()}, 1),
        ({"evidence": (Shown(EvidenceKind.AUDIT, None),)}, 1),
        ({"differences": 0}, 1),
        ({"reviewer": None}, 1),
        ({"reviewer": 1}, 1),
        ({"reviewer_roles": frozenset({"SEND Manager"})}, 1),
        ({"evidence": (), "differences": 0, "reviewer": None}, 3),
    ],
)
def test_green_rests_on_dated_evidence_a_difference_and_somebody_else(changed: dict[str, object], missing: int) -> None:
    assert len(missing_for_green(replace(PROVEN, **changed))) == missing


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_each_of_the_five_kinds_of_evidence_is_enough(kind: EvidenceKind) -> None:
    assert missing_for_green(replace(PROVEN, evidence=(Shown(kind, TODAY),))) == ()


@pytest.mark.parametrize("rating", list(Rating))
def test_only_green_ratings_are_held_to_it(rating: Rating) -> None:
    if rating in {Rating.COMPLETE, Rating.COMPLETE_EMBEDDED}:
        with pytest.raises(Refused, match="still needs"):
            check_may_be_set("A1", rating)
    else:
        check_may_be_set("A1", rating)
    check_may_be_set("A1", rating, PROVEN)
