"""How much of each list that an area is asked for the records hold: counts only, never who."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from oneplan.core.access import Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.casework.stages import Stage
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.casework.models import Case, Need, Placement

A_YEAR = 12
SIXTEEN = 16


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many are on a list, how many of them have each column filled, and the day the records last changed."""

    total: int
    filled: Mapping[str, int]
    changed_on: date | None


def counts_of(reads: str, columns: Collection[str], *, viewer: Viewer) -> ListCounts:
    """The counts of one list on the viewer's day."""
    rights.check(viewer, "evaluation-read")
    if reads not in _LISTS:
        raise Problem(f"No query reads the list “{reads}”.", do=f"Use one of: {', '.join(sorted(_LISTS))}.")
    cases = _LISTS[reads](viewer.on).annotate(
        has_need=Exists(Need.objects.filter(case=OuterRef("pk"), rank=1)),
        has_place=Exists(_places().exclude(setting=None, sen_setting="")),
        has_placed=Exists(_places().filter(entered_on__isnull=False)),
    )
    counted = cases.aggregate(
        total=Count("pk"),
        changed=Max("updated_at"),
        **{f"filled_{name}": Count("pk", filter=_COLUMNS[name]) for name in columns},
    )
    changed = counted["changed"]
    return ListCounts(
        total=counted["total"],
        filled={name: counted[f"filled_{name}"] for name in columns},
        changed_on=changed.date() if changed else None,
    )


def _in_force(on: date) -> QuerySet[Case]:
    return Case.objects.filter(
        Q(ehc_plan__ceased_on__isnull=True) | Q(ehc_plan__ceased_on__gt=on), ehc_plan__started_on__lte=on
    )


def _assessments(on: date) -> QuerySet[Case]:
    since = months_after(on, -A_YEAR)
    running = [each.value for each in Stage if not each.is_over and not each.has_plan]
    asked = Q(needs_assessment__received_on__gt=since, needs_assessment__received_on__lte=on)
    return Case.objects.filter(needs_assessment__isnull=False).filter(asked | Q(stage__in=running))


def _ceased(on: date) -> QuerySet[Case]:
    return Case.objects.filter(ehc_plan__ceased_on__gt=months_after(on, -A_YEAR), ehc_plan__ceased_on__lte=on)


def _disagreements(on: date) -> QuerySet[Case]:
    names = ("request_mediation", "request_tribunal", "mediation", "tribunal", "other_mediation", "other_tribunal")
    any_of = Q()
    for name in names:
        any_of |= Q(**{f"needs_assessment__{name}": True})
    return Case.objects.filter(any_of, needs_assessment__received_on__gt=months_after(on, -A_YEAR))


def _residential(on: date) -> QuerySet[Case]:
    live = Placement.objects.filter(case=OuterRef("pk"), left_on__isnull=True).exclude(residential="")
    return _in_force(on).filter(~Q(ehc_plan__residential="") | Exists(live))


def _over_16(on: date) -> QuerySet[Case]:
    return _in_force(on).filter(person__born_on__lte=months_after(on, -SIXTEEN * A_YEAR))


def _places() -> QuerySet[Placement]:
    return Placement.objects.filter(case=OuterRef("pk"), left_on__isnull=True)


_LISTS: Mapping[str, Callable[[date], QuerySet[Case]]] = {
    "plans-in-force": _in_force,
    "assessments": _assessments,
    "plans-ceased": _ceased,
    "otherwise-than-at-school": lambda on: _in_force(on).filter(ehc_plan__organised_arrangements=True),
    "residential": _residential,
    "personal-budgets": lambda on: _in_force(on).filter(ehc_plan__personal_budget=True),
    "over-16": _over_16,
    "disagreements": _disagreements,
}

_COLUMNS: Mapping[str, Q] = {
    "number": ~Q(person__upn="") | ~Q(person__uln=""),
    "name": ~Q(person__surname=""),
    "born": Q(person__born_on__isnull=False),
    "sex": ~Q(person__sex=""),
    "ethnicity": ~Q(person__ethnicity=""),
    "postcode": ~Q(person__postcode=""),
    "need": Q(has_need=True),
    "plan": Q(ehc_plan__started_on__isnull=False),
    "setting": Q(has_place=True) | Q(setting__isnull=False) | ~Q(sen_setting=""),
    "placed": Q(has_placed=True),
    "officer": Q(officer__isnull=False),
}
