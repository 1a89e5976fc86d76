"""Cases, returns and what hangs on them, so that every page about them can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from oneplan.records.accounts.models import User
from oneplan.records.casework.models import Case, EhcPlan, Need, Placement
from oneplan.records.people.models import NamedOnRecord, PersonFlag
from oneplan.records.returns.models import DoubtfulMatch, PersonReturn
from tests.support.cases import make_case, make_person, make_setting, make_team
from tests.support.live_plan import FIRST_DAY, People, a_person
from tests.support.person_returns import as_file, bring_in, child

LATE = "/returns/import-day/late/EHCNA-01/assess_decision_due/"


@dataclass(frozen=True, slots=True)
class Keepers:
    """Those who bring returns in and name people on restricted records."""

    operator: User
    applied: str
    read: str


def cases_have_come(people: People) -> Keepers:
    """A case within the caseworker's reach, a return in place, and others in every state."""
    today = timezone.localdate()
    operator = a_person("operator")
    team = make_team("North", people.caseworker)
    applied, _ = bring_in([child(1, postcode=""), child(2)], operator, on=today)
    doubtful = child(1, surname="Other", born_on=today.replace(year=today.year - 9, day=1))
    read, _ = bring_in([doubtful, child(3)], operator, on=today, applies=False)
    for place, state in enumerate(("reading", "failed", "set aside"), 10):
        other, _ = bring_in(as_file([child(place)]), operator, on=today, applies=False)
        PersonReturn.objects.filter(public_id=other).update(state=state, says="Read 12 people, 40% of the file")
    Case.objects.update(team=team)
    _a_case(people)
    restricted = make_person(is_restricted=True)
    NamedOnRecord.objects.create(person=restricted, user=people.caseworker, first_day=FIRST_DAY)
    return Keepers(operator, applied, read)


def case_needs(people: People) -> Mapping[str, object]:
    """What the pages about cases and returns are opened with."""
    case = Case.objects.get(officer=people.caseworker)
    made = timezone.localdate() - timedelta(days=80)
    ready, match = PersonReturn.objects.get(state="read"), DoubtfulMatch.objects.get()
    named = NamedOnRecord.objects.get()
    return {
        "case_id": case.public_id,
        "limit": f"final_plan_due.{made.isoformat()}",
        "which": "late",
        "import-day-list rule": "EHCNA-01",
        "output": "assess_decision_due",
        "return_id": ready.public_id,
        "match_id": match.public_id,
        "name-on-record person_id": named.person.public_id,
        "named_id": named.pk,
    }


def case_addresses() -> Mapping[str, tuple[str, ...]]:
    """The pages about cases and returns in their other states."""
    returns = tuple(reverse("return", args=[row.public_id]) for row in PersonReturn.objects.order_by("pk"))
    problems = reverse("data-problems")
    return {
        "child": tuple(reverse("child", args=[case.public_id]) for case in Case.objects.order_by("pk")),
        "return": returns,
        "import-day-list": (LATE, LATE.replace("late", "next", 1), LATE.replace("late", "unknown", 1)),
        "data-problems": (problems, f"{problems}?level=Q", f"{problems}?level=E&rule=P09"),
        "settings-list": (reverse("settings-list"), f"{reverse('settings-list')}?named=yes"),
    }


def _a_case(people: People) -> None:
    made = timezone.localdate() - timedelta(days=80)
    school = make_setting(name="Rowan Lane School")
    person = make_person(surname="Fernsby", forename="Rosalind", preferred_name="Rosie")
    PersonFlag.objects.create(person=person, kind="interpreter", first_day=made)
    case = make_case(person=person, officer=people.caseworker, setting=school, facts=[("request_received", made)])
    EhcPlan.objects.create(case=case, started_on=made).named_settings.create(setting=school)
    Placement.objects.create(case=case, setting=school, entered_on=made)
    Need.objects.create(case=case, code="ASD", rank=1)
