"""Many changes to a plan that come as a table: a row for each action, with what it should become."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine

from oneplan.actions.bulk_changes import Effect, Wish, change_many, preview
from oneplan.core.access import Viewer
from oneplan.core.improvement.reading import Owner
from oneplan.core.kernel import Problem
from oneplan.plandocs.sniff import BROKEN
from oneplan.records.improvement import queries

COLUMNS = ("ref", "date", "owner", "rating", "reason")
_NO_DATE = "none"
_MOST_ROWS = 2000
_SHOWN = 10


def read_wishes(file: Path, *, viewer: Viewer) -> tuple[Wish, ...]:
    """One wish for each row of a CSV or Excel file; raises Problem that names each row it cannot read."""
    plan = queries.current_plan(viewer=viewer)
    if plan is None:
        raise Problem("There is no plan yet.", do="Bring a plan in first.")
    tree = queries.plan_tree(plan.id, viewer=viewer)
    known = {row.ref.casefold(): row for row in tree.actions}
    twice = {row.ref for row in tree.actions if sum(each.ref == row.ref for each in tree.actions) > 1}
    wishes, faults = [], []
    for number, row in enumerate(_rows(file), start=2):
        ref = row["ref"]
        action = known.get(ref.casefold())
        try:
            if action is None or action.ref in twice:
                faults.append(f"row {number}: {_which(ref, is_there=action is not None)}")
                continue
            wishes.append(_wish(row, action.id, action.version))
        except Problem as problem:
            faults.append(f"row {number}: {problem.what}")
    if faults:
        raise Problem(
            f"{file.name} cannot be used as it stands, so nothing was changed.",
            why="; ".join(faults[:_SHOWN]) + (f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""),
            do="Put those rows right and try again. The columns are ref, date, owner, rating and reason.",
        )
    return tuple(wishes)


def show(wishes: Iterable[Wish], *, by: Any, on: date) -> tuple[Effect, ...]:
    """What each row would do, with nothing changed."""
    return preview(wishes=wishes, reason="", by=by, on=on)


def carry_out(wishes: Iterable[Wish], *, by: Any, on: date) -> tuple[str, ...]:
    """Every row is done, or none; raises Refused, which names each that cannot be."""
    return change_many(wishes=wishes, reason="", by=by, on=on, route="command")


def _which(ref: str, *, is_there: bool) -> str:
    if not ref:
        return "it names no action"
    return f"{ref} names more than one action" if is_there else f"the plan has no action {ref}"


def _wish(row: Mapping[str, str], action_id: str, version: int) -> Wish:
    written, owners = row["date"], [name.strip() for name in row["owner"].split(";") if name.strip()]
    clears = written.casefold() == _NO_DATE
    return Wish(
        action_id=action_id,
        version=version,
        due_on=_day(written) if written and not clears else None,
        clears_date=clears,
        owners=tuple(Owner(name) for name in owners) or None,
        rating_raw=row["rating"],
        reason=row["reason"],
    )


def _day(written: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Problem(f"“{written}” is not a day; write 2027-03-31, 31/3/2027 or 31 March 2027")


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        raise Problem(f"There is no file {file}.", do="Check the path.")
    table = _excel(file) if file.suffix.casefold() in {".xlsx", ".ods", ".xls"} else _csv(file)
    if not table:
        raise Problem(f"{file.name} is empty.", do="The first row names the columns: ref, date, owner, rating, reason.")
    heads = [head.strip().casefold() for head in table[0]]
    if "ref" not in heads:
        raise Problem(f"{file.name} has no column called ref.", do="Name the columns ref, date, owner, rating, reason.")
    if len(table) > _MOST_ROWS:
        raise Problem(f"{file.name} has more than {_MOST_ROWS} rows.", do="Split it.")
    found = [dict(zip(heads, (cell.strip() for cell in row), strict=False)) for row in table[1:] if any(row)]
    return [{name: row.get(name, "") for name in COLUMNS} for row in found]


def _csv(file: Path) -> list[list[str]]:
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    return [list(row) for row in csv.reader(io.StringIO(text))]


def _excel(file: Path) -> list[list[str]]:
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
    except (python_calamine.CalamineError, *BROKEN) as error:
        raise Problem(f"{file.name} cannot be opened as a workbook.", do="Save it again as Excel or CSV.") from error
    return [[_cell(cell) for cell in row] for row in sheet.to_python()]


def _cell(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
