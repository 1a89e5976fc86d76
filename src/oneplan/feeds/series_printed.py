"""A small list of figures that a plan prints, for a plan whose words the reader does not know."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

from oneplan.actions.series import enter_printed
from oneplan.adapters.files import gate, store
from oneplan.adapters.files.kinds import AREA_LIST
from oneplan.core.kernel import Problem
from oneplan.core.measures.printed import PrintedFigure
from oneplan.feeds.quota import check_quota
from oneplan.rulebook.catalogue_files import load_catalogue

COLUMNS = ("measure", "part", "day", "figure", "line", "words")
_MOST_ROWS = 2_000


def enter_list(
    upload: BinaryIO,
    *,
    name: str,
    declared_type: str,
    plan_id: str,
    by: Any,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """Every figure of the list is a printed baseline of the plan, or none is; says how many were new."""
    check_quota(by)
    stored = gate.receive(upload, name=name, declared_type=declared_type, kind=AREA_LIST)
    try:
        content = store.path_of(stored.stored_as).read_bytes()
    finally:
        store.remove(stored.stored_as)
    figures = read_list(content)
    return enter_printed(
        plan_id=plan_id, figures=figures, was_uploaded=True, by=by, on=on, request_key=request_key, route=route
    )


def read_list(content: bytes) -> tuple[PrintedFigure, ...]:
    """The figures of a list; raises Problem that names every row at fault."""
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""), restval="")
    heads = tuple((each or "").strip().lower() for each in reader.fieldnames or ())
    missing = [each for each in COLUMNS if each not in heads]
    if missing:
        raise Problem(
            f"The first row of the list lacks: {', '.join(missing)}.",
            why="Columns are found by their headings.",
            do=f"Use these headings: {', '.join(COLUMNS)}.",
        )
    reader.fieldnames = list(heads)
    found: list[PrintedFigure] = []
    faults: list[str] = []
    for place, row in enumerate(reader, start=2):
        if place > _MOST_ROWS:
            faults.append(f"There are more than {_MOST_ROWS:,} rows.")
            break
        figure = _figure(place, row)
        if isinstance(figure, str):
            faults.append(figure)
        else:
            found.append(figure)
    if faults or not found:
        said = " ".join(faults) or "The list holds no rows."
        raise Problem(f"The list cannot be used. {said}", do="Put the rows right and choose the file again.")
    return tuple(found)


def _figure(place: int, row: Mapping[str, Any]) -> PrintedFigure | str:
    said = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    if said["measure"].upper() not in load_catalogue().by_id:
        return f"Row {place}: “{said['measure']}” is no measure of the catalogue."
    try:
        day = date.fromisoformat(said["day"])
    except ValueError:
        return f"Row {place}: “{said['day']}” is not a day such as 2025-01-31."
    try:
        amount = Decimal(said["figure"].replace(",", ""))
    except InvalidOperation:
        return f"Row {place}: “{said['figure']}” is not a number."
    if not said["line"].isdecimal() or not said["words"]:
        return f"Row {place}: say in which line of the plan it stands, and its words."
    return PrintedFigure(said["measure"].upper(), said["part"], day, amount, int(said["line"]), said["words"])
