"""Invented people live through a round: three ways of answering, a second reader, a lock, and a board that meets."""

from datetime import date

import pytest
from tests.integration.delivery.conftest import TODAY
from tests.support.live_plan import a_person, a_plan_in_place, some_people

from oneplan.core.improvement.rating import Rating
from oneplan.feeds.delivery_files import write_changes
from oneplan.feeds.invented_board import board_meets, found_board
from oneplan.feeds.invented_cycles import Cast, live_through
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import queries
from oneplan.records.improvement.models import Action, RatingKeyEntry
from oneplan.synthetic.cycles import invented_answer

NEXT = date(2026, 5, 5)


@pytest.fixture
def lived(db):
    people, chair = some_people(), a_person("chair")
    plan_id = a_plan_in_place(people.lead, on=TODAY)
    plan = Action.objects.get(ref="A1").plan
    RatingKeyEntry.objects.create(plan=plan, position=9, word="Complete", meaning="Done", rating="complete")
    cast = Cast(people.lead, chair, {"SEND Manager": people.owner})
    told = [live_through(plan_id, cast=cast, opens_on=day, seed=f"test {day}") for day in (TODAY, NEXT)]
    return people, chair, plan_id, told


@pytest.mark.thorough
def test_two_rounds_end_in_two_locks_and_their_differences(lived, tmp_path):
    people, _, plan_id, told = lived
    viewer = viewer_of(people.lead, on=NEXT)

    count = write_changes(plan_id, tmp_path / "changes.csv", by=people.lead, on=NEXT)

    assert [each.number for each in told] == [1, 2]
    assert all(each.is_locked for each in queries.cycles(plan_id, viewer=viewer))
    assert len((tmp_path / "changes.csv").read_text("utf-8").splitlines()) >= count + 1
    assert count > 0
    assert told[0].by_account + told[0].by_link + told[0].by_sheet == told[0].cleared


@pytest.mark.thorough
def test_green_comes_only_with_evidence_and_a_second_reader(lived):
    _, _, _, told = lived

    greens = list(Action.objects.filter(rating="complete").exclude(ref="A4").values_list("ref", flat=True))

    assert greens == [ref for each in told for ref in each.approved]


@pytest.mark.thorough
def test_a_board_without_its_quorum_only_notes_what_it_would_decide(lived):
    people, chair, plan_id, _ = lived
    body = found_board(lead=people.lead, chair=chair, on=TODAY)
    common = {"plan_id": plan_id, "lead": people.lead, "chair": chair}

    full = board_meets(body, away=0, on=NEXT, **common)
    thin = board_meets(body, away=4, on=date(2026, 7, 7), **common)

    assert (full.is_quorate, full.decision) == (True, "made")
    assert (thin.is_quorate, thin.decision) == (False, "noted-inquorate")


def test_the_same_seed_says_the_same():
    asked = {"rating": Rating.ON_TRACK, "due_on": TODAY, "on": NEXT, "words": {Rating.DELAYED: "Delayed"}}

    assert invented_answer("a", **asked) == invented_answer("a", **asked)
    assert len({invented_answer(str(seed), **asked).answer.done for seed in range(20)}) > 1
