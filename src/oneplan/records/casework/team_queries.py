"""How the open cases within reach are shared among officers, counted by case: five queries whatever their number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet

from oneplan.core.access import Viewer
from oneplan.core.casework.stages import Stage
from oneplan.core.people import phase
from oneplan.records.accounts.models import User
from oneplan.records.casework.caseload import ours
from oneplan.records.casework.models import Case, Need, Standing, TeamMember
from oneplan.records.casework.reach import Reach, cases_within, reach_of, standing_within
from oneplan.records.casework.standing import unknown
from oneplan.records.casework.work_rows import DAYS_AHEAD, DUTY, shown_setting

READ, ALLOCATE = "team-read", "case-allocate"
REVIEWS = ("review_complete_by", "first_review_by")
WITH_PLAN = tuple(stage.value for stage in Stage if stage.has_plan)
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """What one officer carries, in cases; ``officer_id`` 0 is nobody."""

    officer_id: int
    name: str
    teams: tuple[str, ...]
    late: int
    soon: int
    later: int
    undated: int
    without_review: int

    @property
    def open(self) -> int:
        """How many open cases they hold."""
        return self.late + self.soon + self.later + self.undated


@dataclass(frozen=True, slots=True)
class Alone:
    """A kind of case that only one officer holds: what kind, who, how many, and how many are late or due soon."""

    part: str
    value: str
    officer_id: int
    name: str
    cases: int
    pressing: int


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """The whole load within reach."""

    officers: tuple[OfficerLoad, ...]
    unallocated: OfficerLoad
    alone: tuple[Alone, ...]


@dataclass(frozen=True, slots=True)
class AllocatableRow:
    """A case that may be given to an officer."""

    case_id: str
    surname: str
    forename: str
    preferred_name: str
    born_on: date | None
    setting: str
    stage: str
    officer: str
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """Somebody to whom cases may be given, in one of their teams."""

    id: int
    name: str
    team_id: str
    team: str


@dataclass(frozen=True, slots=True)
class _CaseRow:
    id: int
    officer: int
    has_plan: bool
    place: str
    phase: str
    need: str
    due_on: date | None


def team_load(*, viewer: Viewer, on: date) -> TeamLoad:
    """How the open cases of the viewer's teams are shared; raises NotAllowed in words."""
    reach = reach_of(viewer, READ)
    cases = tuple(_cases(reach, on))
    reviewed = set(_standing(reach, on).filter(output__in=REVIEWS).values_list("case", flat=True))
    held: dict[int, list[_CaseRow]] = defaultdict(list)
    for case in cases:
        held[case.officer].append(case)
    people = _people(reach, held, on)
    loads = {pk: _load(pk, *people.get(pk, ("", ())), held[pk], reviewed, on) for pk in {*people, *held, 0}}
    officers = sorted((each for pk, each in loads.items() if pk), key=lambda each: (-each.open, each.name))
    return TeamLoad(tuple(officers), loads[0], tuple(_alone(cases, people, on)))


def allocatable(*, viewer: Viewer, on: date, holder: int | None = None) -> tuple[AllocatableRow, ...]:
    """Open cases that the viewer may give to an officer, those of one holder or of nobody, the soonest due first."""
    reach = reach_of(viewer, ALLOCATE)
    cases = cases_within(reach, Case.objects.filter(closed_on=None, officer=holder))
    return tuple(_allocatable(cases.values_list("pk", flat=True), reach, on))


def chosen(case_ids: Iterable[str], *, viewer: Viewer, on: date) -> tuple[AllocatableRow, ...]:
    """Those of the cases named that the viewer may give to an officer."""
    reach = reach_of(viewer, ALLOCATE)
    cases = cases_within(reach, Case.objects.filter(closed_on=None, public_id__in=list(case_ids)))
    return tuple(_allocatable(cases.values_list("pk", flat=True), reach, on))


def officers(*, viewer: Viewer) -> tuple[OfficerRow, ...]:
    """Everybody in the teams within reach today, to whom cases may be given, by name."""
    members = _members(reach_of(viewer, ALLOCATE), viewer.on).order_by("user__name", "team__name")
    columns = members.values_list("user", "user__name", "team__public_id", "team__name")
    return tuple(OfficerRow(*values) for values in columns)


# ---- Cases -----------------------------------------------------------------------------------------------------


def _standing(reach: Reach, on: date) -> Any:
    known = Standing.objects.filter(is_disapplied=False, is_conditional=False).exclude(unknown(on))
    return standing_within(reach, known)


def _next_due(reach: Reach, on: date) -> Any:
    """The soonest day of each case on which a duty of the authority's falls due and can be known."""
    duties = _standing(reach, on).filter(nature="act", kind=DUTY, owner__in=ours())
    return duties.values_list("case").order_by().annotate(first=Min("due_on"))


def _cases(reach: Reach, on: date) -> Iterator[_CaseRow]:
    due = dict(_next_due(reach, on))
    needs = dict(Need.objects.filter(rank=1).values_list("case", "code"))
    cases = cases_within(reach, Case.objects.filter(closed_on=None))
    for pk, officer, stage, place, born_on in cases.values_list(
        "pk", "officer", "stage", "setting__kind", "person__born_on"
    ):
        yield _CaseRow(
            id=pk,
            officer=officer or 0,
            has_plan=stage in WITH_PLAN,
            place=place or "",
            phase=phase(born_on, on).value if born_on else "",
            need=needs.get(pk, ""),
            due_on=due.get(pk),
        )


def _load(
    pk: int, name: str, teams: tuple[str, ...], cases: Iterable[_CaseRow], reviewed: set[int], on: date
) -> OfficerLoad:
    held = tuple(cases)
    stands = Counter(_stands(case, on) for case in held)
    return OfficerLoad(
        officer_id=pk,
        name=name,
        teams=teams,
        late=stands["late"],
        soon=stands["soon"],
        later=stands["later"],
        undated=stands["undated"],
        without_review=sum(1 for case in held if case.has_plan and case.id not in reviewed),
    )


def _stands(case: _CaseRow, on: date) -> str:
    if case.due_on is None:
        return "undated"
    if case.due_on < on:
        return "late"
    return "soon" if case.due_on <= on + timedelta(days=DAYS_AHEAD) else "later"


def _alone(cases: Iterable[_CaseRow], people: Mapping[int, Any], on: date) -> Iterator[Alone]:
    """Each kind of case that one officer alone holds, where there are others to share it with."""
    held: dict[tuple[str, str], dict[int, list[_CaseRow]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        for part, value in (("place", case.place), ("phase", case.phase), ("need", case.need)):
            if value and case.officer:
                held[part, value][case.officer].append(case)
    found = []
    for (part, value), by_officer in held.items():
        if len(by_officer) == 1 and len(people) > 1:
            ((officer, those),) = by_officer.items()
            pressing = sum(1 for case in those if _stands(case, on) in {"late", "soon"})
            name = people.get(officer, ("",))[0]
            found.append(Alone(part, value, officer, name, len(those), pressing))
    yield from sorted(found, key=lambda each: (-each.cases, each.part, each.value))


# ---- People ----------------------------------------------------------------------------------------------------


def _members(reach: Reach, on: date) -> QuerySet[TeamMember]:
    members = TeamMember.objects.filter(Q(last_day=None) | Q(last_day__gte=on), first_day__lte=on, user__is_active=True)
    return members if reach.everything else members.filter(team__in=reach.teams)


def _people(reach: Reach, holders: Iterable[int], on: date) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Everybody in the teams within reach, and whoever else holds a case there: their name and their teams."""
    teams: dict[int, list[str]] = defaultdict(list)
    names: dict[int, str] = dict(User.objects.filter(pk__in=[pk for pk in holders if pk]).values_list("pk", "name"))
    columns = _members(reach, on).order_by("team__name").values_list("user", "user__name", "team__name")
    for pk, name, team in columns:
        names[pk] = name
        teams[pk].append(team)
    return {pk: (name, tuple(dict.fromkeys(teams[pk]))) for pk, name in names.items()}


def _allocatable(pks: Any, reach: Reach, on: date) -> Iterator[AllocatableRow]:
    due = dict(_next_due(reach, on).filter(case__in=pks))
    rows = Case.objects.filter(pk__in=pks).select_related("person", "setting", "officer")
    for case in sorted(rows, key=lambda case: (due.get(case.pk, date.max), case.pk))[:AT_ONCE]:
        person, setting = case.person, case.setting
        yield AllocatableRow(
            case_id=case.public_id,
            surname=person.surname,
            forename=person.forename,
            preferred_name=person.preferred_name,
            born_on=person.born_on,
            setting=shown_setting(setting.name, setting.urn, setting.ukprn) if setting else "",
            stage=case.stage,
            officer=case.officer.name if case.officer else "",
            next_due_on=due.get(case.pk),
        )
