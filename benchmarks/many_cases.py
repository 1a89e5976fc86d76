"""A caseload of any size, made in bulk: settings, officers in teams, people, cases with their facts and standing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from oneplan.records.accounts.models import RoleHeld, User
from oneplan.records.casework import standing
from oneplan.records.casework.models import Case, CaseEvent, Need, Team, TeamMember
from oneplan.records.people.models import Person
from oneplan.records.settings.models import Setting
from oneplan.rulebook import load_rulebook

FIRST_DAY = date(2020, 1, 1)
FORENAMES = (
    *("Ada", "Ben", "Cara", "Dev", "Ella", "Finn", "Grace", "Hugo", "Isla", "Jack", "Kai", "Leah", "Maya", "Noah"),
    *("Olive", "Priya", "Quinn", "Rosa", "Sam", "Tara", "Uma", "Vera", "Will", "Xanthe", "Yusuf", "Zara", "Mohammed"),
    *("Catherine", "Alexander", "Siobhan", "Aleksandra", "Oluwaseun"),
)
STARTS = (
    *("Ash", "Bar", "Car", "Dal", "East", "Fair", "Green", "Hart", "In", "King", "Lang", "Mar", "New", "Oak", "Pres"),
    *("Rad", "Stan", "Thorn", "Up", "Wal", "Whit", "York", "Har", "Bir"),
)
ENDINGS = (
    *("ton", "ley", "ford", "wood", "field", "worth", "ham", "well", "by", "den", "son", "man", "shaw", "croft"),
    *("stead", "bridge"),
)
KINDS = ("maintained school", "academy", "special academy", "independent special school", "college")
NEEDS = ("ASD", "SEMH", "SLCN", "MLD", "SLD", "PD", "HI", "VI")
TEAMS, OFFICERS, SETTINGS, AT_ONCE = 4, 40, 300, 2000


def a_manager(email: str = "manager@benchmark.invalid") -> User:
    """Somebody who leads every team that there is."""
    user = _user(email, "Manager", "manager")
    for team in Team.objects.all():
        TeamMember.objects.create(team=team, user=user, first_day=FIRST_DAY)
    return user


def make_caseload(cases: int, *, today: date, seed: int = 7, say: Callable[[str], None] = print) -> None:
    """So many open cases, four in five with a plan, with their standing as it is today."""
    chance = Random(seed)
    teams = Team.objects.bulk_create([Team(name=f"Team {number}") for number in range(TEAMS)])
    officers = [_user(f"officer{number}@benchmark.invalid", _name(chance), "caseworker") for number in range(OFFICERS)]
    for number, user in enumerate(officers):
        TeamMember.objects.create(team=teams[number % TEAMS], user=user, first_day=FIRST_DAY)
    settings = Setting.objects.bulk_create(
        [
            Setting(
                urn=f"{100000 + n}",
                name=f"{chance.choice(STARTS)}{chance.choice(ENDINGS)} {n}" if n % 9 else "",
                kind=chance.choice(KINDS),
            )
            for n in range(SETTINGS)
        ]
    )
    for first in range(0, cases, AT_ONCE):
        _some(min(AT_ONCE, cases - first), chance, today, teams, officers, settings)
        say(f"{min(first + AT_ONCE, cases):,} cases")


def _some(
    count: int, chance: Random, today: date, teams: list[Team], officers: list[User], settings: list[Setting]
) -> None:
    people = Person.objects.bulk_create([_person(chance, today) for _ in range(count)])
    made = []
    for person in people:
        place = chance.randrange(OFFICERS)
        is_held = chance.random() < 0.93
        made.append(
            Case(
                person=person,
                setting=chance.choice(settings),
                team=teams[place % TEAMS],
                officer=officers[place] if is_held else None,
                officer_since=today - timedelta(days=chance.randrange(900)) if is_held else None,
                stage="plan in force" if chance.random() < 0.8 else "requested",
            )
        )
    cases = Case.objects.bulk_create(made)
    Need.objects.bulk_create([Need(case=case, code=chance.choice(NEEDS), rank=1) for case in cases])
    CaseEvent.objects.bulk_create([event for case in cases for event in _events(case, chance, today)])
    standing.refresh([case.pk for case in cases], on=today, book=load_rulebook())


def _events(case: Case, chance: Random, today: date) -> list[CaseEvent]:
    if case.stage == "requested":
        told = [("request_received", today - timedelta(days=chance.randrange(1, 150)))]
    else:
        told = [("final_plan_sent", today - timedelta(days=chance.randrange(10, 420)))]
    return [CaseEvent(case=case, fact=fact, on=on, source="officer") for fact, on in told]


def _person(chance: Random, today: date) -> Person:
    born_on = today - timedelta(days=chance.randrange(3 * 365, 24 * 365))
    forename, _, surname = _name(chance).partition(" ")
    return Person(forename=forename, surname=surname, born_on=born_on)


def _name(chance: Random) -> str:
    return f"{chance.choice(FORENAMES)} {chance.choice(STARTS)}{chance.choice(ENDINGS)}"


def _user(email: str, name: str, role: str) -> User:
    user = User.objects.create_user(email, name, is_demo=True)
    RoleHeld.objects.create(user=user, role=role, first_day=FIRST_DAY)
    return user
