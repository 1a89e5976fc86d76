"""What a local service is made of: stages, local clocks, instruments, places and outcomes. Law is no part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from oneplan.core.kernel import Problem

CLOSED, TOLD_BACK = "closed", "told-back"


class Subject(StrEnum):
    """What a referral to a service is about."""

    PERSON = "person"
    PROVIDER = "provider"
    SETTING = "setting"
    GROUP = "group"
    PROGRAMME = "programme"

    @property
    def is_person(self) -> bool:
        """Whether it is a child or young person, whose record has a reach of its own."""
        return self is Subject.PERSON


class ClockUnit(StrEnum):
    """In what a local clock counts."""

    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    DAYS = "days"

    def in_words(self, number: int) -> str:
        """The unit as a sentence says it after a number."""
        noun = self.value.replace("_", " ")
        return f"{number} {noun.removesuffix('s') if number == 1 else noun}"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: which may follow it, and which instruments must be scored before it is left."""

    id: str
    title: str
    says: str
    next: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalClock:
    """A promise of the partnership, from one mark to another; ``pauses`` are the reasons that stop it counting.

    A mark is a stage entered, an instrument scored, ``told-back`` or ``closed``.
    """

    id: str
    title: str
    starts: str
    stops: tuple[str, ...]
    number: int
    unit: ClockUnit
    pauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the service happens: a provider, a clinic, a group, a lot, and how many it takes at once."""

    id: str
    title: str
    kind: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way in which a referral may end; ``is_good`` where the service did what it is for."""

    id: str
    title: str
    is_good: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What the service counts of itself, how, and what it aims for in hundredths where it does."""

    id: str
    title: str
    counts: str
    of: str
    aim: int | None = None
    catalogue: tuple[str, ...] = ()


@dataclass(frozen=True)
class Service:
    """A service that runs: its pathway with local clocks, its instruments, its places, its loop and its measures."""

    id: str
    card: str
    title: str
    says: str
    subjects: tuple[Subject, ...]
    who: str
    stages: tuple[Stage, ...]
    clocks: tuple[LocalClock, ...]
    pause_reasons: Mapping[str, str]
    instruments: tuple[str, ...]
    begins_at: tuple[str, ...]
    places: tuple[Place, ...]
    place_word: str
    outcomes: tuple[Outcome, ...]
    voice: str
    targets: tuple[Target, ...]
    source: str = ""

    @cached_property
    def stage_by_id(self) -> Mapping[str, Stage]:
        """Stages by id."""
        return {each.id: each for each in self.stages}

    @cached_property
    def first(self) -> Stage:
        """The stage in which a referral begins."""
        return self.stages[0]

    @cached_property
    def marks(self) -> frozenset[str]:
        """Everything that a clock may start or stop at."""
        return frozenset({*self.stage_by_id, *self.instruments, CLOSED, TOLD_BACK})

    def stage(self, stage_id: str) -> Stage:
        """One stage; raises Problem where the service has none of that name."""
        if stage_id not in self.stage_by_id:
            raise Problem(
                f"“{self.title}” has no stage called “{stage_id}”.",
                do=f"Use one of: {', '.join(self.stage_by_id)}.",
            )
        return self.stage_by_id[stage_id]

    def mark_in_words(self, mark: str) -> str:
        """What a mark is called."""
        fixed = {CLOSED: "the outcome", TOLD_BACK: "telling people what came of it"}
        return fixed.get(mark) or (self.stage_by_id[mark].title if mark in self.stage_by_id else mark)


@dataclass(frozen=True, slots=True)
class LocalChange:
    """What an area sets otherwise in a service it adopts: lengths of clocks, aims and places, and why."""

    clocks: Mapping[str, int]
    aims: Mapping[str, int]
    places: tuple[Place, ...] = ()


def adapted(service: Service, change: LocalChange) -> Service:
    """The service as an area runs it. Only its own clocks, aims and places can differ: nothing here reaches law."""
    unknown = [name for name in change.clocks if name not in {each.id for each in service.clocks}]
    unknown += [name for name in change.aims if name not in {each.id for each in service.targets}]
    if unknown:
        raise Problem(
            f"“{service.title}” has nothing called {', '.join(unknown)} that an area may set.",
            why="An area sets the lengths of local clocks and its own aims; limits in law are not among them.",
            do="Change only what the page of the service offers.",
        )
    found = replace(
        service,
        clocks=tuple(replace(each, number=change.clocks.get(each.id, each.number)) for each in service.clocks),
        targets=tuple(replace(each, aim=change.aims.get(each.id, each.aim)) for each in service.targets),
        places=change.places or service.places,
    )
    check(found)
    return found


def check(service: Service) -> None:
    """Refuse a service in which a name leads nowhere, a stage cannot be reached or a clock could not run."""
    for stage in service.stages:
        _must(set(stage.next) <= {*service.stage_by_id, CLOSED}, service, f"{stage.id} leads to nothing")
        _must(set(stage.needs) <= set(service.instruments), service, f"{stage.id} needs an unknown instrument")
        _must(bool(stage.next), service, f"{stage.id} leads nowhere")
    reached, waiting = {service.first.id}, [service.first.id]
    while waiting:
        for name in service.stage_by_id[waiting.pop()].next:
            if name not in reached and name != CLOSED:
                reached.add(name)
                waiting.append(name)
    _must(reached == set(service.stage_by_id), service, "a stage is never reached")
    for clock in service.clocks:
        _must({clock.starts, *clock.stops} <= service.marks, service, f"{clock.id} has an unknown mark")
        _must(bool(clock.stops) and clock.number > 0, service, f"{clock.id} must stop somewhere, after a day or more")
        _must(set(clock.pauses) <= set(service.pause_reasons), service, f"{clock.id} has an unknown pause")
    begins = {*service.begins_at}
    _must(bool(begins) and begins <= {*service.stage_by_id}, service, "nobody knows where the wait ends")
    _must(bool(service.outcomes), service, "it has no outcomes")
    _must(all(0 <= each.aim <= 100 for each in service.targets if each.aim is not None), service, "an aim is a share")  # noqa: PLR2004 - hundredths
    _must(all(each.capacity is None or each.capacity > 0 for each in service.places), service, "a place takes nobody")


def _must(holds: bool, service: Service, what: str) -> None:
    if not holds:
        raise Problem(
            f"The service “{service.id}” does not hold together: {what}.",
            why="A referral would come to a stop that nobody foresaw.",
            do="Correct the name or the number.",
        )
