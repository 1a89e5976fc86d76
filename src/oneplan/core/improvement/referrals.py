"""Where a referral stands, worked out from what happened to it and a day. Local clocks may pause; law's never do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.calendar import WorkingDays
from oneplan.core.improvement.local_clocks import ClockState, Pause, RunningClock, Titles, clocks_of, in_words
from oneplan.core.improvement.services import CLOSED, TOLD_BACK, Service, Stage
from oneplan.core.kernel import Problem

_DAYS_IN_A_WEEK = 7


class Happened(StrEnum):
    """What may happen to a referral."""

    ENTERED = "entered"
    SCORED = "scored"
    PAUSED = "paused"
    RESUMED = "resumed"
    PLACED = "placed"
    SAID = "said"
    TOLD_BACK = "told-back"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ServiceEvent:
    """One thing that happened on a day; ``what`` is the stage, instrument, reason, place or outcome it is about."""

    kind: Happened
    on: date
    what: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A stage gone through, with its days."""

    stage: Stage
    entered_on: date
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """A stage, or the outcome, that may follow; ``why_not`` says what stands in the way."""

    to: str
    title: str
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it may be taken now."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands on a day."""

    stage: Stage
    path: tuple[Passed, ...]
    clocks: tuple[RunningClock, ...]
    pauses: tuple[Pause, ...]
    waited_days: int
    begun_on: date | None
    closed_on: date | None
    outcome: str
    place: str
    told_back_on: date | None
    may: tuple[NextStep, ...]

    @property
    def is_open(self) -> bool:
        """Whether it has no outcome yet."""
        return self.closed_on is None

    @property
    def is_waiting(self) -> bool:
        """Whether what was asked for has not begun."""
        return self.is_open and self.begun_on is None

    @property
    def paused(self) -> Pause | None:
        """The pause that holds now."""
        return next((each for each in self.pauses if each.until is None), None) if self.is_open else None

    @property
    def late(self) -> tuple[RunningClock, ...]:
        """The clocks past their day."""
        return tuple(each for each in self.clocks if each.state is ClockState.LATE)


def standing(
    service: Service, events: Sequence[ServiceEvent], *, on: date, working: WorkingDays, titles: Titles | None = None
) -> Standing:
    """Where a referral stands; later events never change what an earlier day would have said."""
    known = [each for each in events if each.on <= on]
    path = _path(service, known)
    if not path:
        raise Problem("Nothing has happened to this referral.", do="Enter it into its first stage.")
    closed = _last(known, Happened.CLOSED)
    pauses = _pauses(known, closed.on if closed else None)
    begun = next((each.entered_on for each in path if each.stage.id in service.begins_at), None)
    names = titles or Titles()
    told = _last(known, Happened.TOLD_BACK)
    placed = _last(known, Happened.PLACED)
    marks = [(mark, each.on) for each in known if (mark := _mark(each))]
    return Standing(
        stage=path[-1].stage,
        path=path,
        clocks=tuple(clocks_of(service, marks, pauses, on=on, working=working, names=names)),
        pauses=pauses,
        waited_days=((begun or (closed.on if closed else on)) - path[0].entered_on).days,
        begun_on=begun,
        closed_on=closed.on if closed else None,
        outcome=closed.what if closed else "",
        place=placed.what if placed else "",
        told_back_on=told.on if told else None,
        may=() if closed else _steps(service, path[-1], known, pauses, names),
    )


def check_may(
    service: Service, events: Sequence[ServiceEvent], new: ServiceEvent, *, working: WorkingDays, titles: Titles
) -> None:
    """Refuse, in words, what cannot happen next to this referral."""
    latest = max((each.on for each in events), default=new.on)
    if new.on < latest:
        raise Problem(
            f"Something is on record for {in_words(latest)}, which is later than {in_words(new.on)}.",
            why="What happens to a referral is kept in the order in which it happened.",
            do="Give that day or a later one.",
        )
    now = standing(service, events, on=new.on, working=working, titles=titles)
    if not now.is_open and new.kind not in (Happened.TOLD_BACK, Happened.SAID):
        raise Problem(
            "This referral has its outcome.",
            why="What came of it is counted, and does not change afterwards.",
            do="Make a new referral, and say in it that it follows this one.",
        )
    if new.kind is Happened.PAUSED:
        _check_pause(service, now, new)
    if new.kind is Happened.RESUMED and now.paused is None:
        raise Problem("Nothing is paused here.", do="Go back to the referral to see how it stands.")
    if new.kind is Happened.SCORED and new.what not in service.instruments:
        raise Problem(f"“{service.title}” does not use {new.what}.", do="Use an instrument that the page offers.")
    if new.kind is Happened.PLACED and new.what not in {each.id for each in service.places}:
        raise Problem("The service has no such place.", do="Choose one from the list.")
    if new.kind in (Happened.ENTERED, Happened.CLOSED):
        _check_step(service, now, new)


def _check_pause(service: Service, now: Standing, new: ServiceEvent) -> None:
    if now.paused is not None:
        raise Problem(f"This referral has been paused since {in_words(now.paused.first_day)}.", do="Resume it first.")
    if new.what not in service.pause_reasons:
        raise Problem(
            "Choose why it is paused.",
            why="A clock stops only for a reason that the service agreed beforehand.",
            do=f"Use one of: {', '.join(service.pause_reasons.values())}.",
        )


def _check_step(service: Service, now: Standing, new: ServiceEvent) -> None:
    to = CLOSED if new.kind is Happened.CLOSED else new.what
    step = next((each for each in now.may if each.to == to), None)
    if step is None:
        title = "an outcome" if to == CLOSED else f"“{service.stage(to).title}”"
        open_to = ", ".join(each.title for each in now.may)
        raise Problem(f"From “{now.stage.title}” a referral does not go to {title}.", do=f"It may go to: {open_to}.")
    if not step.is_open:
        raise Problem(step.why_not, do="Do that first, then move the referral on.")
    if new.kind is Happened.CLOSED and new.what not in {each.id for each in service.outcomes}:
        raise Problem("Choose what came of it.", do="Use one of the outcomes that the service counts.")


def _path(service: Service, events: Iterable[ServiceEvent]) -> tuple[Passed, ...]:
    found: list[Passed] = []
    for each in events:
        if each.kind is Happened.ENTERED:
            if found:
                found[-1] = Passed(found[-1].stage, found[-1].entered_on, each.on)
            found.append(Passed(service.stage(each.what), each.on))
        elif each.kind is Happened.CLOSED and found:
            found[-1] = Passed(found[-1].stage, found[-1].entered_on, each.on)
    return tuple(found)


def _pauses(events: Iterable[ServiceEvent], closed_on: date | None) -> tuple[Pause, ...]:
    found: list[Pause] = []
    for each in events:
        if each.kind is Happened.PAUSED:
            found.append(Pause(each.what, each.on))
        elif each.kind is Happened.RESUMED and found:
            found[-1] = Pause(found[-1].reason, found[-1].first_day, each.on)
    if found and found[-1].until is None and closed_on is not None:
        found[-1] = Pause(found[-1].reason, found[-1].first_day, closed_on)
    return tuple(found)


def _steps(
    service: Service, at: Passed, events: Sequence[ServiceEvent], pauses: Sequence[Pause], names: Titles
) -> tuple[NextStep, ...]:
    paused = any(each.until is None for each in pauses)
    since = [each for each in events if each.kind is Happened.SCORED and each.on >= at.entered_on]
    missing = [names.title(name) for name in at.stage.needs if name not in {each.what for each in since}]
    why_not = "It is paused: resume it first." if paused else ""
    if not why_not and missing:
        why_not = f"Score {' and '.join(missing)} before it leaves “{at.stage.title}”."
    # An outcome is never held up: a family that moves away is not kept on a list for want of a score.
    return tuple(
        NextStep(name, "Record the outcome") if name == CLOSED else NextStep(name, service.stage(name).title, why_not)
        for name in at.stage.next
    )


def _mark(event: ServiceEvent) -> str:
    if event.kind in (Happened.ENTERED, Happened.SCORED):
        return event.what
    return {Happened.CLOSED: CLOSED, Happened.TOLD_BACK: TOLD_BACK}.get(event.kind, "")


def _last(events: Iterable[ServiceEvent], kind: Happened) -> ServiceEvent | None:
    return next((each for each in reversed(list(events)) if each.kind is kind), None)


def weeks_in_words(days: int) -> str:
    """A wait as people say it: in weeks, or in days where it is less than one."""
    weeks = days // _DAYS_IN_A_WEEK
    if weeks:
        return f"{weeks} week{'' if weeks == 1 else 's'}"
    return "none" if days == 0 else f"{days} day{'' if days == 1 else 's'}"
