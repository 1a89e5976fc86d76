"""An area with a plan, an open cycle and people who owe replies."""

from dataclasses import dataclass
from datetime import date

import pytest
from tests.support.live_plan import People, a_person, a_plan_in_place, some_people

from oneplan.actions.delivery_cycles import open_cycle
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.delivery import queries
from oneplan.records.delivery.rows import LineRow

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Area:
    """A plan with an open cycle."""

    people: People
    chair: User
    plan_id: str
    cycle_id: str

    def line(self, ref: str) -> LineRow:
        """The line about one action as it stands."""
        found = queries.lines(self.cycle_id, viewer=viewer_of(self.people.lead, on=TODAY))
        return next(each for each in found if each.ref == ref)

    def viewer(self, user: User, on: date = TODAY):
        """Who looks."""
        return viewer_of(user, on=on)


@pytest.fixture
def area(db):
    people = some_people()
    plan_id = a_plan_in_place(people.lead, on=TODAY)
    cycle_id = open_cycle(plan_id=plan_id, opens_on=TODAY, by=people.lead, on=TODAY)
    return Area(people, a_person("chair"), plan_id, cycle_id)
