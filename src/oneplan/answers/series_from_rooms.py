"""Measures of the catalogue that other rooms hold already: for each, a function that tells its periods and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db import connection

from oneplan.answers import series_from_evaluation, series_from_meetings
from oneplan.answers.series_from_meetings import Told
from oneplan.answers.voice import closed_loop
from oneplan.core.improvement.history import EventKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.measures.manual import SeriesPeriod, periods_until
from oneplan.records.improvement.finished import finished_days
from oneplan.records.improvement.models import Action, ActionEvent, ImprovementPlan
from oneplan.records.voice.queries import every_item
from oneplan.rulebook.catalogue_files import load_catalogue, load_series

_PERIODS = 6


@dataclass(frozen=True, slots=True)
class RoomPoint:
    """What a room tells for the period that holds a day."""

    day: date
    numerator: Decimal
    denominator: Decimal | None = None


Room = Callable[[date], Sequence[RoomPoint]]


@dataclass(frozen=True, slots=True)
class _Action:
    """What of an action these measures need; ``greens`` are the days on which it turned green here, or ceased to be."""

    first_due_on: date | None
    finished_on: date | None
    came_in_finished: bool
    greens: tuple[tuple[date, bool], ...]
    is_live: bool

    def is_finished_by(self, day: date) -> bool:
        return self.came_in_finished or (self.finished_on is not None and self.finished_on <= day)

    def is_proven_by(self, day: date) -> bool:
        known = [is_green for on, is_green in self.greens if on <= day]
        return bool(known) and known[-1]


def finished_by_their_day(on: date) -> Sequence[RoomPoint]:
    """M003: of the actions whose first promised day fell in a period, those finished by it."""
    plan, actions = _newest_plan()
    found = []
    for period in _periods("M003", plan, on):
        due = [each for each in actions if each.first_due_on and _holds(period, each.first_due_on)]
        judged = [each for each in due if not each.came_in_finished]
        if judged:
            met = sum(1 for each in judged if each.first_due_on and each.is_finished_by(each.first_due_on))
            found.append(RoomPoint(period.first_day, Decimal(met), Decimal(len(judged))))
    return found


def slippage(on: date) -> Sequence[RoomPoint]:
    """M004: the days that late actions stand beyond the day first promised, on the last day of each period."""
    plan, actions = _newest_plan()
    found = []
    for period in _periods("M004", plan, on):
        late = [days for each in actions if (days := _days_late(each, period.last_day)) > 0]
        if late:
            found.append(RoomPoint(period.first_day, Decimal(sum(late)), Decimal(len(late))))
    return found


def proven_differences(on: date) -> Sequence[RoomPoint]:
    """M005: of the actions finished by the end of each period, those whose evidence had been accepted here."""
    plan, actions = _newest_plan()
    found = []
    for period in _periods("M005", plan, on):
        finished = [each for each in actions if each.is_finished_by(period.last_day)]
        if finished:
            proven = sum(1 for each in finished if each.is_proven_by(period.last_day))
            found.append(RoomPoint(period.first_day, Decimal(proven), Decimal(len(finished))))
    return found


def closed_loops(measure: str) -> Room:
    """M012, M013, M242: of what people said in each period, what was answered and told back to them."""

    def told(on: date) -> Sequence[RoomPoint]:
        cycle = load_series().cycle_of(load_catalogue().measure(measure))
        found, said = [], every_item()
        for period in periods_until(cycle, on, _PERIODS):
            count = closed_loop(measure, period.first_day, period.last_day, on=on, said=said)
            if count.denominator:
                point = RoomPoint(period.first_day, Decimal(count.numerator), Decimal(count.denominator))
                found.append(point)
        return found

    return told


def _room(told: Callable[[date], Sequence[Told]]) -> Room:
    return lambda on: [RoomPoint(*each) for each in told(on)]


ROOMS: Mapping[str, Room] = {
    "M003": finished_by_their_day,
    "M004": slippage,
    "M005": proven_differences,
    **{measure: closed_loops(measure) for measure in ("M012", "M013", "M242")},
    **{measure: _room(told) for measure, told in series_from_meetings.TOLD.items()},
    **{measure: _room(told) for measure, told in series_from_evaluation.TOLD.items()},
}


def _newest_plan() -> tuple[ImprovementPlan | None, tuple[_Action, ...]]:
    plan = ImprovementPlan.objects.filter(is_withdrawn=False).order_by("-created_at", "-pk").first()
    if plan is None:
        return None, ()
    if connection.in_atomic_block:  # what is read before a commit may never come true, so it is not kept
        return plan, _actions_of(plan.public_id)
    return plan, _kept_actions(plan.public_id, plan.revision)


@lru_cache(maxsize=4)
def _kept_actions(plan_id: str, revision: int) -> tuple[_Action, ...]:
    del revision  # part of the key: the same revision is the same plan
    return _actions_of(plan_id)


def _actions_of(plan_id: str) -> tuple[_Action, ...]:
    days = finished_days(plan_id)
    rows = list(Action.objects.filter(plan__public_id=plan_id, is_withdrawn=False).order_by("pk"))
    greens = _greens(row.pk for row in rows)
    return tuple(
        _Action(
            first_due_on=row.first_due_on,
            finished_on=days.get(row.public_id),
            came_in_finished=row.public_id in days and days[row.public_id] is None,
            greens=tuple(greens.get(row.pk, ())),
            is_live=Rating(row.rating).is_live,
        )
        for row in rows
        if Rating(row.rating) is not Rating.SUPERSEDED
    )


def _greens(actions: Iterable[int]) -> dict[int, list[tuple[date, bool]]]:
    found: dict[int, list[tuple[date, bool]]] = {}
    rows = ActionEvent.objects.filter(
        action_id__in=list(actions), kind=EventKind.RATING_CHANGED.value, superseded_by__isnull=True
    )
    for event in rows.order_by("action_id", "on", "id"):
        is_green = Rating(event.details["after"]["rating"]).is_green
        found.setdefault(event.action_id, []).append((event.on, is_green))
    return found


def _periods(measure: str, plan: ImprovementPlan | None, on: date) -> tuple[SeriesPeriod, ...]:
    """The newest periods that are over and ended after the plan was begun here: nothing is known of those before."""
    if plan is None:
        return ()
    cycle = load_series().cycle_of(load_catalogue().measure(measure))
    began = _begun_on(plan)
    return tuple(each for each in periods_until(cycle, on, _PERIODS) if each.last_day >= began)


def _begun_on(plan: ImprovementPlan) -> date:
    """The first day on which something was recorded of the plan."""
    first = ActionEvent.objects.filter(action__plan=plan).order_by("on", "id").values_list("on", flat=True).first()
    return first or plan.created_at.date()


def _days_late(action: _Action, day: date) -> int:
    if action.first_due_on is None or action.came_in_finished:
        return 0
    if action.finished_on is not None and action.finished_on <= day:
        return (action.finished_on - action.first_due_on).days
    is_open = action.is_live or action.finished_on is not None
    return (day - action.first_due_on).days if is_open else 0


def _holds(period: SeriesPeriod, day: date) -> bool:
    return period.first_day <= day <= period.last_day
