"""How each day is reached: limbs, their combination, and a date that somebody with power set instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from oneplan.core.calendar import OutsideCalendar, YearlyPeriod, days_after
from oneplan.core.law import Parameter, Status
from oneplan.core.pathways.conditions import detail_of, holds
from oneplan.core.pathways.counting import (
    COUNTED,
    Calendars,
    Count,
    count,
    place_in_year,
    say,
    tribunal_days,
)
from oneplan.core.pathways.definitions import Clock, Combine, Edge, Limb, Role, Which
from oneplan.core.pathways.facts import Fact
from oneplan.core.pathways.instances import Instance, Story, follow_clock, open_clock
from oneplan.core.pathways.wording import joined, long_day, short_day
from oneplan.core.people import school_leaving_date

UNCOUNTED = ("hesc-rules-2008-rule-12-3-christmas", "hesc-rules-2008-rule-12-3-august")
HOUR_OF_THE_DAY = "hesc-rules-2008-rule-12-1"


@dataclass(frozen=True, slots=True)
class Reached:
    """Where one limb came out: a day, or the name of what was missing."""

    limb: Limb
    day: date | None = None
    missing: str = ""
    says: str = ""

    @property
    def may_be_left_out(self) -> bool:
        """Whether an optional limb simply has nothing to start from; a missing calendar is never that."""
        return self.limb.optional and self.day is None and not self.says


@dataclass(slots=True)
class Worked:
    """A day worked out, with the law it rests on and the arithmetic in words."""

    day: date | None = None
    missing: str = ""
    by_time: str = ""
    steps: list[str] = field(default_factory=list)
    laws: list[Parameter] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    applies: bool = True


class Case:
    """One set of facts read on one day. Each clock is opened once and each day worked out once."""

    def __init__(self, story: Story, calendars: Calendars) -> None:
        self.story = story
        self.rules = story.rules
        self.calendars = calendars
        self._opened: dict[int, list[Instance]] = {}
        self._worked: dict[int, Worked] = {}
        self._begun: dict[str, dict[Fact, list[Instance]]] = {}

    def instances(self, clock: Clock) -> list[Instance]:
        """Every time a clock was opened."""
        if id(clock) not in self._opened:
            self._opened[id(clock)] = self._open(clock)
        return self._opened[id(clock)]

    def worked(self, instance: Instance) -> Worked:
        """The day of one opened clock."""
        if id(instance) not in self._worked:
            self._worked[id(instance)] = _Reckoning(self, instance).run()
        return self._worked[id(instance)]

    def opened_as(self, output: str) -> list[Instance]:
        """Every opened clock that gives an output."""
        return [each for clock in self.rules.outputs[output] for each in self.instances(clock)]

    def opened_by(self, output: str, start: Fact) -> list[Instance]:
        """Every opened clock that gives an output and that one fact opened."""
        if output not in self._begun:
            begun: dict[Fact, list[Instance]] = defaultdict(list)
            for each in self.opened_as(output):
                begun[each.start].append(each)
            self._begun[output] = begun
        return self._begun[output].get(start, [])

    def law_day(self, instance: Instance) -> date:
        """The day whose law decides."""
        return self.story.as_of if instance.clock.law_by_as_of else instance.start.on

    def _open(self, clock: Clock) -> list[Instance]:
        if not clock.follows:
            return open_clock(clock, self.story)
        return follow_clock(clock, self.opened_as(clock.follows), self.story)


class _Reckoning:
    """The arithmetic of one opened clock."""

    def __init__(self, case: Case, instance: Instance) -> None:
        self.case = case
        self.instance = instance
        self.clock = instance.clock
        self.rules = case.rules
        self.law_day = case.law_day(instance)
        self.out = Worked()

    def run(self) -> Worked:
        if self.clock.role in (Role.VALUE, Role.RULE):
            return self.out
        if missing := [name for name in self.clock.needs if name not in self.case.story.named]:
            self.out.missing = missing[0]
            return self.out
        limbs = [limb for limb in self.clock.limbs if self._applies(limb)]
        if not limbs or not self._is_in_force(limbs):
            self.out.applies = False
            return self.out
        used = limbs[:1] if self.clock.combine is Combine.ONLY else limbs
        self._combine([self._reach(limb) for limb in used])
        if self.clock.roll_tribunal_start and self.out.day:
            self._roll(self.out.day)
        if self.clock.date_set_by:
            self._set_date()
        return self.out

    def _applies(self, limb: Limb) -> bool:
        born_on = self.case.story.born_on
        return all(holds(each, self.instance.start, self.rules, born_on) for each in limb.when)

    def _is_in_force(self, limbs: Sequence[Limb]) -> bool:
        if not self.clock.while_in_force:
            return True
        return all(self.rules.parameter(limb.parameter).is_in_force(self.law_day) for limb in limbs)

    def _reach(self, limb: Limb) -> Reached:
        basis, missing, why = self._basis(limb)
        if basis is None:
            return Reached(limb, missing=missing, says=why)
        try:
            day, says = self._count(limb, basis)
        except OutsideCalendar as problem:
            return Reached(limb, missing=problem.calendar, says=str(problem))
        return Reached(limb, day, says=says)

    def _basis(self, limb: Limb) -> tuple[date | None, str, str]:
        """The day a limb starts from; or what is missing and, where it could not be worked out, why."""
        start = self.instance.start
        if limb.from_detail:
            said = detail_of(start, limb.from_detail, self.rules)
            return (said, "", "") if isinstance(said, date) else (None, f"{start.name}.{limb.from_detail}", "")
        if not limb.source:
            return start.on, "", ""
        if limb.source in self.rules.outputs:
            return self._basis_in_output(limb.source)
        found = self._basis_fact(limb)
        return (found.on, "", "") if found else (None, limb.source, "")

    def _basis_in_output(self, output: str) -> tuple[date | None, str, str]:
        start = self.instance.start
        found = self.case.opened_by(output, start)
        if not found:
            opened = self.case.opened_as(output)
            found = [each for each in opened if each.start.on <= start.on and not _ended_before(each, start.on)]
            found.sort(key=lambda each: each.start.on)
        worked = self.case.worked(found[-1]) if found else Worked(applies=False)
        if worked.day or not worked.applies:
            return worked.day, output, ""
        return None, worked.missing, f"{output} could not be worked out: {worked.missing} is missing."

    def _basis_fact(self, limb: Limb) -> Fact | None:
        start, born_on = self.instance.start, self.case.story.born_on
        facts = [
            fact
            for fact in self.case.story.named.get(limb.source, ())
            if all(holds(each, fact, self.rules, born_on) for each in limb.where)
        ]
        if limb.which is Which.LAST_ANY:
            return facts[-1] if facts else None
        if limb.which is Which.FIRST_AFTER:
            return self._first_after(facts)
        before = [fact for fact in facts if fact.on <= start.on]
        if limb.which is Which.LAST_BEFORE:
            return before[-1] if before else None
        before = [fact for fact in before if self._since_previous_start(fact.on)]
        return before[-1] if before else self._first_after(facts)

    def _first_after(self, facts: Sequence[Fact]) -> Fact | None:
        limit = self.instance.next_start_on or date.max
        return next((fact for fact in facts if self.instance.start.on <= fact.on < limit), None)

    def _since_previous_start(self, day: date) -> bool:
        return self.instance.previous_start_on is None or day > self.instance.previous_start_on

    def _count(self, limb: Limb, basis: date) -> tuple[date, str]:
        if limb.edge is Edge.ITSELF:
            return basis, f"The day is {long_day(basis)}."
        if limb.edge is Edge.DAY_AFTER:
            day = days_after(basis, 1)
            return day, f"The day after {short_day(basis)} is {long_day(day)}."
        if limb.edge is Edge.LEAVING_DATE:
            return self._leaving_date(basis)
        parameter = self._law(limb.parameter)
        if limb.edge not in COUNTED:
            day = place_in_year(limb.edge, basis, parameter.words(self.law_day))
            return day, f"{parameter.citation.text}: counted from {short_day(basis)}, the day is {long_day(day)}."
        return self._counted(limb, basis, parameter)

    def _counted(self, limb: Limb, basis: date, parameter: Parameter) -> tuple[date, str]:
        number = parameter.number(self.law_day)
        less = detail_of(self.instance.start, limb.less_detail, self.rules) if limb.less_detail else 0
        number = max(1, number - less) if isinstance(less, int) else number
        uncounted = self._uncounted() if limb.skip_tribunal_days else ()
        what = Count(basis, number, parameter.unit, self.case.calendars, uncounted)
        day = count(limb.edge, what)
        return day, f"{parameter.citation.text}: {say(limb.edge, what, day)}"

    def _leaving_date(self, basis: date) -> tuple[date, str]:
        named = self.clock.parameters
        starts = self._law(named["school_year"]).words(self.law_day)[0]
        month = int(self._law(named["month"]).words(self.law_day)[0])
        day = school_leaving_date(basis, school_year_starts=starts, month=month)
        return day, f"Sixteen on {short_day(basis)}: the last Friday in June of that school year is {long_day(day)}."

    def _law(self, name: str) -> Parameter:
        parameter = self.rules.parameter(name)
        self.out.statuses.append(parameter.as_of(self.law_day).status)
        if parameter not in self.out.laws:
            self.out.laws.append(parameter)
        return parameter

    def _uncounted(self) -> tuple[YearlyPeriod, ...]:
        return tuple(YearlyPeriod(*self._law(name).words(self.law_day)) for name in UNCOUNTED)

    def _combine(self, reached: Sequence[Reached]) -> None:
        known = [each for each in reached if each.day]
        self.out.steps += [each.says for each in reached if each.says]
        if lacking := _lacking(self.clock.combine, reached, known):
            self.out.missing = lacking.missing
        elif not known:
            self.out.applies = False
        else:
            self.out.day = _CHOOSE[self.clock.combine]([each.day for each in known if each.day])
            self._say_choice(known, self.out.day)

    def _say_choice(self, known: Sequence[Reached], day: date) -> None:
        if len(known) < 2 or self.clock.combine is Combine.FIRST_KNOWN:  # noqa: PLR2004 - nothing to choose between
            return
        days = joined([short_day(each.day) for each in known if each.day])
        word = "later" if self.clock.combine is Combine.LATER else "earlier"
        self.out.steps.append(f"The {word} of {days} applies: {long_day(day)}.")

    def _roll(self, raw: date) -> None:
        try:
            day = tribunal_days(self.case.calendars.working, self._uncounted()).start_of_appeal(raw)
        except OutsideCalendar as problem:
            self.out.day, self.out.missing = None, problem.calendar
            self.out.steps.append(str(problem))
            return
        self.out.day = day
        self.out.by_time = self._law(HOUR_OF_THE_DAY).words(self.law_day)[0]
        if day != raw:
            self.out.steps.append(
                f"{long_day(raw)} is not a day on which the Tribunal's time may end (TRIB-01 to TRIB-03); "
                f"it moves to the next working day that counts, {long_day(day)}."
            )
        self.out.steps.append(f"The appeal must arrive by {self.out.by_time} on that day.")

    def _set_date(self) -> None:
        found = [
            fact
            for fact in self.case.story.named.get(self.clock.date_set_by, ())
            if self.instance.start.on <= fact.on <= self.case.story.as_of
            and fact.details.get("limit") == self.clock.output
            and (self.instance.next_start_on is None or fact.on < self.instance.next_start_on)
        ]
        set_on = found[-1].details["due_on"] if found else None
        if isinstance(set_on, date):
            title = self.rules.fact(found[-1].name).title
            was = f" in place of {long_day(self.out.day)}" if self.out.day else ""
            self.out.steps.append(f"{title} on {short_day(found[-1].on)}: {long_day(set_on)}{was}.")
            self.out.day, self.out.missing = set_on, ""


def _ended_before(each: Instance, day: date) -> bool:
    return each.ended_by is not None and each.ended_by.on < day


def _lacking(combine: Combine, reached: Sequence[Reached], known: Sequence[Reached]) -> Reached | None:
    """The limb without which no day can be given, if there is one."""
    if known and combine in (Combine.FIRST_KNOWN, Combine.EARLIER_KNOWN):
        return None
    return next((each for each in reached if each.day is None and not each.may_be_left_out), None)


_CHOOSE: dict[Combine, Callable[[list[date]], date]] = {
    Combine.ONLY: lambda days: days[0],
    Combine.EARLIER: min,
    Combine.LATER: max,
    Combine.FIRST_KNOWN: lambda days: days[0],
    Combine.EARLIER_KNOWN: min,
}
