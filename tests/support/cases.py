"""Persons, settings and cases as rows, for tests; every case has its standing worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from oneplan.core.casework.case_facts import plain_details
from oneplan.core.pathways import Fact
from oneplan.records.accounts.models import User
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case, CaseEvent, Team, TeamMember
from oneplan.records.casework.sources import OFFICER
from oneplan.records.people.models import NamedOnRecord, Person
from oneplan.records.settings.models import SchoolCalendar, Setting, Term
from oneplan.rulebook import load_rulebook
from tests.support.people import LONG_AGO, TODAY

Told = Fact | tuple[str, date] | tuple[str, date, dict[str, Any]]

_numbers = count(1)


def make_person(
    *,
    surname: str = "",
    forename: str = "Robin",
    born_on: date | None = date(2015, 5, 6),
    is_restricted: bool = False,
    named: Sequence[User] = (),
    **columns: Any,
) -> Person:
    """A person on record; ``named`` are the accounts named on it."""
    person = Person.objects.create(
        surname=surname or f"Example{next(_numbers)}",
        forename=forename,
        born_on=born_on,
        is_restricted=is_restricted,
        **columns,
    )
    for user in named:
        NamedOnRecord.objects.create(person=person, user=user, first_day=LONG_AGO)
    return person


def make_team(name: str = "", *members: User) -> Team:
    """A team with these officers in it."""
    team = Team.objects.create(name=name or f"Team {next(_numbers)}")
    for user in members:
        TeamMember.objects.create(team=team, user=user, first_day=LONG_AGO)
    return team


def make_calendar(*terms: tuple[date, date], closed: Iterable[date] = (), is_the_areas: bool = False) -> SchoolCalendar:
    """A school calendar with these terms."""
    calendar = SchoolCalendar.objects.create(name=f"Calendar {next(_numbers)}", is_the_areas=is_the_areas)
    for first, last in terms:
        Term.objects.create(calendar=calendar, first_day=first, last_day=last)
    for day in closed:
        calendar.closed_days.create(day=day)
    return calendar


def make_setting(*, name: str = "", calendar: SchoolCalendar | None = None, **columns: Any) -> Setting:
    """A setting on record, known by a number of its own."""
    number = next(_numbers)
    columns.setdefault("urn", f"{800000 + number}")
    return Setting.objects.create(name=name or f"Setting {number}", calendar=calendar, **columns)


def make_case(
    *,
    facts: Iterable[Told] = (),
    person: Person | None = None,
    officer: User | None = None,
    team: Team | None = None,
    setting: Setting | None = None,
    stage: str = "",
    on: date = TODAY,
    source: str = OFFICER,
    **columns: Any,
) -> Case:
    """A case whose facts are events on record, with its standing as it is on a day; its stage is as given."""
    case = Case.objects.create(
        person=person or make_person(), officer=officer, team=team, setting=setting, stage=stage, **columns
    )
    add_events(case, facts, on=on, source=source)
    return case


def add_events(case: Case, facts: Iterable[Told], *, on: date = TODAY, **columns: Any) -> list[CaseEvent]:
    """More events of a case, which is then put in step with them."""
    columns.setdefault("source", OFFICER)
    told = [each if isinstance(each, Fact) else Fact(*each) for each in facts]
    made = [
        CaseEvent.objects.create(case=case, fact=f.name, on=f.on, details=plain_details(f.details), **columns)
        for f in told
    ]
    in_step(case, on=on)
    return made


def in_step(*cases: Case, on: date = TODAY) -> None:
    """The standing of these cases is worked out again, as they stand on a day."""
    standing.refresh([case.pk for case in cases], on=on, book=load_rulebook())
