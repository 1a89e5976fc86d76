"""Whether a promise of the printed plan was kept, by the actions that should keep it."""

from datetime import date

import pytest

from oneplan.core.improvement.promises import Keeper, PromiseState, likely_keepers, promise_key, standing_of

ENDS, TODAY = date(2026, 8, 31), date(2026, 11, 22)


def standing(*keepers, on=TODAY, ends_on=ENDS, is_printed_kept=False):
    return standing_of(ends_on=ends_on, is_printed_kept=is_printed_kept, keepers=keepers, on=on)


@pytest.mark.parametrize(
    ("keepers", "on", "state"),
    [
        ([Keeper("A1", True, date(2026, 8, 31), ENDS)], TODAY, PromiseState.KEPT),
        ([Keeper("A1", True, date(2026, 9, 1), ENDS)], TODAY, PromiseState.KEPT_LATE),
        ([Keeper("A1", True, None, ENDS)], TODAY, PromiseState.KEPT),
        ([Keeper("A1", False, None, ENDS)], TODAY, PromiseState.BROKEN),
        ([Keeper("A1", False, None, ENDS)], ENDS, PromiseState.TO_COME),
        ([Keeper("A1", False, None, date(2026, 10, 1))], ENDS, PromiseState.SLIPPING),
        ([Keeper("A1", False, None, None)], ENDS, PromiseState.SLIPPING),
        ([Keeper("A1", True, ENDS, ENDS), Keeper("A2", False, None, ENDS)], TODAY, PromiseState.BROKEN),
        ([], TODAY, PromiseState.NOT_KNOWN),
        ([], ENDS, PromiseState.TO_COME),
    ],
)
def test_a_promise_stands_where_its_actions_and_its_day_leave_it(keepers, on, state):
    assert standing(*keepers, on=on).state is state


def test_what_the_plan_itself_calls_achieved_is_said_to_be_kept_and_no_more():
    found = standing(is_printed_kept=True)

    assert found.state is PromiseState.SAID_KEPT
    assert "no action here shows it" in found.says


def test_an_action_that_is_not_finished_outweighs_what_the_plan_says_of_itself():
    assert standing(Keeper("A1", False, None, ENDS), is_printed_kept=True).state is PromiseState.BROKEN


def test_every_action_that_stands_in_the_way_is_named():
    found = standing(Keeper("A1", False, None, ENDS), Keeper("B2", False, None, ENDS))

    assert found.says == "A1 and B2 were not finished by its day."


def test_a_promise_kept_by_a_green_that_nobody_has_seen_evidence_for_says_so():
    found = standing(Keeper("A1", True, date(2026, 7, 1), ENDS, is_evidence_unseen=True))

    assert found.state is PromiseState.KEPT
    assert "Nobody here has seen its evidence" in found.says


def test_a_promise_without_a_day_is_never_broken():
    assert standing(Keeper("A1", False, None, ENDS), ends_on=None).state is PromiseState.TO_COME


def test_a_promise_is_known_by_its_words_however_they_are_spaced():
    assert promise_key("By  July", "An easy read\nsummary") == promise_key("by July", "An Easy Read summary")
    assert promise_key("By July", "An easy read summary") != promise_key("By June", "An easy read summary")


def test_words_match_a_promise_only_to_actions_that_plainly_speak_of_it():
    promises = {"p": "Easy read leaflet on personal budgets", "q": "Better days"}
    actions = {
        "a": "Write an easy read leaflet on personal budgets with the forum",
        "b": "Review transport contracts",
        "c": "Train governors on attendance",
    }

    found = likely_keepers(promises, actions, same=0.62, margin=0.08)

    assert found == {"p": ("a",)}
