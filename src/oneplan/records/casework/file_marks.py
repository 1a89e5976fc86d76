"""A mark of everything that the page of a case shows: while it is the same, so is what was read under it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.records import rights
from oneplan.records.casework.models import (
    Case,
    CaseEvent,
    CaseloadMark,
    EhcPlan,
    NamedSetting,
    Need,
    NeedsAssessment,
    Placement,
    Review,
)
from oneplan.records.casework.reach import Reach, cases_within, reach_of
from oneplan.records.people.models import PersonFlag
from oneplan.records.returns.models import DataProblem
from oneplan.records.settings.models import ClosedDay, SchoolCalendar, Term

_PERMISSION = "person-read"
# Rows of a case that may be put right in place are in the mark with all that they say.
_WHOLE: tuple[tuple[type[Model], str], ...] = (
    (NeedsAssessment, "case_id = %(case)s"),
    (EhcPlan, "case_id = %(case)s"),
    (NamedSetting, "plan_id IN (SELECT id FROM casework_ehcplan WHERE case_id = %(case)s)"),
    (Placement, "case_id = %(case)s"),
    (Need, "case_id = %(case)s"),
    (Review, "case_id = %(case)s"),
    (PersonFlag, "person_id = %(person)s"),
)
# Of rows that are only added, and of what touches every case, how many there are and which is the latest.
_COUNTED: tuple[tuple[type[Model], str, str], ...] = (
    (CaseEvent, "MAX(id)", "case_id = %(case)s"),
    (DataProblem, "MAX(id)", "case_id = %(case)s AND settled_at IS NULL"),
    (CaseloadMark, "MAX(id)", "1 = 1"),
    (CaseloadMark, "SUM(mark)", "id = (SELECT MAX(id) FROM casework_caseloadmark)"),
    (SchoolCalendar, "MAX(id)", "1 = 1"),
    (Term, "MAX(id)", "1 = 1"),
    (ClosedDay, "MAX(id)", "1 = 1"),
)


@dataclass(frozen=True, slots=True)
class FileMark:
    """The case, its mark, and how the viewer reaches it: together all that a page of it depends on but the day."""

    case_id: str
    mark: Hashable
    reach: Reach
    ceiling: FieldClass


def file_mark(public_id: str, *, viewer: Viewer) -> FileMark:
    """The mark of a case within reach; raises NotFound, the same for missing, out of reach and restricted."""
    reach = reach_of(viewer, _PERMISSION)
    columns = ("pk", "person_id", "revision", "updated_at", "person__revision", "person__updated_at")
    found = cases_within(reach, Case.objects.filter(public_id=public_id)).values_list(*columns).first()
    if found is None:
        raise NotFound("There is no such record here.", do="Start from your work, or search.")
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"case": found[0], "person": found[1]})
        parts = tuple(sorted((part, said) for part, said in cursor.fetchall()))
    return FileMark(public_id, (found, parts), reach, rights.viewer_class(viewer))


def _whole(place: int, model: type[Model], where: str) -> str:
    columns = [f"COALESCE(CAST({field.column} AS TEXT), '')" for field in model._meta.concrete_fields]  # noqa: SLF001 - the documented way
    return _select(place, " || '|' || ".join(columns), model, where)


def _select(place: int, text: str, model: type[Model], where: str) -> str:
    return f"SELECT {place} AS part, {text} AS said FROM {model._meta.db_table} WHERE {where}"  # noqa: S608, SLF001 - our own names; values are bound


_SQL = " UNION ALL ".join(
    [
        *(_whole(place, model, where) for place, (model, where) in enumerate(_WHOLE)),
        *(
            _select(place, f"COUNT(*) || '|' || COALESCE(CAST({latest} AS TEXT), '')", model, where)
            for place, (model, latest, where) in enumerate(_COUNTED, len(_WHOLE))
        ),
    ]
)
