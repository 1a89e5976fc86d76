"""A question as it arrives: plain values in, facts out, or a refusal that names the item."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.core.calendar import SchoolCalendar, WorkingDays
from oneplan.core.kernel import Period, Problem
from oneplan.core.pathways.answers import Answer
from oneplan.core.pathways.counting import Calendars
from oneplan.core.pathways.definitions import Rules
from oneplan.core.pathways.engine import run_clocks
from oneplan.core.pathways.facts import Detail, DetailType, DetailValue, Fact, FactKind

PARTS = ("as_of", "facts", "school_calendar", "pathways")
LARGEST_NUMBER = 10_000
OWN_KEYS = ("fact", "on")


@dataclass(frozen=True, slots=True)
class Question:
    """Facts, the day asked about, the calendars to count on and the pathways to keep to."""

    facts: tuple[Fact, ...]
    as_of: date
    calendars: Calendars
    pathways: tuple[str, ...] | None = None

    def answer(self, rules: Rules) -> tuple[Answer, ...]:
        """The answers."""
        return run_clocks(self.facts, self.as_of, rules, self.calendars, pathways=self.pathways)


def read_question(document: object, rules: Rules, working: WorkingDays, *, as_of: date | None = None) -> Question:
    """A whole question; ``as_of`` takes the place of the day in the document."""
    asked = _mapping(document, "The question")
    if unknown := sorted(set(asked) - set(PARTS)):
        raise Problem(
            f"The question has parts that are not known: {', '.join(unknown)}.",
            why="A misspelt part would be ignored without a word.",
            do=f"Use only: {', '.join(PARTS)}.",
        )
    pathways = asked.get("pathways")
    return Question(
        facts=read_facts(asked.get("facts"), rules),
        as_of=as_of or _as_of(asked),
        calendars=Calendars(working, read_school_calendar(asked.get("school_calendar"), working)),
        pathways=None if pathways is None else _pathways(pathways, rules),
    )


def read_facts(listed: object, rules: Rules) -> tuple[Fact, ...]:
    """Facts from a list of plain tables."""
    items = _sequence(listed, "facts")
    return tuple(_fact(item, f"Fact {number}", rules) for number, item in enumerate(items, start=1))


def read_school_calendar(document: object, working: WorkingDays) -> SchoolCalendar | None:
    """A setting's calendar, or none if none is given."""
    if document is None:
        return None
    asked = _mapping(document, "school_calendar")
    if unknown := sorted(set(asked) - {"terms", "closed"}):
        raise Problem(
            f"school_calendar has parts that are not known: {', '.join(unknown)}.",
            why="A misspelt part would be ignored without a word.",
            do="Use only terms and closed.",
        )
    terms = [_term(each, number) for number, each in enumerate(_sequence(asked.get("terms"), "terms"), start=1)]
    closed = _sequence(asked.get("closed", []), "closed")
    days = frozenset(read_day(each, f"closed, item {number}") for number, each in enumerate(closed, start=1))
    return SchoolCalendar(tuple(terms), days, working)


def read_day(said: object, where: str) -> date:
    """A day written as year, month and day."""
    if isinstance(said, str) and len(said) == len("2026-01-05"):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    raise Problem(
        f"{where}: {said!r} is not a day.",
        why="Nothing can be counted from it.",
        do="Write it as year, month and day: 2026-01-05.",
    )


def _as_of(asked: Mapping[str, object]) -> date:
    if "as_of" not in asked:
        raise Problem(
            "The question does not say which day it is about.",
            why="What is late depends on the day, and the day is never guessed.",
            do="Give as_of, such as 2026-03-01.",
        )
    return read_day(asked["as_of"], "as_of")


def _pathways(named: object, rules: Rules) -> tuple[str, ...]:
    return tuple(rules.pathway(str(each)).id for each in _sequence(named, "pathways"))


def _term(item: object, number: int) -> Period:
    ends = _sequence(item, f"Term {number}")
    if len(ends) != 2:  # noqa: PLR2004 - a term has two ends
        raise Problem(f"Term {number} does not have two days.", do="Give its first and its last day.")
    first, last = (read_day(each, f"Term {number}") for each in ends)
    return Period(first, last)


def _fact(item: object, where: str, rules: Rules) -> Fact:
    said = _mapping(item, where)
    name = said.get("fact")
    if not isinstance(name, str) or name not in rules.facts:
        raise Problem(
            f"{where}: there is no fact called {name!r}.",
            why="Only facts of the vocabulary start or stop a clock.",
            do=f"Use one that “oneplan clocks facts” lists.{_nearest(name, rules.facts)}",
        )
    kind = rules.facts[name]
    where = f"{where} ({name})"
    _check_details(said, kind, where)
    details = {
        detail.name: _detail(said[detail.name], detail, rules, f"{where}, {detail.name}")
        for detail in kind.details.values()
        if detail.name in said
    }
    return _checked(Fact(name, read_day(said.get("on"), f"{where}, on"), details), where)


def _check_details(said: Mapping[str, object], kind: FactKind, where: str) -> None:
    known = [*OWN_KEYS, *kind.details]
    if unknown := sorted(set(said) - set(known)):
        raise Problem(
            f"{where}: {', '.join(unknown)} is not a detail of this fact.",
            why="It would change nothing.",
            do=f"Use only: {', '.join(known)}.",
        )
    if lacking := [each.name for each in kind.details.values() if each.required and each.name not in said]:
        raise Problem(
            f"{where}: {', '.join(lacking)} is missing.",
            why="The answer depends on it.",
            do=f"Add {', '.join(kind.details[name].title.lower() for name in lacking)}.",
        )


def _checked(fact: Fact, where: str) -> Fact:
    """Refuse a fact whose own days contradict each other."""
    later = {"closed_from": "reopens_on"}
    pairs = [(fact.details.get(first), fact.details.get(then), then) for first, then in later.items()]
    pairs.append((fact.on, fact.details.get("last_day"), "last_day"))
    for first, then, name in pairs:
        if isinstance(first, date) and isinstance(then, date) and then < first:
            raise Problem(
                f"{where}: {name}, {then}, is before {first}.",
                why="A stretch of days cannot end before it begins.",
                do="Correct one of the two.",
            )
    return fact


def _detail(said: object, detail: Detail, rules: Rules, where: str) -> DetailValue:
    if detail.type is DetailType.OUTPUT:
        return _output(said, rules, where)
    return READ_AS[detail.type](said, detail, where)


def _text(said: object, detail: Detail, where: str) -> str:
    if not isinstance(said, str) or not said.strip() or not said.isprintable():
        raise Problem(f"{where}: {said!r} is not a text.", do=f"Say {detail.title.lower()} in words, on one line.")
    return said


def _choice(said: object, detail: Detail, where: str) -> str:
    if said not in detail.choices:
        raise Problem(f"{where}: {said!r} is not one of the choices.", do=f"Use one of: {', '.join(detail.choices)}.")
    return str(said)


def _date(said: object, _detail: Detail, where: str) -> date:
    return read_day(said, where)


def _number(said: object, _detail: Detail, where: str) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said <= LARGEST_NUMBER:
        raise Problem(f"{where}: {said!r} is not a whole number.", do=f"Give a number from 0 to {LARGEST_NUMBER}.")
    return said


def _yes_no(said: object, _detail: Detail, where: str) -> bool:
    if not isinstance(said, bool):
        raise Problem(f"{where}: {said!r} is neither true nor false.", do="Write true or false.")
    return said


def _output(said: object, rules: Rules, where: str) -> str:
    if not isinstance(said, str) or said not in rules.outputs:
        raise Problem(
            f"{where}: there is no limit called {said!r}.",
            do=f"Name an output, such as final_plan_due.{_nearest(said, rules.outputs)}",
        )
    return said


READ_AS: Mapping[DetailType, Callable[[object, Detail, str], DetailValue]] = {
    DetailType.TEXT: _text,
    DetailType.CHOICE: _choice,
    DetailType.DATE: _date,
    DetailType.NUMBER: _number,
    DetailType.YES_NO: _yes_no,
}


def _nearest(said: object, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    close = get_close_matches(str(said), known, n=1)
    return f" Did you mean {close[0]}?" if close else ""


def _mapping(said: object, where: str) -> Mapping[str, object]:
    if not isinstance(said, dict):
        raise Problem(f"{where} is not a table of names and values.", do="Write it between braces: {…}.")
    return said


def _sequence(said: object, where: str) -> Sequence[object]:
    if not isinstance(said, list | tuple):
        raise Problem(f"{where} is not a list.", do="Write it between square brackets: […].")
    return said
