"""Many actions changed with one reason: first shown, then done, all or nothing, each through the verb for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from oneplan.actions.once import Request, carry_out
from oneplan.actions.plan_lines import change_due, change_owners, change_rating
from oneplan.core.access import NotAllowed, NotFound, Viewer
from oneplan.core.improvement.facets import Facet, in_words
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Owner
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action
from oneplan.records.improvement.refreshing import states_of

PERMISSION = "plan-read"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one action should become; a part that is none stays as it is.

    ``version`` is that of the action when it was chosen. ``clears_date`` says that it shall have no date.
    """

    action_id: str
    version: int
    due_on: date | None = None
    clears_date: bool = False
    owners: tuple[Owner, ...] | None = None
    rating_raw: str = ""
    rating: Rating | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a wish would do: each part from what to what, or why it cannot be done."""

    action_id: str
    ref: str
    text: str
    changes: tuple[tuple[str, str, str], ...] = ()
    problem: Problem | None = None
    is_stale: bool = False


class Refused(Problem):
    """One or more of the actions chosen cannot be changed, so none was; each effect says which and why."""

    def __init__(self, effects: tuple[Effect, ...]) -> None:
        self.effects = effects
        bad = [each for each in effects if each.problem]
        stale = [each.ref for each in bad if each.is_stale]
        moved = f" Somebody changed {_listed(stale)} since." if stale else ""
        super().__init__(
            f"Nothing was changed: {_listed([each.ref for each in bad])} cannot be.{moved}",
            why=" ".join(dict.fromkeys(f"{each.ref}: {each.problem.what}" for each in bad[:5] if each.problem)),
            do="Leave those out, or put right what stands in the way, and try again.",
        )


def preview(*, wishes: Iterable[Wish], reason: str, by: User, on: date) -> tuple[Effect, ...]:
    """What each wish would do, found by doing it and taking it all back."""
    with transaction.atomic():
        effects = tuple(_effect(wish, reason, by, on) for wish in wishes)
        transaction.set_rollback(True)
    return effects


def change_many(
    *, wishes: Iterable[Wish], reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> tuple[str, ...]:
    """Every wish is done, or none: raises Refused, which names each that cannot be. Returns the refs that changed."""
    request = Request("change-many-actions", by, on, request_key, route)
    chosen = tuple(wishes)

    def work(viewer: Viewer) -> dict[str, Any]:
        rights.check(viewer, PERMISSION)
        if not chosen:
            raise Problem("No action was chosen.", do="Choose the actions that should change.")
        effects = tuple(_effect(wish, reason, by, on, route) for wish in chosen)
        if any(each.problem for each in effects):
            raise Refused(effects)
        return {"refs": [each.ref for each in effects]}

    asked = {"wishes": [str(wish) for wish in chosen], "reason": reason}
    return tuple(carry_out(request, work, asked=asked)["refs"])


def _effect(wish: Wish, reason: str, by: User, on: date, route: str = "") -> Effect:
    action = Action.objects.filter(public_id=wish.action_id, is_withdrawn=False).first()
    if action is None:
        problem = NotFound("There is no such action here.", do="Choose it again from the plan.")
        return Effect(wish.action_id, wish.action_id, "", problem=problem)
    before = states_of([action])[action.pk]
    effect = Effect(wish.action_id, action.ref, before.facets.text)
    steps = list(_steps(wish, wish.reason or reason, {"by": by, "on": on, "route": route}))
    if not steps:
        return replace(effect, problem=Problem("Nothing would change.", do="Say what should change."))
    version = wish.version
    try:
        with transaction.atomic():
            for step in steps:
                version = step(version)
    except Stale as stale:
        return replace(effect, problem=stale, is_stale=True)
    except (NotAllowed, NotFound, Problem) as problem:
        return replace(effect, problem=problem)
    after = states_of([action])[action.pk]
    parts = [part for part in Facet if before.facets.value(part) != after.facets.value(part)]
    return replace(effect, changes=tuple(_change(part, before.facets, after.facets) for part in parts))


def _change(part: Facet, before: Any, after: Any) -> tuple[str, str, str]:
    return part.value, in_words(part, before.value(part)), in_words(part, after.value(part))


def _steps(wish: Wish, reason: str, common: dict[str, Any]) -> Iterable[Callable[[int], int]]:
    one = {"action_id": wish.action_id, "reason": reason, **common}
    if wish.due_on is not None or wish.clears_date:
        due_on = None if wish.clears_date else wish.due_on
        precision = DuePrecision.DAY if due_on else DuePrecision.NONE
        words = f"{due_on.day} {due_on:%B %Y}" if due_on else "No date"
        yield lambda version: change_due(version=version, due_raw=words, due_on=due_on, precision=precision, **one)
    if wish.owners is not None:
        owners = wish.owners
        yield lambda version: change_owners(version=version, owners=owners, **one)
    if wish.rating_raw or wish.rating is not None:
        yield lambda version: change_rating(version=version, rating_raw=wish.rating_raw, rating=wish.rating, **one)


def _listed(refs: list[str]) -> str:
    shown = 6
    more = f" and {len(refs) - shown} more" if len(refs) > shown else ""
    return f"{', '.join(refs[:shown])}{more}"


__all__ = ["Effect", "Refused", "Wish", "change_many", "preview"]
