"""Where actions stand is disposable: worked out again from events, it is the same."""

import random
from datetime import date, timedelta

import pytest
from tests.support.people import TODAY
from tests.support.plans import imported_plan, read_action, read_import, reading

from oneplan.actions.contributions import record_update, state_impact
from oneplan.actions.plan_imports import apply_plan_import, undo_plan_import
from oneplan.actions.plan_lines import change_due, change_owners, change_rating
from oneplan.actions.upkeep import rebuild_actions
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Owner
from oneplan.core.kernel import Problem
from oneplan.records.improvement.models import Action, ActionOwner
from oneplan.records.improvement.refreshing import PROJECTED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = ["SEND Manager", "Nurse", "Head of Health", "Forum chair"]


@pytest.mark.parametrize("seed", range(6))
def test_rebuilding_after_a_random_walk_changes_nothing(lead, seed):
    chance = random.Random(seed)
    imported_plan(lead, _random_plan(chance))

    for _ in range(25):
        _step(chance, lead)

    stored = _everything()
    assert rebuild_actions() == Action.objects.count()
    assert _everything() == stored


def test_a_spoiled_projection_is_put_right(lead):
    imported_plan(lead)
    right = _everything()
    Action.objects.update(rating="paused", text="spoiled", version=99)
    ActionOwner.objects.all().delete()

    rebuild_actions()

    assert _everything() == right


def _step(chance, lead):
    action = chance.choice(list(Action.objects.filter(is_withdrawn=False)))
    common = {"action_id": action.public_id, "by": lead, "on": TODAY + timedelta(days=chance.randrange(90))}
    change = {**common, "version": action.version, "reason": "because"}
    steps = [
        lambda: change_rating(rating_raw="x", rating=chance.choice(list(Rating)), **change),
        lambda: change_due(due_raw="", due_on=_day(chance), precision=DuePrecision.MONTH, **change),
        lambda: change_owners(owners=tuple(map(Owner, chance.sample(ROLES, chance.randrange(4)))), **change),
        lambda: record_update(text="done", happened_on=TODAY, **common),
        lambda: state_impact(text="better", happened_on=TODAY, **common),
        lambda: _import_and_perhaps_undo(chance, lead),
    ]
    try:
        chance.choice(steps)()
    except Problem:
        return  # refused steps are part of the walk


def _import_and_perhaps_undo(chance, lead):
    import_id = read_import(lead, _random_plan(chance))
    apply_plan_import(import_id=import_id, by=lead, on=TODAY)
    if chance.random() < 0.5:
        undo_plan_import(import_id=import_id, reason="a mistake", by=lead, on=TODAY)


def _random_plan(chance):
    refs = chance.sample([f"A{number}" for number in range(8)], 6)
    return reading(
        *(
            read_action(
                ref,
                f"Do {ref} {chance.randrange(2)}",
                section=chance.choice("12"),
                rating=chance.choice(list(Rating)),
                owners=tuple(map(Owner, chance.sample(ROLES, chance.randrange(3)))),
            )
            for ref in refs
        )
    )


def _day(chance):
    return date(2027, 1, 1) + timedelta(days=chance.randrange(700))


def _everything():
    actions = list(Action.objects.order_by("pk").values("pk", *PROJECTED))
    owners = ActionOwner.objects.order_by("action_id", "position")
    return actions, list(owners.values_list("action_id", "owner_role__name", "part", "partner"))
