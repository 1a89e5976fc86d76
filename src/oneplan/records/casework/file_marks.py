"""A mark of everything that the page of a case shows: while it is the same, so is what was read under it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from django.db import connection

from oneplan.core.access import FieldClass, NotFound, Viewer
from oneplan.records import rights
from oneplan.records.casework.models import Case, CaseEvent, CaseloadMark
from oneplan.records.casework.reach import Reach, cases_within, reach_of
from oneplan.records.people.models import PersonFlag
from oneplan.records.returns.models import DataProblem, DoubtfulMatch, PersonReturn
from oneplan.records.settings.models import ClosedDay, SchoolCalendar, Term

_PERMISSION = "person-read"
# What changes without the case's own revision or the caseload's mark: an applied return or a settled match may put a
# placement right in place, flags and data problems hang on neither, and terms move dates of every case on a calendar.
_PARTS = (
    ("COUNT(*), MAX(id)", CaseEvent, "case_id = %(case)s"),
    ("COUNT(*), MAX(id), COUNT(last_day)", PersonFlag, "person_id = %(person)s"),
    ("COUNT(*), MAX(id)", DataProblem, "case_id = %(case)s AND settled_at IS NULL"),
    ("COUNT(*), MAX(applied_at)", PersonReturn, "1 = 1"),
    ("COUNT(*), MAX(decided_at)", DoubtfulMatch, "1 = 1"),
    ("COUNT(*), MAX(id)", CaseloadMark, "1 = 1"),
    ("COUNT(*), SUM(mark)", CaseloadMark, "id = (SELECT MAX(id) FROM casework_caseloadmark)"),
    ("COUNT(*), MAX(id)", SchoolCalendar, "1 = 1"),
    ("COUNT(*), MAX(id)", Term, "1 = 1"),
    ("COUNT(*), MAX(id)", ClosedDay, "1 = 1"),
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
        parts = tuple(cursor.fetchall())
    return FileMark(public_id, (found, parts), reach, rights.viewer_class(viewer))


def _part(place: int, what: str, table: str, where: str) -> str:
    columns = [*what.split(", "), "NULL", "NULL"][:3]
    text = ", ".join(f"CAST({each} AS TEXT)" for each in columns)
    return f"SELECT {place}, {text} FROM {table} WHERE {where}"  # noqa: S608 - our own names; values are bound


_SQL = " UNION ALL ".join(
    _part(place, what, model._meta.db_table, where)  # noqa: SLF001 - the documented way
    for place, (what, model, where) in enumerate(_PARTS)
)
