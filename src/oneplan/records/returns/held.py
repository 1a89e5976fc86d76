"""What is on record for the people whom a file names, loaded for many of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from oneplan.records.casework.models import (
    Case,
    CaseEvent,
    EhcPlan,
    NamedSetting,
    Need,
    NeedsAssessment,
    Placement,
    Review,
)
from oneplan.records.people.models import Person
from oneplan.records.settings.models import Setting

_AT_ONCE = 500


@dataclass(slots=True)
class HeldCase:
    """One case with everything that a return may change; new ones start empty."""

    case: Case
    assessment: NeedsAssessment | None = None
    plan: EhcPlan | None = None
    named: list[NamedSetting] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    events: list[CaseEvent] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether the case is not on record yet."""
        return self.case.pk is None


@dataclass(slots=True)
class HeldPerson:
    """One person with their cases."""

    person: Person
    cases: list[HeldCase] = field(default_factory=list)


def held_people(person_ids: Collection[int], settings: Mapping[int, Setting]) -> dict[int, HeldPerson]:
    """What is on record for these people; ``settings`` are all settings by their number in the database."""
    found: dict[int, HeldPerson] = {}
    for some in _parts(sorted(person_ids)):
        people = {row.pk: HeldPerson(row) for row in Person.objects.filter(pk__in=some)}
        for held in _held_cases(some, settings):
            people[held.case.person_id].cases.append(held)
        found |= people
    return found


def setting_numbers() -> dict[str, Setting]:
    """Every setting by each of its numbers."""
    numbers: dict[str, Setting] = {}
    for row in Setting.objects.order_by("pk"):
        for number in (row.urn, row.ukprn):
            if number:
                numbers[number] = row
    return numbers


def _held_cases(person_ids: list[int], settings: Mapping[int, Setting]) -> Iterable[HeldCase]:
    cases = {row.pk: HeldCase(row) for row in Case.objects.filter(person_id__in=person_ids).order_by("pk")}
    ids = list(cases)
    for row in _rows(NeedsAssessment, "case_id", ids):
        cases[row.case_id].assessment = row
    plans = {}
    for row in _rows(EhcPlan, "case_id", ids):
        cases[row.case_id].plan = plans[row.pk] = row
    for row in _rows(NamedSetting, "plan_id", list(plans)):
        cases[plans[row.plan_id].case_id].named.append(row)
    for model, name in ((Placement, "placements"), (Need, "needs"), (Review, "reviews")):
        for row in _rows(model, "case_id", ids):
            getattr(cases[row.case_id], name).append(row)
    for held in cases.values():
        for row in (held.case, *held.named, *held.placements):
            row.setting = settings.get(row.setting_id)  # already loaded, so that nothing asks for it row by row
    for case_id, events in _standing_events(ids).items():
        cases[case_id].events = events
    return cases.values()


def _standing_events(case_ids: list[int]) -> dict[int, list[CaseEvent]]:
    """The events that still count: none that was superseded, and no retraction."""
    by_case: dict[int, list[CaseEvent]] = defaultdict(list)
    gone: set[int] = set()
    for row in _rows(CaseEvent, "case_id", case_ids):
        by_case[row.case_id].append(row)
        if row.supersedes_id is not None:
            gone.add(row.supersedes_id)
    return {
        case_id: [row for row in rows if row.pk not in gone and not row.is_retraction]
        for case_id, rows in by_case.items()
    }


def _rows(model: Any, column: str, ids: list[int]) -> Iterable[Any]:
    for some in _parts(ids):
        yield from model.objects.filter(**{f"{column}__in": some}).order_by("pk")


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
