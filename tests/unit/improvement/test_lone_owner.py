"""What hangs on one role alone is said, so that somebody is found before that person leaves."""

from datetime import date

from oneplan.core.improvement.linter import lint
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner, PlanReading, ReadAction
from oneplan.core.improvement.rules import LintRules

TODAY = date(2026, 3, 2)
RULES = LintRules(alone_actions=5, alone_share=0.5, alone_share_from=3)


def _action(ref: str, *roles: str, rating: Rating = Rating.ON_TRACK) -> ReadAction:
    due = Due("March 2027", date(2027, 3, 1), date(2027, 3, 31), DuePrecision.MONTH)
    return ReadAction(ref, "1", f"Do {ref}", tuple(map(Owner, roles)), due, "", rating, 1, key=ref)


def _lone(*actions: ReadAction, rules: LintRules = RULES) -> list[tuple[str, str]]:
    found = lint(PlanReading("P", actions=actions), as_at=TODAY, rules=rules)
    return [(finding.ref, finding.says) for finding in found if finding.kind == "lone_owner"]


OTHERS = (_action("X1", "Nurse", "Head"), _action("X2", "Clerk", "Nurse"))


def test_five_actions_with_nobody_beside_their_role_are_said() -> None:
    found = _lone(*(_action(f"A{number}", "Manager") for number in range(5)), *OTHERS, *OTHERS, *OTHERS)

    assert found == [
        ("Manager", "Manager alone holds 5 actions still to be done, with nobody beside it: A0, A1, A2 and 2 more.")
    ]


def test_half_the_plan_is_enough_even_where_the_plan_is_small() -> None:
    found = _lone(*(_action(f"A{number}", "Manager") for number in range(3)), *OTHERS)

    assert [role for role, _ in found] == ["Manager"]


def test_an_action_that_is_shared_or_finished_hangs_on_nobody_alone() -> None:
    shared = [_action(f"A{number}", "Manager", "Nurse") for number in range(5)]
    finished = [_action(f"B{number}", "Manager", rating=Rating.COMPLETE) for number in range(5)]

    assert _lone(*shared, *finished, *OTHERS) == []


def test_a_plan_of_two_roles_and_rules_without_a_number_say_nothing() -> None:
    alone = [_action(f"A{number}", "Manager") for number in range(6)]

    assert _lone(*alone) == []
    assert _lone(*alone, *OTHERS, rules=LintRules()) == []
