"""Practices stand in the order in which they answer what goes wrong here, each with its reason."""

from __future__ import annotations

import pytest

from oneplan.core.improvement.practice import matching
from oneplan.core.improvement.practice_ranking import Signal, SignalKind, ranked
from oneplan.core.kernel import Problem
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.practice import load

BOOK = load()


def order(*signals: Signal) -> list[str]:
    return [each.card.id for each in ranked(BOOK.cards, signals, BOOK.vocabulary)]


def test_without_trouble_the_nearest_to_special_needs_come_first_and_none_has_a_reason() -> None:
    found = ranked(BOOK.cards, (), BOOK.vocabulary)

    assert found[0].card.relevance == 3
    assert not any(each.reasons for each in found)
    assert len(found) == 28


def test_a_measure_that_got_worse_brings_up_the_practice_that_should_move_it() -> None:
    waits = Signal(SignalKind.MEASURE, "waits rose from 20 to 30 weeks", ("M120",), "Speech and language waits")

    found = ranked(BOOK.cards, (waits,), BOOK.vocabulary)

    assert {each.card.id for each in found[:2]} == {"PG05", "PG08"}
    assert found[0].reasons[0].signal.says == "waits rose from 20 to 30 weeks"


def test_a_measure_weighs_more_than_a_challenge_and_that_more_than_a_finding() -> None:
    def score(kind: SignalKind) -> int:
        return ranked(BOOK.cards, (Signal(kind, "says", ("M119",)),), BOOK.vocabulary)[0].score

    assert score(SignalKind.MEASURE) > score(SignalKind.CHALLENGE) > score(SignalKind.FINDING) > 0


def test_a_finding_is_met_by_the_words_it_stands_in() -> None:
    found = Signal(SignalKind.FINDING, "the finding is open", (), "Employment and internships are too few")

    assert order(found)[0] == "PG21"


def test_a_plan_with_many_faults_of_one_kind_does_not_decide_by_itself() -> None:
    many = [Signal(SignalKind.FINDING, f"finding {n}", (), "supported internship") for n in range(50)]

    top = ranked(BOOK.cards, many, BOOK.vocabulary)[0]

    assert len(top.reasons) == BOOK.vocabulary.weights.most_of_a_kind


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"words": "avocado students"}, []),
        ({"words": "students book"}, ["PG12"]),
        ({"problem": "work", "stage": "moving-on"}, ["PG21"]),
        ({"need": "communication", "stage": "early-years"}, ["PG05", "PG08", "PG10"]),
    ],
)
def test_the_library_is_searched_by_words_need_stage_and_problem(asked, expected) -> None:
    assert [each.id for each in matching(BOOK.cards, **asked)] == expected


def test_a_search_for_services_alone_finds_the_fourteen_that_run() -> None:
    assert {each.id for each in matching(BOOK.cards, runs=True)} == {each.card for each in BOOK.services.values()}
    assert len(BOOK.services) == 14


def test_every_card_keeps_what_is_known_apart_and_says_how_much_was_read() -> None:
    for card in BOOK.cards:
        assert card.source_status.value == "summary-only"
        assert card.design.pathway
        assert card.timescales


def test_every_measure_that_a_card_or_a_service_names_is_in_the_catalogue_or_reckoned_here() -> None:
    known = {*load_catalogue().by_id, *load_measures().by_id}
    named = {each.id for card in BOOK.cards for each in card.measures}
    named |= {each for service in BOOK.services.values() for target in service.targets for each in target.catalogue}
    named |= {each for tag in BOOK.vocabulary.problems.values() for each in tag.measures}

    assert named <= known


def test_a_practice_that_is_not_there_is_named_in_the_refusal() -> None:
    with pytest.raises(Problem, match="PG99"):
        BOOK.card("PG99")
