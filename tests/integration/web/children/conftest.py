"""A caseworker in a team, and the page of a child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from tests.support.cases import make_team
from tests.support.live_plan import a_person

from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Team

TODAY = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Office:
    """People who may open records, each in their own way, and one who works elsewhere."""

    caseworker: User
    elsewhere: User
    analyst: User
    board: User
    team: Team


@pytest.fixture
def office(db, demonstration) -> Office:
    """A team with a caseworker, somebody in another team, an analyst and a board member."""
    caseworker = a_person("caseworker")
    elsewhere = a_person("caseworker", email="elsewhere@merrowdale.invalid")
    team = make_team("North", caseworker)
    make_team("South", elsewhere)
    return Office(caseworker, elsewhere, a_person("analyst"), a_person("board-member"), team)


@pytest.fixture
def today_is(monkeypatch) -> Callable[[date], None]:
    """Moves today."""

    def move(day: date) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)

    return move


@pytest.fixture(autouse=True)
def a_fixed_day(today_is) -> None:
    today_is(TODAY)
