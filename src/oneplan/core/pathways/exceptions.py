"""When a limit need not be met: what the facts make available, and what an officer has recorded.

Available is not applied. Only a recorded exception disapplies a limit, and it never adds a day to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from oneplan.core.calendar import days_before
from oneplan.core.calendar.arithmetic import DAYS_IN_A_WEEK
from oneplan.core.kernel import Period
from oneplan.core.law import Status
from oneplan.core.pathways.conditions import detail_of
from oneplan.core.pathways.definitions import Allowance, ExceptionRule, Test
from oneplan.core.pathways.facts import Fact
from oneplan.core.pathways.instances import Instance
from oneplan.core.pathways.wording import days, long_day, short_day
from oneplan.core.pathways.working import Case


@dataclass(frozen=True, slots=True)
class Tested:
    """Whether an exception is available against one limit, and why."""

    code: str
    available: bool
    law: str
    status: Status
    says: tuple[str, ...]
    evidence: Fact
    days_inside: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A limit being tested: the opened clock, and its period from the day after it starts to its due day."""

    case: Case
    instance: Instance
    due_on: date

    @property
    def period(self) -> Period:
        """The limit's own period."""
        first = self.instance.start.on + timedelta(days=1)
        return Period(first, max(first, self.due_on))


def evidence_for(case: Case) -> list[tuple[ExceptionRule, Fact]]:
    """The exceptions for which the case holds any fact that could be a reason."""
    return [(rule, fact) for rule in case.rules.exceptions.values() for fact in case.story.like([rule.evidence])]


def test_exception(rule: ExceptionRule, fact: Fact, subject: Subject) -> Tested:
    """Whether one exception is available against one limit on one fact."""
    allowed = case_allowance(subject.case, subject.instance, rule.code)
    if allowed is None:
        says = f"{rule.code} is not an exception that this limit allows."
        return Tested(rule.code, False, subject.instance.clock.law, Status.VERIFIED, (says,), fact)
    available, says_all, inside = _TESTS[rule.test](rule, fact, subject, allowed)
    return Tested(rule.code, available, allowed.law, allowed.status, (*says_all, rule.reading), fact, inside)


def case_allowance(case: Case, instance: Instance, code: str) -> Allowance | None:
    """The provision that lets a limit be disapplied for a reason, if there is one."""
    named = instance.clock.exceptions
    return case.rules.exception_sets[named].allows.get(code) if named else None


def closure(case: Case, fact: Fact, parameters: Mapping[str, str], law_day: date) -> tuple[bool, list[str]]:
    """Whether advice was asked for in the window around a closure that is long enough."""
    closed_from, reopens_on = fact.details["closed_from"], fact.details["reopens_on"]
    assert isinstance(closed_from, date)
    assert isinstance(reopens_on, date)
    weeks = case.rules.parameter(parameters["closure"]).number(law_day)
    window = case.rules.parameter(parameters["window"]).number(law_day) * DAYS_IN_A_WEEK
    closed_for = (reopens_on - closed_from).days
    first, last = days_before(closed_from, window), days_before(reopens_on, window)
    long_enough = closed_for >= weeks * DAYS_IN_A_WEEK
    in_window = first <= fact.on <= last
    lengths = (
        f"The setting is closed from {short_day(closed_from)} and re-opens on {short_day(reopens_on)}: "
        f"{days(closed_for)}; {days(weeks * DAYS_IN_A_WEEK)} are needed, so the closure "
        f"{'is long enough' if long_enough else 'is too short'}."
    )
    window_says = (
        f"The window runs from {long_day(first)} to {long_day(last)}; advice was asked for on "
        f"{long_day(fact.on)}, {'inside' if in_window else 'outside'} it."
    )
    says = [lengths, window_says]
    return long_enough and in_window, says


def absence(case: Case, fact: Fact) -> Period | None:
    """The full days away, to the last recorded or else to the day asked about; none if it has not begun."""
    last = fact.details.get("last_day")
    last_day = last if isinstance(last, date) else case.story.as_of
    return Period(fact.on, last_day) if fact.on <= last_day else None


_Outcome = tuple[bool, list[str], int | None]


def _closure(_rule: ExceptionRule, fact: Fact, subject: Subject, allowed: Allowance) -> _Outcome:
    case, start = subject.case, subject.instance.start
    available, says = closure(case, fact, allowed.parameters, case.law_day(subject.instance))
    during = start.on <= fact.on <= subject.due_on
    if not during:
        says.append(f"Advice was not asked for inside this limit's period, which ends on {short_day(subject.due_on)}.")
    return available and during, says, None


def _during(_rule: ExceptionRule, fact: Fact, subject: Subject, _allowed: Allowance) -> _Outcome:
    last = fact.details.get("last_day")
    spell = Period(fact.on, max(fact.on, last if isinstance(last, date) else date.max))
    inside = spell.overlap(subject.period) is not None
    says = f"Recorded from {short_day(fact.on)}, {'inside' if inside else 'outside'} the limit's period."
    return inside, [says], None


def _absence(_rule: ExceptionRule, fact: Fact, subject: Subject, allowed: Allowance) -> _Outcome:
    case = subject.case
    weeks = case.rules.parameter(allowed.parameters["absence"]).number(case.law_day(subject.instance))
    needed = weeks * DAYS_IN_A_WEEK
    away = absence(case, fact)
    shared = away.overlap(subject.period) if away else None
    inside = shared.days if shared else 0
    says = (
        f"{days(away.days if away else 0)} away, {inside} of them inside the limit's period, which runs from "
        f"{short_day(subject.period.first_day)} to {short_day(subject.period.last_day)}; {days(needed)} are needed."
    )
    return inside >= needed, [says], inside


def _same_body(_rule: ExceptionRule, fact: Fact, subject: Subject, _allowed: Allowance) -> _Outcome:
    body = fact.details["body"]
    same = body == subject.instance.key
    inside = fact.on in subject.period
    whose = f"{body}" if same else f"{body}, not by {subject.instance.key}"
    says = [
        f"The appointment missed on {short_day(fact.on)} was made by {whose}.",
        f"It fell {'inside' if inside else 'outside'} the period that ends on {short_day(subject.due_on)}.",
    ]
    return same and inside, says, None


def _in_force_on_due_day(rule: ExceptionRule, _fact: Fact, subject: Subject, _allowed: Allowance) -> _Outcome:
    in_force = subject.case.rules.parameter(rule.parameter).is_in_force(subject.due_on)
    says = (
        f"The relief was {'' if in_force else 'not '}in force on {short_day(subject.due_on)}, when the limit fell due."
    )
    return in_force, [says], None


_TESTS: Mapping[Test, Callable[[ExceptionRule, Fact, Subject, Allowance], _Outcome]] = {
    Test.CLOSURE: _closure,
    Test.DURING: _during,
    Test.ABSENCE: _absence,
    Test.SAME_BODY: _same_body,
    Test.IN_FORCE_ON_DUE_DAY: _in_force_on_due_day,
}


def recorded_for(case: Case, instance: Instance) -> list[Fact]:
    """The exceptions that an officer has recorded against one opened clock, allowed or not."""
    until = instance.next_start_on or date.max
    return [
        fact
        for fact in case.story.named.get("exception_recorded", ())
        if fact.details["limit"] == instance.clock.output
        and detail_of(fact, "key", case.rules) in (None, instance.key)
        and instance.start.on <= fact.on <= case.story.as_of
        and fact.on < until
    ]
