"""What is called late on the word of a return alone was late: held against everything that truly happened.

The invented area knows every day of every child's journey; its returns tell only what a return can. Whoever was spoilt
on purpose, or came from another area with a history that nobody here knows, is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from oneplan.core.casework import RequestReturned, ReturnEvents, ReturnHeader, events_of
from oneplan.core.casework.judging import Place, Told, judged
from oneplan.core.casework.knowing import Kept
from oneplan.core.casework.reporting import told_in_returns
from oneplan.core.pathways import Answer, Calendars, Fact, Kind, Nature, Role, State, run_clocks
from oneplan.rulebook import load_rulebook, returns
from oneplan.synthetic.area import invent

FIRST_LAW = date(2014, 9, 1)

Journey = tuple[str, str, date | None, str, date | None]


def answers(facts: Sequence[Fact], on: date) -> tuple[Answer, ...]:
    book = load_rulebook()
    return run_clocks([fact for fact in facts if fact.on >= FIRST_LAW], on, book.rules, Calendars(book.working_days))


def truly_happened(area) -> dict[Journey, list[Fact]]:
    """Every fact of every journey, found by the request's day or by the plan's."""
    found: dict[Journey, list[Fact]] = defaultdict(list)
    for each in area.events_after(date(1990, 1, 1)):
        who = (each.identifiers.surname, each.identifiers.forename, each.identifiers.born_on)
        fact = Fact(each.fact, each.on, each.details)
        for by, day in (("request", each.identifiers.received_on), ("plan", each.identifiers.started_on)):
            if day:
                found[(*who, by, day)].append(fact)
    return found


def journeys(area, year: int) -> Iterator[tuple[ReturnHeader, RequestReturned, date | None, list[Fact]]]:
    """What the return of a year says of each journey, and what truly happened."""
    header, persons = area.returned(year)
    spoilt = {each.position for each in area.planted_problems if each.year == year}
    truth = truly_happened(area)
    for person in persons:
        for request in person.requests if person.position not in spoilt else ():
            who = (person.surname, person.forename, person.born_on)
            plan = request.assessment.plan if request.assessment else None
            facts = truth.get((*who, "request", request.received_on)) or truth.get(
                (*who, "plan", plan.started_on if plan else None), []
            )
            if facts and "plan_transferred" not in {fact.name for fact in facts}:
                yield header, request, person.born_on, facts


def said_late(header: ReturnHeader, request: RequestReturned, born_on: date | None) -> set[tuple[str, date | None]]:
    """The duties that are called late, open or done, on the word of one return; with the day it was done."""
    book, told_by = load_rulebook(), returns.load()
    codes = told_by.codes("review-outcome", header.year)
    known = ReturnEvents.from_rules(
        book.rules,
        on=header.reference_date,
        review_outcomes={code: each.title.lower() for code, each in codes.items()},
    )
    reports = told_in_returns(told_by.facts_reported(header.year))
    told = [
        Told(each, reports, header.reference_date)
        for each in events_of(request, born_on=born_on, header=header, known=known)
    ]
    found = answers([each.says.as_fact for each in told], header.reference_date)
    on = header.reference_date
    return {
        (each.answer.output, each.answer.stopped_on)
        for each in judged(found, told, book.rules, on=on, kept=Kept(on))
        if is_duty(each.answer) and each.place in (Place.AHEAD, Place.BEHIND) and is_late(each.answer)
    }


def is_duty(answer: Answer) -> bool:
    return (answer.role, answer.kind, answer.nature) == (Role.LIMIT, Kind.DUTY, Nature.ACT)


def is_late(answer: Answer) -> bool:
    return answer.state in (State.OVERDUE, State.MET_LATE) or bool(answer.days_late)


def truly_late(facts: Sequence[Fact], on: date) -> set[tuple[str, date | None]]:
    return {
        (each.output, each.stopped_on) for each in answers(facts, on) if is_late(each) or each.state is State.DISAPPLIED
    }


@pytest.mark.slow
@pytest.mark.parametrize("year", [2024, 2026])
def test_whatever_a_return_calls_late_was_late(year: int) -> None:
    area = invent(11, on=date(2026, 11, 21), plans=220)
    claims, false = 0, []

    for header, request, born_on, facts in journeys(area, year):
        said = said_late(header, request, born_on)
        claims += len(said)
        wrong = said - truly_late(facts, header.reference_date)
        false += [(output, done_on, request) for output, done_on in wrong]

    assert false == []
    assert claims > 60
