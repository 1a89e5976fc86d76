"""What may be said of an answer when it is known who told of its days, how well, and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from oneplan.core.casework.case_facts import CaseFact, DayIs
from oneplan.core.casework.knowing import is_knowable
from oneplan.core.pathways import Answer, Nature, Role, Rules, State
from oneplan.core.pathways.definitions import FactRef
from oneplan.core.pathways.wording import short_day


class Place(StrEnum):
    """Where an answer stands in a case."""

    AHEAD = "ahead"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, and what its source reports; none is everything."""

    says: CaseFact
    reports: tuple[FactRef, ...] | None


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with its place. One whose truth nobody can tell says why, and is never late."""

    place: Place
    answer: Answer


def judged(
    answers: Sequence[Answer], told: Iterable[Told], rules: Rules, *, on: date, told_until: date | None
) -> tuple[Judged, ...]:
    """Each answer of one case in its place on a day, in order."""
    judge = _Judge(answers, told, rules, on=on, told_until=told_until)
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

    def __init__(
        self, answers: Sequence[Answer], told: Iterable[Told], rules: Rules, *, on: date, told_until: date | None
    ) -> None:
        self.rules = rules
        self.on = on
        self.told_until = told_until
        self.told: dict[tuple[str, date], Told] = {}
        for each in told:
            self._keep(each)
        self.unsure = [each for each in answers if self._is_at_latest(each.started_by, each.started_on)]

    def judge(self, answer: Answer) -> Judged:
        """The answer in its place: still open (late or not), over, not to be known, or nothing anybody does."""
        if answer.role not in (Role.LIMIT, Role.RULE):
            return Judged(Place.ASIDE, answer)
        if answer.stopped_on is not None:
            return self._ended(answer)
        if answer.nature is Nature.RIGHT:
            return Judged(Place.AHEAD if answer.state is not None else Place.BEHIND, answer)
        if doubt := self._doubt(answer):
            return _unknown(answer, doubt)
        return Judged(Place.AHEAD, self._as_last_told(answer))

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
        start = self._fact(answer.started_by, answer.started_on)
        is_from_here = stop is not None and stop.reports is None
        return is_from_here or start is None or self._is_knowable(answer, start.reports)

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

    def _as_last_told(self, answer: Answer) -> Answer:
        """What was late when the record was last told of is no later than it was then."""
        until, due = self.told_until, answer.due_on
        if answer.state is not State.OVERDUE or until is None or due is None or until >= self.on:
            return answer
        why = f"It was late on {short_day(until)}, the last day that was told of. What happened since is not known."
        return replace(answer, days_late=(until - due).days, because=(*answer.because, why))

    def _doubt(self, answer: Answer) -> str:
        """Why nobody can tell whether an open limit was kept; nothing where it can be told."""
        start = self._fact(answer.started_by, answer.started_on)
        if start is not None and not self._is_knowable(answer, start.reports):
            return _NOT_REPORTED
        due, until = answer.due_on, self.told_until
        if until is not None and due is not None and until <= due < self.on:
            return f"What is on record was told up to {short_day(until)}, and this fell due after that."
        return ""

    def _is_knowable(self, answer: Answer, reports: Collection[FactRef] | None) -> bool:
        clocks = [clock for clock in self.rules.outputs[answer.output] if clock.rule == answer.rule]
        return all(is_knowable(clock, reports) for clock in clocks)

    def _fact(self, name: str | None, day: date | None) -> Told | None:
        return self.told.get((name or "", day or date.min))

    def _is_at_latest(self, name: str | None, day: date | None) -> bool:
        told = self._fact(name, day)
        return told is not None and told.says.day_is is DayIs.AT_LATEST


_NOT_REPORTED = "A return does not say when this was done, so nobody can tell from what is on record whether it was."
_NO_DAY = "the day itself is not on record, so nobody can tell whether that was in time."
_DONE_FROM_AN_UNKNOWN_DAY = (
    "It was done. Its time ran from a day that is not on record, "
    "so it may have been due sooner than the day given here."
)


def _unknown(answer: Answer, why: str) -> Judged:
    state = None if answer.state in (State.OVERDUE, State.MET_LATE, State.MET) else answer.state
    return Judged(Place.UNKNOWN, replace(answer, state=state, days_late=0, because=(*answer.because, why)))
