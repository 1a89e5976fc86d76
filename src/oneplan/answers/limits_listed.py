"""Every open limit under one rule that is late, falls due next or cannot be known, with whose it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from oneplan.answers.case_pages import openable
from oneplan.answers.person_returns_day import WINDOWS
from oneplan.core.access import NotFound, Viewer
from oneplan.core.pathways import Kind, Nature
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.casework import standing
from oneplan.records.casework.models import Standing
from oneplan.records.casework.reach import reach_of, standing_within
from oneplan.records.settings.queries import setting_row
from oneplan.rulebook import load_rulebook

WHICH = ("late", "next", "unknown")
PAGE = 100


@dataclass(frozen=True, slots=True)
class ListedLimit:
    """One open limit: whose, at which setting, who holds it and when it falls or fell due."""

    case_id: str
    name: str
    setting: str
    officer: str
    due_on: date
    told_until: date | None
    may_open: bool


@dataclass(frozen=True, slots=True)
class LimitList:
    """A page of the limits under one rule, the soonest first, with the number of all."""

    which: str
    rule: str
    title: str
    rows: tuple[ListedLimit, ...]
    total: int
    page: int
    pages: int


def limits_listed(
    which: str, rule: str, output: str, *, viewer: Viewer, on: date, page: int = 1, route: str = ""
) -> LimitList:
    """The limits that were asked for, within reach; the audit names the cases shown."""
    reach, role = reach_of(viewer, "return-read"), rights.check(viewer, "return-read")
    title = next((each.title for each in load_rulebook().rules.outputs.get(output, ()) if each.rule == rule), "")
    if which not in WHICH or not title:
        raise NotFound("There is no such list.", do="Start from import day.")
    asked = {
        "late": standing.behind(on),
        "next": standing.ahead(on),
        "unknown": standing.unknown(on),
    }[which]
    limits = Standing.objects.filter(asked, rule=rule, output=output, is_disapplied=False)
    limits = standing_within(reach, limits.filter(nature=Nature.ACT.value, kind=Kind.DUTY.value))
    if which == "next":
        limits = limits.filter(due_on__lte=on + timedelta(days=max(WINDOWS)))
    total = limits.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    near = limits.select_related("case__person", "case__officer", "case__setting__calendar").order_by("due_on", "pk")
    some = list(near[(page - 1) * PAGE : page * PAGE])
    opens = openable({row.case.public_id for row in some}, viewer=viewer)
    rows = tuple(_row(row, opens, is_pseudonym=reach.is_pseudonym) for row in some)
    shown = list(dict.fromkeys(row.case_id for row in rows))
    records_read(Act("read-open-limits", "case", shown, role, route), by=viewer)
    return LimitList(which, rule, title, rows, total, page, pages)


def _row(row: Standing, opens: Collection[str], *, is_pseudonym: bool) -> ListedLimit:
    case, person = row.case, row.case.person
    setting = None if is_pseudonym else setting_row(case.setting)
    return ListedLimit(
        case_id=case.public_id,
        name="" if is_pseudonym else f"{person.preferred_name or person.forename} {person.surname}",
        setting=setting.name if setting else "",
        officer=case.officer.name if case.officer else "",
        due_on=row.due_on,
        told_until=row.told_until,
        may_open=case.public_id in opens,
    )
