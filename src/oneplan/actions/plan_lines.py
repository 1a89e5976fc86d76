"""Changes to one action of the plan: its rating, its date, its owners."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from oneplan.actions import events, green_ratings
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.improvement.facets import Facet, Rated, in_words
from oneplan.core.improvement.history import ActionState
from oneplan.core.improvement.matching import plain_words
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action, ImprovementPlan, OwnerRole, RatingKeyEntry

_PERMISSION = {
    Facet.RATING: "action-rate",
    Facet.DUE: "action-redate",
    Facet.OWNERS: "action-reown",
}
_VERB = {Facet.RATING: "change-rating", Facet.DUE: "change-due", Facet.OWNERS: "change-owners"}


def change_rating(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    action_id: str,
    version: int,
    rating_raw: str,
    rating: Rating | None,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The action has a new rating with its reason; returns its new version.

    Without a normal rating the plan's own key says what the word means; a word that it does not know stays unknown.
    A green rating is refused with what is still missing: it is asked for, and somebody else approves it.
    """
    if not rating_raw.strip() and rating is None:
        raise Problem("Choose a rating.", why="Nothing was chosen, so there is nothing to save.")

    def new(action: Action, _before: Any) -> Rated:
        meant = rating if rating is not None else _by_the_plans_key(action, rating_raw)
        green_ratings.refuse_green(action, rating_raw, meant)
        return Rated(rating_raw.strip() or meant.value.replace("_", " "), meant)

    request = Request(_VERB[Facet.RATING], by, on, request_key, route)
    return _change(request, _Wish(Facet.RATING, action_id, version, reason, f"{rating_raw}|{rating}"), new)


def change_due(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    action_id: str,
    version: int,
    due_raw: str,
    due_on: date | None,
    precision: DuePrecision,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The action is due on another day, and the day it was first due on is kept; returns its new version."""
    if due_on is None and precision in {DuePrecision.DAY, DuePrecision.WEEK, DuePrecision.MONTH}:
        raise Problem("Give the day it is due.", why="Without a day nobody can see whether it is late.")
    first_day = {DuePrecision.DAY: due_on, DuePrecision.MONTH: due_on.replace(day=1) if due_on else None}

    def new(_action: Action, before: Due) -> Due:
        return replace(
            before,
            raw=due_raw.strip() or (f"{due_on.day} {due_on:%B %Y}" if due_on else precision.value),
            due_on=due_on,
            due_from=first_day.get(precision),
            precision=precision,
            revised_from=before.revised_from or (before.due_on if before.due_on != due_on else None),
        )

    request = Request(_VERB[Facet.DUE], by, on, request_key, route)
    says = f"{due_raw}|{due_on}|{precision}"
    return _change(request, _Wish(Facet.DUE, action_id, version, reason, says), new)


def change_owners(
    *,
    action_id: str,
    version: int,
    owners: tuple[Owner, ...],
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The action is owned by these roles, in this order; none means to be allocated. Returns its new version."""
    request = Request(_VERB[Facet.OWNERS], by, on, request_key, route)
    wish = _Wish(Facet.OWNERS, action_id, version, reason, str(owners))
    return _change(request, wish, lambda action, _before: as_named(action.plan, owners))


@dataclass(frozen=True, slots=True)
class _Wish:
    facet: Facet
    action_id: str
    version: int
    reason: str
    says: str


def _change(request: Request, wish: _Wish, new: Callable[[Action, Any], Any]) -> int:
    def work(viewer: Viewer) -> int:
        action = events.locked_action(wish.action_id)
        state = events.state_now(action)
        role = events.check_right(viewer, _PERMISSION[wish.facet], state)
        before = state.facets.value(wish.facet)
        after = new(action, before)
        _check(wish, action, state, before=before, after=after)
        kind, details = events.changed(wish.facet, before=before, after=after)
        event = events.append(action, kind, details, request=request, acting_role=role, reason=wish.reason.strip())
        if wish.facet is Facet.RATING:
            green_ratings.overtake(action, request, role, event, wish.reason)
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="action",
            subject_ids=[action.public_id],
            details={"event": event.pk},
        )
        return action.version

    return carry_out(request, work, asked=asdict(wish))


def _check(wish: _Wish, action: Action, state: ActionState, *, before: Any, after: Any) -> None:
    if wish.version != state.version:
        mine, theirs = in_words(wish.facet, after), in_words(wish.facet, before)
        raise Stale(action.ref, mine=mine, theirs=theirs, version=state.version)
    if after == before:
        raise Problem("Nothing would change.", do="Change something first, or go back to the action.")
    if not wish.reason.strip():
        raise Problem(
            "Say why.",
            why="Somebody will ask in a year, and the history of the action is where they look.",
            do="Write a sentence with the reason.",
        )


def as_named(plan: ImprovementPlan, owners: Iterable[Owner]) -> tuple[Owner, ...]:
    """The owners, each once and in the plan's own spelling of the role, so that nobody's load is split in two."""
    known = {plain_words(name): name for name in OwnerRole.objects.filter(plan=plan).values_list("name", flat=True)}
    tidy = (replace(each, role=each.role.strip(), partner=each.partner.strip()) for each in owners)
    named = (replace(each, role=known.get(plain_words(each.role), each.role)) for each in tidy if each.role)
    return tuple(dict.fromkeys(named))


def _by_the_plans_key(action: Action, word: str) -> Rating:
    for entry in RatingKeyEntry.objects.filter(plan=action.plan):
        if plain_words(entry.word) == plain_words(word):
            return Rating(entry.rating)
    return Rating.UNKNOWN
