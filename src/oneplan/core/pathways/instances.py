"""When a clock opens and what ends it. One clock may be open several times: per body, per order, per review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from oneplan.core.calendar import months_after
from oneplan.core.pathways.conditions import detail_of, fits
from oneplan.core.pathways.definitions import Clock, FactRef, Repeat, Rules
from oneplan.core.pathways.facts import Fact


class Ending(StrEnum):
    """How an open clock came to an end; on one day the first of these wins."""

    STOPPED = "stopped"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True, eq=False)
class Instance:
    """A clock that a fact opened, and what became of it."""

    clock: Clock
    start: Fact
    key: str
    ending: Ending | None = None
    ended_by: Fact | None = None
    previous_start_on: date | None = None
    next_start_on: date | None = None
    ignored_starts: list[Fact] = field(default_factory=list)
    planned_stop: Fact | None = None
    revived_by: Fact | None = None

    def end(self, ending: Ending, fact: Fact) -> None:
        """Close the clock."""
        self.ending, self.ended_by = ending, fact


@dataclass(frozen=True, slots=True)
class Story:
    """The facts of a case in order, read on a day, with the person's date of birth if it is known."""

    facts: tuple[Fact, ...]
    named: Mapping[str, tuple[Fact, ...]]
    as_of: date
    rules: Rules
    born_on: date | None

    def like(self, refs: Iterable[FactRef], *, by: date | None = None) -> list[Fact]:
        """The facts that any of the references mean, in order, up to a day."""
        found = {
            fact
            for ref in refs
            for fact in self.named.get(ref.fact, ())
            if (by is None or fact.on <= by) and fits(ref, fact, self.rules, self.born_on)
        }
        return sorted(found, key=lambda fact: fact.order)


def tell(facts: Iterable[Fact], as_of: date, rules: Rules) -> Story:
    """The facts as a story: in order, each counted once."""
    ordered = tuple(sorted(set(facts), key=lambda fact: fact.order))
    named: dict[str, list[Fact]] = defaultdict(list)
    for fact in ordered:
        named[fact.name].append(fact)
    births = named.get("person_born", [])
    return Story(
        ordered,
        {name: tuple(group) for name, group in named.items()},
        as_of,
        rules,
        births[-1].on if births else None,
    )


def open_clock(clock: Clock, story: Story) -> list[Instance]:
    """Every time the clock was opened by a fact of its own, in order of start."""
    starts = sorted(story.like(clock.starts), key=lambda fact: _start_order(clock, fact))
    groups: dict[str, list[Fact]] = defaultdict(list)
    for start in starts:
        groups[_key(clock, start, story)].append(start)
    opened: list[Instance] = []
    for key, group_starts in groups.items():
        opened += _Group(clock, story, key).run(group_starts)
    opened.sort(key=lambda each: (each.start.order, each.key))
    return opened


def follow_clock(clock: Clock, leaders: Sequence[Instance], story: Story) -> list[Instance]:
    """The clock opened wherever its leader was, ending by its own stops or with its leader."""
    followed = []
    for leader in leaders:
        each = Instance(clock, leader.start, leader.key, next_start_on=leader.next_start_on)
        stops = [stop for stop in story.like(clock.stops, by=story.as_of) if stop.on >= leader.start.on]
        own = next((stop for stop in stops if stop is not leader.start), None)
        if own and (leader.ended_by is None or own.on <= leader.ended_by.on):
            each.end(Ending.STOPPED, own)
        elif leader.ended_by and leader.ending:
            each.end(_ending_of_follower(leader.ending), leader.ended_by)
        followed.append(each)
    return followed


def _ending_of_follower(ending: Ending) -> Ending:
    return Ending.SUPERSEDED if ending is Ending.STOPPED else ending


def _key(clock: Clock, fact: Fact, story: Story) -> str:
    said = detail_of(fact, clock.per, story.rules) if clock.per else None
    return "" if said is None else str(said)


def _start_order(clock: Clock, fact: Fact) -> tuple[date, int, tuple[date, str, tuple[tuple[str, str], ...]]]:
    position = next(number for number, ref in enumerate(clock.starts) if ref.fact == fact.name)
    return (fact.on, position, fact.order)


def _by_day(facts: Iterable[Fact]) -> Mapping[date, list[Fact]]:
    days: dict[date, list[Fact]] = defaultdict(list)
    for fact in facts:
        days[fact.on].append(fact)
    return days


class _Group:
    """One clock and one key, walked through day by day."""

    def __init__(self, clock: Clock, story: Story, key: str) -> None:
        self.clock = clock
        self.story = story
        self.key = key
        self.instances: list[Instance] = []
        self.open_now: list[Instance] = []
        self.journey_opened_on: date | None = None
        self.has_journey = clock.repeat is Repeat.FIRST and bool(clock.reopens_after)
        by = story.as_of
        self.own_superseding = set(story.like(clock.own_superseded_by, by=by))
        # What the whole pathway gives way to cannot be taken back, so on one day it comes before the clock's own.
        superseding = sorted(story.like(clock.superseded_by, by=by), key=self.own_superseding.__contains__)
        self.ends: dict[Ending, Mapping[date, list[Fact]]] = {
            Ending.STOPPED: self._reaching(story.like(clock.stops, by=by)),
            Ending.SUPERSEDED: self._reaching(superseding),
            Ending.WITHDRAWN: self._reaching(story.like(clock.withdrawn_by, by=by)),
        }
        self.revivals = _by_day(story.like(clock.revived_by, by=by))
        self.reopenings = _by_day(story.like(clock.reopens_after, by=by))

    def run(self, starts: Sequence[Fact]) -> list[Instance]:
        starting = _by_day(starts)
        days = set(starting).union(self.revivals, self.reopenings, *self.ends.values())
        for day in sorted(days):
            used = self._end_older(day)
            self._open(starting.get(day, ()))
            self._end_of_today(day, used)
            self._revive(day)
        self._link()
        self._note_planned_stops()
        if self.clock.backward:
            self._look_back_for_ends()
        return self.instances

    def _reaching(self, facts: Iterable[Fact]) -> Mapping[date, list[Fact]]:
        """A fact that does not say which key it is about reaches every key."""
        return _by_day(fact for fact in facts if _key(self.clock, fact, self.story) in ("", self.key))

    def _ends_of(self, day: date) -> list[tuple[Ending, Fact]]:
        return [(ending, fact) for ending, days in self.ends.items() for fact in days.get(day, ())]

    def _journey_ends_of(self, day: date) -> list[Fact]:
        ends = [fact for ending, fact in self._ends_of(day) if ending is not Ending.STOPPED]
        return [*self.reopenings.get(day, ()), *ends]

    def _end_older(self, day: date) -> set[Fact]:
        used = set()
        for ending, fact in self._ends_of(day):
            if self.open_now:
                used.add(fact)
                self._end_all(ending, fact)
        if self.journey_opened_on is not None and (closing := self._journey_ends_of(day)):
            used.update(closing)
            self.journey_opened_on = None
        return used

    def _end_of_today(self, day: date, used: set[Fact]) -> None:
        for ending, fact in self._ends_of(day):
            if fact not in used:
                for each in [each for each in self.open_now if each.start.on == day and each.start != fact]:
                    each.end(ending, fact)
                self._keep_open()
        if self.journey_opened_on == day and any(fact not in used for fact in self._journey_ends_of(day)):
            self.journey_opened_on = None

    def _open(self, starts: Sequence[Fact]) -> None:
        for number, start in enumerate(starts):
            if number and self.clock.repeat is not Repeat.EACH:
                self.instances[-1].ignored_starts.append(start)
                continue
            self._open_one(start)

    def _open_one(self, start: Fact) -> None:
        if self.clock.repeat is Repeat.FIRST and self._is_busy():
            self.instances[-1].ignored_starts.append(start)
            return
        if self.clock.repeat is Repeat.LATEST and start.on <= self.story.as_of:
            self._end_all(Ending.SUPERSEDED, start)
        opened = Instance(self.clock, start, self.key)
        self.instances.append(opened)
        self.open_now.append(opened)
        self.journey_opened_on = start.on if self.has_journey else None

    def _is_busy(self) -> bool:
        if self.has_journey:
            return self.journey_opened_on is not None
        return bool(self.open_now)

    def _end_all(self, ending: Ending, fact: Fact) -> None:
        for each in self.open_now:
            each.end(ending, fact)
        self.open_now = []

    def _keep_open(self) -> None:
        self.open_now = [each for each in self.open_now if each.ending is None]

    def _revive(self, day: date) -> None:
        for fact in self.revivals.get(day, ()):
            for each in self.instances:
                if each.ended_by in self.own_superseding:
                    each.ending, each.ended_by, each.revived_by = None, None, fact
                    self.open_now.append(each)
                    self.journey_opened_on = each.start.on if self.has_journey else None

    def _link(self) -> None:
        days = sorted({each.start.on for each in self.instances})
        place = {day: number for number, day in enumerate(days)}
        for each in self.instances:
            number = place[each.start.on]
            each.next_start_on = days[number + 1] if number + 1 < len(days) else None
            each.previous_start_on = days[number - 1] if number else None

    def _note_planned_stops(self) -> None:
        ahead = [stop for stop in self.story.like(self.clock.stops) if stop.on > self.story.as_of]
        planned = [stop for stops in self._reaching(ahead).values() for stop in stops]
        for each in self.open_now:
            each.planned_stop = next(
                (stop for stop in planned if stop.on >= each.start.on and stop != each.start), None
            )

    def _look_back_for_ends(self) -> None:
        for each in self.instances:
            previous, look_back_to = each.previous_start_on or date.min, date.min
            if self.clock.look_back:
                months = self.story.rules.parameter(self.clock.look_back).number(each.start.on)
                look_back_to = months_after(each.start.on, -months)
            early = [
                (day, number, ending, facts[0])
                for number, (ending, days) in enumerate(self.ends.items())
                if ending is Ending.STOPPED or self.clock.look_back
                for day, facts in days.items()
                if previous < day < each.start.on and day >= look_back_to
            ]
            if early:
                each.end(*min(early, key=lambda found: found[:2])[2:])
