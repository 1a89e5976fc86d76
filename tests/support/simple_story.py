"""A case told as a story: what was recorded on which day, and what each clock made of it.

The second half of the implementation that the engine is compared with. One walk through the days, in order,
says when each clock starts and how it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from tests.support import simple_calendar as calendar


class Fact(NamedTuple):
    """Something recorded: what, on which day, and its details."""

    name: str
    on: date
    details: dict


class Row(NamedTuple):
    """What a person is told about one clock."""

    output: str
    due_on: date | None
    prudent_on: date | None
    state: str | None
    days_late: int
    key: str | None


class Kind(NamedTuple):
    """A kind of fact that matters, and when."""

    name: str
    matters: Callable[[Fact, Case], bool] | None


@cache
def when(name: str, detail: str, *values: object, otherwise: object = None) -> Kind:
    """Only if the detail has one of these values."""
    return Kind(name, lambda fact, case: fact.details.get(detail, otherwise) in values)


@lru_cache(maxsize=4096)
def kinds(*wanted: str | Kind) -> tuple[Kind, ...]:
    return tuple(Kind(each, None) if isinstance(each, str) else each for each in wanted)


class Case:
    """All that was recorded, seen on one day."""

    def __init__(self, facts: list[Fact], as_of: date, school: dict | None = None) -> None:
        different = {as_text(fact): fact for fact in facts}
        self.facts = [different[text] for text in sorted(different)]
        self.as_of = as_of
        self.school = school
        self.names = {fact.name for fact in facts}

    def all(self, *wanted: str | Kind) -> list[Fact]:
        """Every fact of these kinds, earliest first; on one day in the order the kinds are given."""
        there = [kind for kind in kinds(*wanted) if kind.name in self.names]
        found = [(fact.on, place, fact) for place, kind in enumerate(there) for fact in self.of(kind)]
        return [fact for _, _, fact in sorted(found, key=lambda each: each[:2])]

    def of(self, kind: Kind) -> list[Fact]:
        return [
            fact for fact in self.facts if fact.name == kind.name and (kind.matters is None or kind.matters(fact, self))
        ]

    def happened(self, *wanted: str | Kind) -> list[Fact]:
        """Those that had happened by the day the case is looked at."""
        return [fact for fact in self.all(*wanted) if fact.on <= self.as_of]

    def born(self) -> date | None:
        births = self.all("person_born")
        return births[-1].on if births else None

    def is_under(self, age: int, day: date) -> bool:
        born = self.born()
        return born is not None and day < calendar.birthday(born, age)

    def is_at_least(self, age: int, day: date) -> bool:
        born = self.born()
        return born is not None and day >= calendar.birthday(born, age)


def as_text(fact: Fact) -> tuple:
    """Facts are told apart, and like facts of one day put in order, by what they say."""
    return fact.on, fact.name, tuple(sorted((name, str(value)) for name, value in fact.details.items()))


@dataclass(eq=False)
class Clock:
    """One running of one clock."""

    fact: Fact
    key: str | None
    ended: str | None = None
    ended_on: date | None = None
    own_reason: bool = False
    previous_on: date | None = None
    next_on: date | None = None

    @property
    def on(self) -> date:
        return self.fact.on

    def end(self, how: str, on: date, own_reason: bool = False) -> None:
        self.ended, self.ended_on, self.own_reason = how, on, own_reason


@dataclass
class Plot:
    """What starts and ends a clock. Each list is in words a caseworker uses."""

    starts: tuple[Kind, ...]
    stops: tuple[Kind, ...] = ()
    replaced_by: tuple[Kind, ...] = ()  # the clock's own reasons for being superseded
    overtaken_by: tuple[Kind, ...] = ()  # those it shares with its pathway
    withdrawn_by: tuple[Kind, ...] = ()
    repeat: str = "first"
    per: str | None = None
    reopened_by: tuple[Kind, ...] | None = None
    revived_by: tuple[Kind, ...] = ()
    backward: bool = False
    look_back_months: int | None = None


class Ending(NamedTuple):
    how: str
    own_reason: bool
    fact: Fact


def run(case: Case, plot: Plot) -> list[Clock]:
    """Every running of a clock, by walking through the days once for each body, setting or nobody in particular."""
    if not any(kind.name in case.names for kind in plot.starts):
        return []
    starts = case.all(*plot.starts)
    keys = {said(fact, plot): None for fact in starts}
    return [clock for key in keys for clock in Walk(case, plot, key, starts).clocks()]


def said(fact: Fact, plot: Plot) -> str | None:
    return fact.details.get(plot.per) if plot.per else None


class Walk:
    """From the first day to the last: what ended, what started, what ended again the same day."""

    def __init__(self, case: Case, plot: Plot, key: str | None, starts: list[Fact]) -> None:
        self.case, self.plot, self.key = case, plot, key
        self.opened: list[Clock] = []
        self.busy: list[Clock] = []
        self.starts = [fact for fact in starts if said(fact, plot) == key]
        self.endings = [
            Ending(how, own, fact)
            for how, own, wanted in (
                ("stopped", False, plot.stops),
                ("superseded", False, plot.overtaken_by),
                ("superseded", True, plot.replaced_by),
                ("withdrawn", False, plot.withdrawn_by),
            )
            for fact in case.happened(*wanted)
            if said(fact, plot) in (None, key)
        ]
        self.reopenings = case.happened(*(plot.reopened_by or ()))
        self.revivals = case.happened(*plot.revived_by)

    def clocks(self) -> list[Clock]:
        recorded = [*self.starts, *self.reopenings, *self.revivals, *(ending.fact for ending in self.endings)]
        for day in sorted({fact.on for fact in recorded}):
            self.live_through(day)
        self.look_around()
        if self.plot.backward:
            self.look_back()
        return self.opened

    def live_through(self, day: date) -> None:
        """What ends older clocks is used up; what is left may end a clock started the same day."""
        endings = [ending for ending in self.endings if ending.fact.on == day]
        reopenings = [fact for fact in self.reopenings if fact.on == day]
        used = self.end(self.opened, endings, day) + self.make_free(self.busy, reopenings, endings)
        todays = self.start(day)
        unused = [ending for ending in endings if ending.fact not in used]
        self.end(todays, unused, day)
        self.make_free(todays, [fact for fact in reopenings if fact not in used], unused)
        if any(fact.on == day for fact in self.revivals):
            self.revive()

    def look_around(self) -> None:
        """When the same clock started before and after."""
        days = [clock.on for clock in self.opened]
        for clock in self.opened:
            clock.previous_on = max((on for on in days if on < clock.on), default=None)
            clock.next_on = min((on for on in days if on > clock.on), default=None)

    def end(self, clocks: list[Clock], endings: list[Ending], day: date) -> list[Fact]:
        used = []
        for clock in clocks:
            for ending in endings:
                if clock.ended is None and ending.fact is not clock.fact:
                    clock.end(ending.how, day, ending.own_reason)
                    used.append(ending.fact)
        return used

    def make_free(self, clocks: list[Clock], reopenings: list[Fact], endings: list[Ending]) -> list[Fact]:
        """After these a new start is no longer a repeat."""
        over = reopenings + [ending.fact for ending in endings if ending.how != "stopped"]
        over = [fact for fact in over if all(fact is not clock.fact for clock in clocks)]
        if self.plot.reopened_by is None or not over or not any(clock in self.busy for clock in clocks):
            return []
        self.busy = [clock for clock in self.busy if clock not in clocks]
        return over

    def start(self, day: date) -> list[Clock]:
        todays: list[Clock] = []
        for fact in self.starts:
            if fact.on == day and self.may_start(fact, todays):
                todays.append(self.open(fact))
        return todays

    def may_start(self, fact: Fact, todays: list[Clock]) -> bool:
        if self.plot.repeat == "each":
            return True
        if todays:
            return False
        if self.plot.repeat == "latest":
            for clock in self.opened:
                if clock.ended is None and fact.on <= self.case.as_of:
                    clock.end("superseded", fact.on)
            return True
        if self.plot.reopened_by is not None:
            return not self.busy
        return all(clock.ended is not None for clock in self.opened)

    def open(self, fact: Fact) -> Clock:
        clock = Clock(fact, self.key)
        self.opened.append(clock)
        self.busy.append(clock)
        return clock

    def look_back(self) -> None:
        """What was done before the start, and since the start before it, was done in time.

        Where the law says how far to look back, a plan that ended in that time ends the clock too.
        """
        for clock in self.opened:
            early = [ending for ending in self.endings if self.is_early(ending, clock)]
            for ending in sorted(early, key=lambda ending: ending.fact.on)[:1]:
                clock.end(ending.how, ending.fact.on)

    def is_early(self, ending: Ending, clock: Clock) -> bool:
        months = self.plot.look_back_months
        if ending.fact.on >= clock.on or (clock.previous_on and ending.fact.on <= clock.previous_on):
            return False
        if not months:
            return ending.how == "stopped"
        return ending.fact.on >= calendar.after_months(clock.on, -months)

    def revive(self) -> None:
        for clock in self.opened:
            if clock.ended == "superseded" and clock.own_reason:
                clock.ended, clock.ended_on, clock.own_reason = None, None, False
                self.busy.append(clock)


def follow(case: Case, leaders: list[Clock], *stops: str | Kind) -> list[Clock]:
    """Clocks that start with others: each has its own stop, and is no longer needed when its leader has ended."""
    done = case.happened(*stops)
    return [follower(leader, done) for leader in leaders]


def follower(leader: Clock, done: list[Fact]) -> Clock:
    clock = Clock(leader.fact, leader.key, previous_on=leader.previous_on, next_on=leader.next_on)
    own = [fact.on for fact in done if fact.on >= clock.on and fact is not clock.fact]
    if own and (leader.ended is None or own[0] <= leader.ended_on):
        clock.end("stopped", own[0])
    elif leader.ended:
        clock.end("withdrawn" if leader.ended == "withdrawn" else "superseded", leader.ended_on)
    return clock


def latest_open(clocks: list[Clock], on: date) -> Clock | None:
    """The last to have started by a day, of those that had not ended before it."""
    running = [clock for clock in clocks if clock.on <= on and (clock.ended is None or clock.ended_on >= on)]
    return max(running, key=lambda clock: clock.on, default=None)


def same_start(clocks: list[Clock], clock: Clock) -> Clock | None:
    """The clock that the same fact started; otherwise the latest that was open that day."""
    same = [other for other in clocks if other.fact is clock.fact]
    return same[-1] if same else latest_open(clocks, clock.on)


def prudent(due: date | None) -> date | None:
    """The last working day on or before the due day (CONV-04)."""
    try:
        return calendar.working_day_on_or_before(due) if due else None
    except calendar.HolidaysUnknownError:
        return None


def limit(
    case: Case,
    output: str,
    clock: Clock,
    due: date | None,
    *,
    right: bool = False,
    optional: bool = False,
    excused: bool = False,
) -> Row:
    """Something to do by a day: whether it was done, and how late."""
    state, late = standing(case, clock, due)
    if state in ("superseded", "withdrawn") and (optional or excused):
        late = 0
    if right and state == "overdue":
        state, late = None, 0
    if excused and state in ("running", "overdue", "met late"):
        state, late = "disapplied", 0
    return Row(output, due, prudent(due), state, late, clock.key)


def standing(case: Case, clock: Clock, due: date | None) -> tuple[str, int]:
    if clock.ended == "stopped":
        late = days_between(due, clock.ended_on)
        return ("met late" if late else "met"), late
    if clock.ended:
        return clock.ended, days_between(due, clock.ended_on)
    late = days_between(due, case.as_of)
    return ("overdue" if late else "running"), late


def days_between(due: date | None, day: date) -> int:
    """How many days after the due day, or none if it was in time."""
    return max(0, (day - due).days) if due else 0


def day(output: str, clock: Clock, on: date | None) -> Row:
    """A day worked out that asks nothing of anybody."""
    gone = clock.ended if clock.ended in ("superseded", "withdrawn") else None
    return Row(output, on, None, gone, 0, clock.key)


def set_by(case: Case, fact_name: str, output: str, clock: Clock, due: date | None) -> date | None:
    """A date directed or agreed in place of the limit, after this start and before the next."""
    others = [fact for fact in case.happened(when(fact_name, "limit", output)) if during(fact, clock)]
    return others[-1].details["due_on"] if others else due


def during(fact: Fact, clock: Clock) -> bool:
    """On or after the start and before the next start."""
    return clock.on <= fact.on and (clock.next_on is None or fact.on < clock.next_on)


def last_before(case: Case, name: str | Kind, clock: Clock) -> date | None:
    """The latest such fact on or before the start."""
    found = [fact.on for fact in case.all(name) if fact.on <= clock.on]
    return found[-1] if found else None


def first_after(case: Case, name: str | Kind, clock: Clock) -> date | None:
    """The earliest such fact on or after the start and before the next start."""
    found = [fact.on for fact in case.all(name) if during(fact, clock)]
    return found[0] if found else None


def nearest(case: Case, name: str, clock: Clock) -> date | None:
    """The latest on or before the start and since the one before it; otherwise the first after it."""
    before = [fact.on for fact in case.all(name) if fact.on <= clock.on]
    if clock.previous_on:
        before = [on for on in before if on > clock.previous_on]
    return before[-1] if before else first_after(case, name, clock)


def is_excused(case: Case, output: str, clock: Clock, codes: str) -> bool:
    """Whether an officer recorded that an exception disapplies this limit."""
    for fact in case.happened(when("exception_recorded", "limit", output)):
        right_code = fact.details["exception"].removeprefix("EXC-") in codes
        right_key = fact.details.get("key") in (None, clock.key)
        if right_code and right_key and during(fact, clock):
            return True
    return False
