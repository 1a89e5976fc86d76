"""One look at the page of a case: on record, and told apart from every other look that would show something else."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from oneplan.answers.cases import CaseClocks, clocks_of
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.audit.queries import AuditRow, entries
from oneplan.records.audit.writing import Act, records_act
from oneplan.records.casework.file_marks import FileMark, file_mark
from oneplan.records.casework.models import Case
from oneplan.records.casework.queries import CaseFile, case_file
from oneplan.records.casework.reach import cases_within, reach_of
from oneplan.rulebook import load_rulebook

_PERMISSION = "person-read"
_OPENED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CaseLook:
    """One look at one case by one viewer on one day."""

    viewer: Viewer
    on: date
    seen: FileMark
    may_read_returns: bool

    @property
    def key(self) -> Hashable:
        """All that the page depends on: two looks with the same key show the same."""
        return (self.seen, self.on, self.may_read_returns, load_rulebook().hash)

    def file(self) -> tuple[CaseFile, CaseClocks]:
        """The file and what its clocks say on the day of the look."""
        file = case_file(self.seen.case_id, viewer=self.viewer)
        return file, clocks_of(file, self.on)


def look_at(public_id: str, *, viewer: Viewer, on: date, route: str) -> CaseLook:
    """A look that is on record in the same transaction; raises NotFound, and Problem if it cannot be recorded."""
    with transaction.atomic():
        role = rights.check(viewer, _PERMISSION)
        seen = file_mark(public_id, viewer=viewer)
        act = Act("read-case", subject_kind="case", subject_ids=[public_id], acting_role=role, route=route)
        records_act(act, by=viewer)
    return CaseLook(viewer, on, seen, rights.may(viewer, "return-read"))


def opened_by(public_id: str, *, viewer: Viewer) -> tuple[AuditRow, ...] | None:
    """Who opened this file last, for those who may read the log; none for everybody else."""
    if not rights.may(viewer, "audit-read"):
        return None
    return entries(viewer=viewer, subject_id=public_id, limit=_OPENED_SHOWN)


def openable(public_ids: Collection[str], *, viewer: Viewer) -> frozenset[str]:
    """Those of the cases whose page this viewer may open, so that nothing leads to a page that is not there."""
    if not rights.may(viewer, _PERMISSION):
        return frozenset()
    asked = Case.objects.filter(public_id__in=public_ids)
    return frozenset(cases_within(reach_of(viewer, _PERMISSION), asked).values_list("public_id", flat=True))
