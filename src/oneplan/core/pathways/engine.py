"""Run the clocks: facts and a day in, answers out. It asks nothing else and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from oneplan.core.calendar import OutsideCalendar
from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.core.pathways import explaining
from oneplan.core.pathways.answers import Answer, State
from oneplan.core.pathways.counting import Calendars
from oneplan.core.pathways.definitions import Clock, ExceptionRule, Kind, Nature, Pathway, Role, Rules
from oneplan.core.pathways.exceptions import (
    Subject,
    Tested,
    case_allowance,
    closure,
    evidence_for,
    recorded_for,
    test_exception,
)
from oneplan.core.pathways.facts import Fact
from oneplan.core.pathways.instances import Ending, Instance, tell
from oneplan.core.pathways.measuring import measure
from oneplan.core.pathways.working import Case, Worked
from oneplan.core.people import age_on

EXCEPTION_AVAILABLE = "exception_available"
ABSENCE_INSIDE = "absence_days_inside_limit"
CORONAVIRUS = "EXC-V"
YEARS = range(1900, 2200)
WEAKEST_LAST = (Status.VERIFIED, Status.FROM_KNOWLEDGE, Status.READING, Status.EXPECTED)


def run_clocks(
    facts: Iterable[Fact],
    as_of: date,
    rules: Rules,
    calendars: Calendars,
    *,
    pathways: Sequence[str] | None = None,
) -> tuple[Answer, ...]:
    """Every output of every clock that the facts open, as things stand on a day."""
    story = tell(facts, as_of, rules)
    _check(story.facts, as_of, rules)
    case = Case(story, calendars)
    chosen = [rules.pathway(name) for name in pathways] if pathways is not None else rules.pathways
    return tuple(answer for pathway in chosen for answer in _pathway_answers(pathway, case))


def _check(facts: Sequence[Fact], as_of: date, rules: Rules) -> None:
    _check_day(as_of, "The day asked about")
    for fact in facts:
        rules.fact(fact.name)
        _check_day(fact.on, fact.name)
        for name, said in fact.details.items():
            if isinstance(said, date):
                _check_day(said, f"{fact.name}, {name}")
    births = {fact.on for fact in facts if fact.name == "person_born"}
    if len(births) > 1:
        raise Problem(
            f"There are {len(births)} dates of birth.",
            why="Ages cannot be worked out from more than one.",
            do="Give the right one only.",
        )
    if births and (born_on := births.pop()) > as_of:
        raise Problem(
            f"The date of birth, {born_on}, is after the day asked about, {as_of}.",
            why=f"It would make the person {age_on(born_on, as_of)} years old.",
            do="Correct the date of birth or the day.",
        )


def _check_day(day: date, where: str) -> None:
    if day.year not in YEARS:
        raise Problem(
            f"{where}: {day} cannot be meant.",
            why=f"Days are understood from {YEARS[0]} to {YEARS[-1]}.",
            do="Check the year.",
        )


def _pathway_answers(pathway: Pathway, case: Case) -> Iterator[Answer]:
    for clock in pathway.clocks:
        if clock.status is Status.EXPECTED or not _may_open(clock, case):
            continue
        for instance in case.instances(clock):
            yield from _answers(instance, case)
    if pathway.id == "exceptions":
        yield from _general_exceptions(case)


def _may_open(clock: Clock, case: Case) -> bool:
    return bool(clock.follows) or any(ref.fact in case.story.named for ref in clock.starts)


def _answers(instance: Instance, case: Case) -> Iterator[Answer]:
    clock = instance.clock
    if clock.role is Role.VALUE:
        yield from _value_answer(instance, case)
        return
    worked = case.worked(instance)
    if not worked.applies:
        return
    tests = _tests(instance, case, worked)
    yield _dated_answer(instance, case, worked, tests)
    yield from _exception_answers(instance, tests)


def _value_answer(instance: Instance, case: Case) -> Iterator[Answer]:
    clock = instance.clock
    if missing := [name for name in clock.needs if name not in case.story.named]:
        yield _answer(instance, case, Worked(missing=missing[0]), missing=missing[0])
        return
    measured = measure(clock.measure, case, instance)
    if measured.value is None:
        return
    laws = [case.rules.parameter(name) for name in clock.parameters.values()]
    worked = Worked(steps=list(measured.says), laws=laws)
    worked.statuses = [
        law.as_of(case.law_day(instance)).status for law in laws if law.is_in_force(case.law_day(instance))
    ]
    yield _answer(instance, case, worked, value=measured.value, state=_quiet_state(instance))


def _dated_answer(instance: Instance, case: Case, worked: Worked, tests: Sequence[Tested]) -> Answer:
    clock = instance.clock
    recorded = recorded_for(case, instance)
    allowed = [fact for fact in recorded if case_allowance(case, instance, str(fact.details["exception"])) is not None]
    state, days_late = _standing(instance, case, worked, disapplied=bool(allowed))
    prudent_on, doubt = _prudent(clock, case, worked)
    steps = explaining.exceptions(instance, case, tests, recorded, worked) + doubt
    value = clock.value or (worked.day.isoformat() if worked.day and clock.role is Role.DAY else None)
    return _answer(
        instance,
        case,
        worked,
        more=steps,
        due_on=worked.day,
        prudent_on=prudent_on,
        by_time=worked.by_time or None,
        state=state,
        days_late=days_late,
        value=value,
        missing=worked.missing or None,
    )


def _standing(instance: Instance, case: Case, worked: Worked, *, disapplied: bool) -> tuple[State | None, int]:
    clock = instance.clock
    if clock.role is Role.DAY:
        return _quiet_state(instance), 0
    day = instance.ended_by.on if instance.ended_by else case.story.as_of
    late = max(0, (day - worked.day).days) if worked.day else 0
    if instance.ending is Ending.SUPERSEDED or instance.ending is Ending.WITHDRAWN:
        untold = instance.ending is Ending.SUPERSEDED and _record_starts(instance, case)
        return _quiet_state(instance), 0 if clock.only_if_chosen or disapplied or untold else late
    if disapplied and (late or instance.ending is None):
        return State.DISAPPLIED, 0
    if instance.ending is Ending.STOPPED:
        return (State.MET_LATE, late) if late else (State.MET, 0)
    if late and clock.nature is Nature.RIGHT:
        return None, 0
    return (State.OVERDUE, late) if late else (State.RUNNING, 0)


def _record_starts(instance: Instance, case: Case) -> bool:
    """Whether the clock gave way on a day before which its pathway has nothing on record."""
    ended_on = instance.ended_by.on if instance.ended_by else None
    kinds = [kind for kind in case.rules.pathway(instance.clock.pathway).facts if kind.starts_record]
    return any(fact.on == ended_on for kind in kinds for fact in case.story.named.get(kind.name, ()))


def _quiet_state(instance: Instance) -> State | None:
    endings = {Ending.SUPERSEDED: State.SUPERSEDED, Ending.WITHDRAWN: State.WITHDRAWN}
    return endings.get(instance.ending) if instance.ending else None


def _prudent(clock: Clock, case: Case, worked: Worked) -> tuple[date | None, list[str]]:
    if clock.role is not Role.LIMIT or worked.day is None:
        return None, []
    working = case.calendars.working
    try:
        prudent_on = working.on_or_before(worked.day)
    except OutsideCalendar as problem:
        return None, [f"No prudent working day can be given. {problem}"]
    return prudent_on, explaining.prudent(prudent_on, worked.day, expected=working.is_expected(worked.day))


def _tests(instance: Instance, case: Case, worked: Worked) -> list[Tested]:
    clock = instance.clock
    if not clock.exceptions or worked.day is None or clock.role is not Role.LIMIT:
        return []
    subject = Subject(case, instance, worked.day)
    allowed = case.rules.exception_sets[clock.exceptions].allows
    only_coronavirus = set(allowed) == {CORONAVIRUS}
    return [
        test_exception(rule, fact, subject)
        for rule, fact in evidence_for(case)
        if rule.code in allowed or not only_coronavirus
    ]


def _exception_answers(instance: Instance, tests: Sequence[Tested]) -> Iterator[Answer]:
    clock = instance.clock
    for test in tests:
        shared = Answer(
            output=EXCEPTION_AVAILABLE,
            title=f"Whether {test.code} is available against this limit: {clock.title}",
            value=test.available,
            rule=test.code,
            kind=Kind.DUTY,
            role=Role.VALUE,
            status=test.status,
            law=test.law,
            because=(*test.says, *explaining.AVAILABLE_IS_NOT_APPLIED),
            owner=clock.owner,
            pathway=clock.pathway,
            key=instance.key or None,
            started_on=instance.start.on,
            started_by=test.evidence.name,
            exception=test.code,
            limit=clock.output,
        )
        yield shared
        if test.days_inside is not None:
            yield explaining.inside_the_limit(shared, ABSENCE_INSIDE, test.days_inside)


def _general_exceptions(case: Case) -> Iterator[Answer]:
    """Whether the closure exceptions are available by their own test, before any one limit is asked about."""
    for rule, fact in evidence_for(case):
        allowed = next(
            (each.allows[rule.code] for each in case.rules.exception_sets.values() if rule.code in each.allows), None
        )
        if allowed is None or "closure" not in allowed.parameters:
            continue
        available, says = closure(case, fact, allowed.parameters, fact.on)
        yield _general_answer(rule, fact, allowed.law, available=available, says=says)


def _general_answer(rule: ExceptionRule, fact: Fact, law: str, *, available: bool, says: list[str]) -> Answer:
    return Answer(
        output=EXCEPTION_AVAILABLE,
        title=rule.title,
        value=available,
        rule=rule.code,
        kind=Kind.DUTY,
        role=Role.VALUE,
        status=Status.READING,
        law=law,
        because=(*says, rule.reading, *explaining.AVAILABLE_IS_NOT_APPLIED),
        owner="local authority",
        pathway="exceptions",
        started_on=fact.on,
        started_by=fact.name,
        exception=rule.code,
    )


def _answer(instance: Instance, case: Case, worked: Worked, *, more: Sequence[str] = (), **found: object) -> Answer:
    clock = instance.clock
    ended = instance.ended_by if instance.ending is Ending.STOPPED or clock.role is not Role.VALUE else None
    statuses = [*worked.statuses, *([clock.status] if clock.status else [])]
    status = max(statuses, key=WEAKEST_LAST.index) if statuses else case.rules.pathway(clock.pathway).status
    law = clock.law or "; ".join(dict.fromkeys(each.citation.text for each in worked.laws))
    return Answer(
        output=clock.output,
        title=clock.title,
        rule=clock.rule,
        kind=clock.kind,
        nature=clock.nature,
        role=clock.role,
        status=status,
        law=law or case.rules.pathway(clock.pathway).source,
        because=explaining.reasons(instance, case, worked, law, status, more),
        owner=clock.owner,
        pathway=clock.pathway,
        key=instance.key or None,
        started_on=instance.start.on,
        started_by=instance.start.name,
        stopped_on=ended.on if ended else None,
        stopped_by=ended.name if ended else None,
        **found,  # type: ignore[arg-type]  # the caller names fields of Answer only
    )
