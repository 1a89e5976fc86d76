"""What may be said of an answer when it is known who told of its days, how well, and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.core.casework.knowing import (
    Doubt,
    Kept,
    Known,
    Start,
    ended_as_it_began,
    is_knowable,
    known_of,
    may_be_over,
    opens_on,
)
from oneplan.core.pathways import Answer, Clock, Nature, Role, Rules, State
from oneplan.core.pathways.definitions import FactRef
from oneplan.core.pathways.wording import short_day


class Place(StrEnum):
    """Where an answer stands in a case."""

    AHEAD = "ahead"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    CONDITIONAL = "conditional"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, what its source reports (none is everything), and the survey day of the return that told it."""

    says: CaseFact
    reports: tuple[FactRef, ...] | None
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with its place. One whose truth nobody can tell says why, and is never late."""

    place: Place
    answer: Answer


def judged(
    answers: Sequence[Answer], told: Iterable[Told], rules: Rules, *, on: date, kept: Kept
) -> tuple[Judged, ...]:
    """Each answer of one case in its place on a day, in order."""
    judge = _Judge(answers, told, rules, on=on, kept=kept)
    return tuple(judge.judge(answer) for answer in answers)


def _rests_on(output: str, rules: Rules) -> frozenset[str]:
    """Every output that the day of this one rests on, by way of any others."""
    reached: set[str] = set()
    waiting = [output]
    while waiting:
        sources = {limb.source for clock in rules.outputs[waiting.pop()] for limb in clock.limbs}
        new = {each for each in sources if each in rules.outputs} - reached
        reached |= new
        waiting += new
    return frozenset(reached)


class _Judge:
    """Places the answers of one case on one day."""

    def __init__(self, answers: Sequence[Answer], told: Iterable[Told], rules: Rules, *, on: date, kept: Kept) -> None:
        self.rules = rules
        self.on = on
        self.kept = kept
        self.told: dict[tuple[str, date], Told] = {}
        for each in told:
            self._keep(each)
        self.earlier = reported_by_the_latest((each.told_on, each.reports) for each in self.told.values())
        self.unsure = [each for each in answers if self._is_at_latest(each.started_by, each.started_on)]

    def judge(self, answer: Answer) -> Judged:
        """The answer in its place: still open (late or not), over, not to be known, or nothing anybody does."""
        if answer.role not in (Role.LIMIT, Role.RULE):
            return Judged(Place.ASIDE, answer)
        if answer.stopped_on is not None:
            return self._ended(answer)
        if answer.nature is Nature.RIGHT:
            return Judged(Place.AHEAD if answer.state is not None else Place.BEHIND, answer)
        known = self._known(answer)
        if doubt := self._doubt(answer, known):
            return _unknown(answer, doubt)
        if answer.state is State.OVERDUE and all(clock.only_if_chosen for clock in self._clocks(answer)):
            return _only_if_chosen(answer)
        return Judged(Place.AHEAD, self._as_last_told(answer, known.told_until))

    def _keep(self, each: Told) -> None:
        """The same fact told twice is known as well as its better telling."""
        key = (each.says.fact, each.says.on)
        held = self.told.get(key)
        if held is None or (each.says.day_is is DayIs.EXACT, each.reports is None) > (
            held.says.day_is is DayIs.EXACT,
            held.reports is None,
        ):
            self.told[key] = each

    def _ended(self, answer: Answer) -> Judged:
        is_seen = self._is_seen_to_end(answer)
        if answer.state not in (State.MET, State.MET_LATE):
            return Judged(Place.BEHIND, answer if is_seen else replace(answer, days_late=0))
        if answer.state is State.MET_LATE and not is_seen and answer.stopped_on:
            return _unknown(answer, f"It was done by {short_day(answer.stopped_on)} at the latest; {_NO_DAY}")
        if answer.state is State.MET and answer.nature is Nature.ACT and self._ran_from_an_unknown_day(answer):
            return _unknown(answer, _DONE_FROM_AN_UNKNOWN_DAY)
        return Judged(Place.BEHIND, answer)

    def _is_seen_to_end(self, answer: Answer) -> bool:
        """Whether the day it ended is known, and would have been told had it been sooner."""
        stop = self._fact(answer.stopped_by, answer.stopped_on)
        if stop is not None and stop.says.day_is is DayIs.AT_LATEST:
            return False
        if self._may_have_ended_unseen(answer):
            return False
        start = self._fact(answer.started_by, answer.started_on)
        is_from_here = stop is not None and stop.reports is None
        return is_from_here or start is None or self._is_knowable(answer, start.reports)

    def _may_have_ended_unseen(self, answer: Answer) -> bool:
        """Whether nobody told of some days between its due day and the day it is known to have ended."""
        until = self._known(answer).told_until if self.kept.kept_from else None
        return until is not None and answer.due_on is not None and answer.due_on >= until < (answer.stopped_on or until)

    def _ran_from_an_unknown_day(self, answer: Answer) -> bool:
        """Whether the day it was due rests on a day that is only the latest it can have been."""
        if self._is_at_latest(answer.started_by, answer.started_on):
            return True
        began = answer.started_on or date.min
        open_then = [
            each.output
            for each in self.unsure
            if (each.started_on or date.max) <= began <= (each.stopped_on or date.max)
        ]
        return bool(open_then) and not _rests_on(answer.output, self.rules).isdisjoint(open_then)

    def _as_last_told(self, answer: Answer, until: date | None) -> Answer:
        """What was late when the record was last told of is no later than it was then."""
        due = answer.due_on
        if answer.state is not State.OVERDUE or until is None or due is None or until >= self.on:
            return answer
        why = f"It was late on {short_day(until)}, the last day that was told of. What happened since is not known."
        return replace(answer, days_late=(until - due).days, because=(*answer.because, why))

    def _doubt(self, answer: Answer, known: Known) -> str:
        """Why nobody can tell whether an open limit was kept; nothing where it can be told."""
        if known.doubt is not None:
            begins = self.kept.kept_from
            return _WHY[known.doubt].format(begins=short_day(begins) if begins else "")
        due, until = answer.due_on, known.told_until
        if until is None or due is None or not until <= due < self.on:
            return ""
        if self.kept.kept_from is not None:
            return _BETWEEN.format(until=short_day(until), begins=short_day(self.kept.kept_from))
        return f"What is on record was told up to {short_day(until)}, and this fell due after that."

    def _known(self, answer: Answer) -> Known:
        """What can be known of the end of an answer, by the clock of which least is known."""
        told = self._fact(answer.started_by, answer.started_on)
        name, day = answer.started_by or "", answer.started_on or date.min
        start = Start(name, day, told.reports, told.told_on) if told else Start(name, day)
        found = [self._known_by(clock, start) for clock in self._clocks(answer)]
        if answer.stopped_on is None and self._is_at_latest(name, day):
            stops = self._days({stop.fact for clock in self._clocks(answer) for stop in clock.stops})
            found += [Known(Doubt.MAY_BE_OVER)] if may_be_over(start, stops, self.rules) else []
        facts = [each.says.as_fact for each in self.told.values()]
        if answer.stopped_on is None and any(
            ended_as_it_began(clock, day, facts, self.rules) for clock in self._clocks(answer)
        ):
            found.append(Known(Doubt.ENDED_AS_IT_BEGAN))
        return min(found, key=lambda each: (each.doubt is None, each.told_until or date.max), default=Known())

    def _known_by(self, clock: Clock, start: Start) -> Known:
        first = opens_on(clock, start.on, self._days({each.fact for each in clock.starts}), self.rules)
        return known_of(clock, start, self.kept, opens_on=first, earlier=self.earlier)

    def _clocks(self, answer: Answer) -> list[Clock]:
        return [clock for clock in self.rules.outputs[answer.output] if clock.rule == answer.rule]

    def _days(self, names: Collection[str]) -> list[date]:
        return [day for name, day in self.told if name in names]

    def _is_knowable(self, answer: Answer, reports: Collection[FactRef] | None) -> bool:
        return all(is_knowable(clock, reports) for clock in self._clocks(answer))

    def _fact(self, name: str | None, day: date | None) -> Told | None:
        return self.told.get((name or "", day or date.min))

    def _is_at_latest(self, name: str | None, day: date | None) -> bool:
        told = self._fact(name, day)
        return told is not None and told.says.day_is is DayIs.AT_LATEST


def reported_by_the_latest(told: Iterable[tuple[date | None, tuple[FactRef, ...] | None]]) -> tuple[FactRef, ...]:
    """What the latest of the returns behind a case reports; nothing where none told of it."""
    returns = [(on or date.min, reports) for on, reports in told if reports is not None]
    return max(returns, key=lambda each: each[0])[1] if returns else ()


_WHY = {
    Doubt.NOT_REPORTED: (
        "A return does not say when this was done, so nobody can tell from what is on record whether it was."
    ),
    Doubt.BEFORE_KEPT: (
        "Officers keep this case here from {begins}. This may have been done before then, and no return would say so."
    ),
    Doubt.NAMED_NO_MORE: (
        "A return tells the end of a transfer only while it names the transfer, and the last one did not name this. "
        "Nobody can tell from what is on record whether it was done."
    ),
    Doubt.MAY_BE_OVER: (
        "The day this runs from is not on record, only the latest it can have been. "
        "What would have ended it was done by then, so it may be over already."
    ),
    Doubt.ENDED_AS_IT_BEGAN: (
        "On the day this began, something that ends it is on record too, so it may never have been owed."
    ),
}
_BETWEEN = "Returns told of this case up to {until} and officers keep it here from {begins}; this fell due in between."
_ONLY_IF_CHOSEN = (
    "This is due only if it is what is decided. No such decision is on record, so it is not late by itself."
)
_NO_DAY = "the day itself is not on record, so nobody can tell whether that was in time."
_DONE_FROM_AN_UNKNOWN_DAY = (
    "It was done. Its time ran from a day that is not on record, "
    "so it may have been due sooner than the day given here."
)


def _only_if_chosen(answer: Answer) -> Judged:
    said = replace(answer, state=None, days_late=0, because=(*answer.because, _ONLY_IF_CHOSEN))
    return Judged(Place.CONDITIONAL, said)


def _unknown(answer: Answer, why: str) -> Judged:
    state = None if answer.state in (State.OVERDUE, State.MET_LATE, State.MET) else answer.state
    return Judged(Place.UNKNOWN, replace(answer, state=state, days_late=0, because=(*answer.because, why)))
