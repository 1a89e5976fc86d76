"""Data problems as people look for them: by check, ranked by what they spoil, and one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from oneplan.core.access import FieldClass, Viewer, is_visible
from oneplan.records import rights
from oneplan.records.casework.reach import Reach, reach_of
from oneplan.records.returns.models import DataProblem
from oneplan.rulebook.returns.harm import Harm, harms

_FIRST = 5
PAGE = 50


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """All problems that one check found in one return."""

    rule: str
    level: str
    message: str
    count: int
    harm: Harm
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem; the name and the values only for those who may see them."""

    id: int
    rule: str
    level: str
    message: str
    position: int | None
    path: str
    values: Mapping[str, Any]
    harm: Harm
    name: str
    case_id: str


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A page of problems with the number of all that were asked for."""

    rows: tuple[ProblemRow, ...]
    total: int
    page: int
    pages: int
    kinds: tuple[ProblemKind, ...] = field(default_factory=tuple)


def problem_kinds(return_id: str, *, viewer: Viewer) -> tuple[ProblemKind, ...]:
    """The problems of a return by check: what spoils a date first, then what spoils a count, the most of each first."""
    reach = reach_of(viewer, "return-read")
    rows = DataProblem.objects.filter(person_return__public_id=return_id)
    counted = list(rows.values("rule", "level").annotate(number=Count("pk")).order_by())
    messages = dict(rows.order_by("rule", "-pk").values_list("rule", "message"))
    first = _first_cases(_within(reach, rows))
    kinds = [
        ProblemKind(
            rule=each["rule"],
            level=each["level"],
            message=messages[each["rule"]],
            count=each["number"],
            harm=harms()[each["rule"]],
            cases=tuple(first[each["rule"]]),
        )
        for each in counted
    ]
    return tuple(sorted(kinds, key=lambda kind: (kind.harm.rank, kind.level, -kind.count, kind.rule)))


def problem_page(
    return_id: str,
    *,
    viewer: Viewer,
    rule: str = "",
    harm: str = "",
    level: str = "",
    words: str = "",
    case_id: str = "",
    page: int = 1,
) -> ProblemPage:
    """The problems of a return that were asked for; those of people out of the viewer's reach are not among them."""
    reach = reach_of(viewer, "return-read")
    rows = _within(reach, DataProblem.objects.filter(person_return__public_id=return_id))
    if rule:
        rows = rows.filter(rule=rule)
    if level:
        rows = rows.filter(level=level)
    if harm:
        rows = rows.filter(rule__in=[each for each, kind in harms().items() if kind.id == harm])
    if case_id:
        rows = rows.filter(case__public_id=case_id)
    if words:
        rows = rows.filter(Q(message__icontains=words) | Q(path__icontains=words))
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = rows.select_related("person", "case").order_by("position", "rule", "pk")[(page - 1) * PAGE : page * PAGE]
    sees_names = not reach.is_pseudonym
    sees_values = sees_names and is_visible(FieldClass.SENSITIVE, rights.viewer_class(viewer))
    return ProblemPage(
        tuple(_row(row, sees_names=sees_names, sees_values=sees_values) for row in found), total, page, pages
    )


def _within(reach: Reach, rows: QuerySet[DataProblem]) -> QuerySet[DataProblem]:
    """Those about nobody in particular, and those about people within reach."""
    seen = rows.filter(Q(person=None) | Q(person__is_restricted=False) | Q(person__in=reach.named_on))
    if reach.everything:
        return seen
    return seen.filter(Q(person=None) | Q(case__officer=reach.officer) | Q(case__team__in=reach.teams))


def _first_cases(rows: QuerySet[DataProblem]) -> dict[str, list[str]]:
    first: dict[str, list[str]] = defaultdict(list)
    for rule, case in rows.exclude(case=None).order_by("pk").values_list("rule", "case__public_id").iterator():
        if len(first[rule]) < _FIRST and case not in first[rule]:
            first[rule].append(case)
    return first


def _row(row: DataProblem, *, sees_names: bool, sees_values: bool) -> ProblemRow:
    person, case = row.person, row.case
    return ProblemRow(
        id=row.pk,
        rule=row.rule,
        level=row.level,
        message=row.message,
        position=row.position,
        path=row.path,
        values=row.values if sees_values else {},
        harm=harms()[row.rule],
        name=f"{person.forename} {person.surname}" if person is not None and sees_names else "",
        case_id=case.public_id if case is not None else "",
    )
