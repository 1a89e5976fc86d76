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


def _start_order(clock: Clock, fact: Fact) -> tuple[date, int, tuple[date, str, str]]:
    position = next(number for number, ref in enumerate(clock.starts) if ref.fact == fact.name)
    return (fact.on, position, fact.order)


class _Group:
    """One clock and one key, walked through day by day."""

    def __init__(self, clock: Clock, story: Story, key: str) -> None:
        self.clock = clock
        self.story = story
        self.key = key
        self.instances: list[Instance] = []
        self.journey_opened_on: date | None = None
        self.has_journey = clock.repeat is Repeat.FIRST and bool(clock.reopens_after)
        by = story.as_of
        self.ends = [
            (ending, fact)
            for ending, refs in (
                (Ending.STOPPED, clock.stops),
                (Ending.SUPERSEDED, clock.superseded_by),
                (Ending.WITHDRAWN, clock.withdrawn_by),
            )
            for fact in story.like(refs, by=by)
            if self._reaches(fact)
        ]
        self.own_superseding = set(story.like(clock.own_superseded_by, by=by))
        self.revivals = story.like(clock.revived_by, by=by)
        self.journey_ends = story.like(clock.reopens_after, by=by) + [
            fact for ending, fact in self.ends if ending is not Ending.STOPPED
        ]

    def run(self, starts: Sequence[Fact]) -> list[Instance]:
        days = {fact.on for fact in starts} | {fact.on for _, fact in self.ends}
        days |= {fact.on for fact in self.revivals} | {fact.on for fact in self.journey_ends}
        for day in sorted(days):
            used = self._end_older(day)
            self._open([start for start in starts if start.on == day])
            self._end_of_today(day, used)
            self._revive(day)
        self._link()
        self._note_planned_stops()
        if self.clock.backward:
            self._look_back_for_ends()
        return self.instances

    def _reaches(self, fact: Fact) -> bool:
        """A fact that does not say which key it is about reaches every key."""
        said = _key(self.clock, fact, self.story)
        return said in ("", self.key)

    def _end_older(self, day: date) -> set[Fact]:
        used = set()
        for ending, fact in self.ends:
            older = [each for each in self._open_now() if each.start.on < day]
            if fact.on == day and older:
                used.add(fact)
                for each in older:
                    each.end(ending, fact)
        if self.journey_opened_on is not None and self.journey_opened_on < day:
            closing = {fact for fact in self.journey_ends if fact.on == day}
            used |= closing
            self.journey_opened_on = None if closing else self.journey_opened_on
        return used

    def _end_of_today(self, day: date, used: set[Fact]) -> None:
        for ending, fact in self.ends:
            for each in self._open_now():
                if fact.on == day == each.start.on and fact not in used and fact != each.start:
                    each.end(ending, fact)
        if self.journey_opened_on == day and any(fact.on == day and fact not in used for fact in self.journey_ends):
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
            for each in self._open_now():
                each.end(Ending.SUPERSEDED, start)
        self.instances.append(Instance(self.clock, start, self.key))
        self.journey_opened_on = start.on if self.has_journey else None

    def _is_busy(self) -> bool:
        if self.has_journey:
            return self.journey_opened_on is not None
        return bool(self._open_now())

    def _revive(self, day: date) -> None:
        for fact in self.revivals:
            for each in self.instances:
                if fact.on == day and each.ended_by in self.own_superseding:
                    each.ending, each.ended_by, each.revived_by = None, None, fact
                    self.journey_opened_on = each.start.on if self.has_journey else None

    def _open_now(self) -> list[Instance]:
        return [each for each in self.instances if each.ending is None]

    def _link(self) -> None:
        days = sorted({each.start.on for each in self.instances})
        for each in self.instances:
            each.next_start_on = next((day for day in days if day > each.start.on), None)
            each.previous_start_on = next((day for day in reversed(days) if day < each.start.on), None)

    def _note_planned_stops(self) -> None:
        planned = [stop for stop in self.story.like(self.clock.stops) if stop.on > self.story.as_of]
        for each in self._open_now():
            later = (stop for stop in planned if self._reaches(stop) and stop.on >= each.start.on)
            each.planned_stop = next((stop for stop in later if stop != each.start), None)

    def _look_back_for_ends(self) -> None:
        for each in self.instances:
            previous, look_back_to = each.previous_start_on or date.min, date.min
            if self.clock.look_back:
                months = self.story.rules.parameter(self.clock.look_back).number(each.start.on)
                look_back_to = months_after(each.start.on, -months)
            early = [
                (fact.on, number, ending, fact)
                for number, (ending, fact) in enumerate(self.ends)
                if (ending is Ending.STOPPED or self.clock.look_back)
                and previous < fact.on < each.start.on
                and fact.on >= look_back_to
            ]
            if early:
                each.end(*min(early, key=lambda found: found[:2])[2:])
