"""Sheets of values: a template that asks for what is missing, and what comes back, each fault named with its row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO
from zipfile import BadZipFile

import python_calamine
from django.core import signing
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from oneplan.actions import series
from oneplan.actions.list_rows import Fault
from oneplan.actions.series import Given
from oneplan.adapters.files import gate, store
from oneplan.adapters.files.kinds import MEGABYTE, FileKind
from oneplan.answers.series import SeriesLine, series_overview
from oneplan.core.access import Viewer
from oneplan.core.kernel import Problem
from oneplan.core.measures.manual import Supplied
from oneplan.feeds.quota import check_quota
from oneplan.feeds.safe_cells import put
from oneplan.rulebook.catalogue_files import load_catalogue, load_series

__all__ = ["ReadValues", "RowRead", "apply_values", "kept_values", "receive_values", "template"]

SHEET, ABOUT = "Values", "How to fill this in"
COLUMNS: Mapping[str, str] = {
    "measure": "Measure",
    "title": "What it is",
    "part": "Group",
    "begins": "Period begins",
    "period": "Period",
    "top": "First number",
    "bottom": "Second number",
    "amount": "Or the result",
    "sample": "How many answered",
    "note": "Note, or why it changes",
    "source": "Source",
    "meaning": "The two numbers are",
}
_OURS = ("measure", "title", "period", "meaning")
_NEEDED = ("measure", "begins", "top", "bottom", "amount")
_WIDTHS = {"measure": 10, "title": 44, "part": 26, "begins": 14, "period": 26, "note": 36, "source": 28, "meaning": 60}
_KIND = FileKind("a sheet of values", ("xlsx",), 5 * MEGABYTE)
_SALT, _A_DAY = "oneplan.series-sheets", 24 * 3600
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row that can be kept."""

    row: int
    measure: str
    title: str
    given: Given


@dataclass(frozen=True, slots=True)
class ReadValues:
    """What came back: rows to keep, rows at fault, rows left empty; ``token`` finds the sheet again for a day."""

    rows: tuple[RowRead, ...]
    faults: tuple[Fault, ...]
    empty: int
    token: str = ""


def template(*, viewer: Viewer, group: str = "") -> bytes:
    """A workbook with a row for every value that is missing, of one group of measures or of all."""
    book = Workbook()
    page: Any = book.active
    page.title = SHEET
    for column, (name, heading) in enumerate(COLUMNS.items(), start=1):
        cell = page.cell(1, column, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="E6E6E6" if name in _OURS else "DDEBEA")
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 14)
    lines = [
        line
        for title, found in series_overview(viewer=viewer).groups
        for line in found
        if group in ("", title) and not line.is_from_a_room
    ]
    place = 2
    for line in lines:
        for values in _asked(line):
            for column, name in enumerate(COLUMNS, start=1):
                cell = put(page, place, column, values.get(name))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if name == "begins":
                    cell.number_format = "dd mmmm yyyy"
            place += 1
    page.freeze_panes = "C2"
    _about(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def receive_values(upload: BinaryIO, *, name: str, declared_type: str, by: Any, viewer: Viewer) -> ReadValues:
    """The sheet has passed the gate and is kept for a day until somebody decides; raises Problem in words."""
    check_quota(by)
    stored = gate.receive(upload, name=name, declared_type=declared_type, kind=_KIND)
    try:
        found = read_values(store.path_of(stored.stored_as).read_bytes(), viewer=viewer)
    except BaseException:
        store.remove(stored.stored_as)
        raise
    return replace(found, token=signing.dumps([stored.stored_as, by.pk], salt=_SALT))


def kept_values(token: str, *, by: Any, viewer: Viewer) -> ReadValues:
    """The sheet that this person brought in before, read again; raises Problem when it is gone."""
    try:
        stored_as, owner = signing.loads(token, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature as cause:
        raise _gone() from cause
    if owner != by.pk or not store.path_of(stored_as).exists():
        raise _gone()
    return replace(read_values(store.path_of(stored_as).read_bytes(), viewer=viewer), token=token)


def apply_values(found: ReadValues, *, by: Any, on: date, request_key: str = "", route: str = "") -> int:
    """Every row of a sheet without a fault is kept, all or none; says how many values that is, and keeps no file."""
    if found.faults:
        raise Problem(
            f"{len(found.faults)} rows of the sheet cannot be used, so none was kept.",
            why="A sheet comes in whole or not at all, so that nobody has to find out which half is there.",
            do="Put the rows right, save the file and choose it again.",
        )
    given: dict[str, list[Given]] = {}
    for row in found.rows:
        given.setdefault(row.measure, []).append(row.given)
    count = series.supply_many(given=given, by=by, on=on, request_key=request_key, route=route)
    if found.token:
        store.remove(signing.loads(found.token, salt=_SALT)[0])
    return count


def read_values(content: bytes, *, viewer: Viewer) -> ReadValues:
    """The rows of a workbook held to the catalogue, the periods and one another."""
    rows, formulas = _rows(content)
    reader = _Reader(viewer)
    for place, values in rows:
        reader.take(place, values, formulas.get(place, frozenset()))
    return ReadValues(
        tuple(reader.kept.values()), tuple(sorted(reader.faults, key=lambda each: each.row)), reader.empty
    )


class _Reader:
    """Takes the rows one after another and tells what can be kept from what cannot."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self.kept: dict[tuple[str, str, date], RowRead] = {}
        self.faults: list[Fault] = []
        self.empty = 0

    def take(self, place: int, values: Mapping[str, Any], formulas: frozenset[str]) -> None:
        if all(_is_blank(values.get(name)) for name in ("top", "bottom", "amount")):
            self.empty += 1
            return
        row, faults = self._row(place, values, formulas)
        if row is not None and not faults:
            key = (row.measure, row.given.part, row.given.first_day)
            if key in self.kept:
                faults.append(f"It is the same measure, group and period as row {self.kept[key].row}.")
            else:
                faults += series.faults_of_one(measure=row.measure, given=row.given, viewer=self._viewer)
        if faults or row is None:
            self.faults += [Fault(place, fault) for fault in faults]
        else:
            self.kept[row.measure, row.given.part, row.given.first_day] = row

    def _row(self, place: int, values: Mapping[str, Any], formulas: frozenset[str]) -> tuple[RowRead | None, list[str]]:
        faults = [
            f"“{COLUMNS[name]}” holds a formula. Type what it should say: a formula may change."
            for name in sorted(formulas)
        ]
        name = str(values.get("measure") or "").strip().upper()
        measure = load_catalogue().by_id.get(name)
        if measure is None:
            return None, [*faults, f"“{name or 'nothing'}” is no measure of the catalogue, such as M085."]
        title = str(values.get("title") or "").strip()
        if title and title != measure.title:
            says = f"{name} is “{measure.title}”, and beside it stands “{title}”: the rows may have been shifted."
            faults.append(says)
        begins, fault = _day(values.get("begins"))
        numbers, more = _numbers(values)
        faults += [each for each in (fault, *more) if each]
        if faults or begins is None:
            return None, faults
        sample = numbers["sample"]
        given = Given(
            first_day=begins,
            value=Supplied(
                numbers["top"], numbers["bottom"], numbers["amount"], None if sample is None else int(sample)
            ),
            part=str(values.get("part") or "").strip(),
            note=str(values.get("note") or "").strip(),
            source=str(values.get("source") or "").strip(),
        )
        return RowRead(place, name, measure.title, given), faults


def _asked(line: SeriesLine) -> Iterable[dict[str, Any]]:
    """The rows of one measure: a row for each period that is missing and, where groups are asked apart, for each."""
    measure = line.measure
    parts = [*load_series().respondents.values()] if "respondent" in measure.splits else [""]
    meaning = f"{measure.numerator}; out of: {measure.denominator}" if measure.denominator else measure.numerator
    for period in (each.period for each in line.owed):
        for part in parts:
            yield {
                "measure": measure.id,
                "title": measure.title,
                "part": part or None,
                "begins": period.first_day,
                "period": period.label,
                "meaning": meaning,
            }


def _rows(content: bytes) -> tuple[list[tuple[int, dict[str, Any]]], dict[int, frozenset[str]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        page = book.get_sheet_by_name(SHEET if SHEET in book.sheet_names else book.sheet_names[0])
        if page.height > _MOST_ROWS:
            raise _strange(f"it has more than {_MOST_ROWS:,} rows")
        held = [list(row) for row in page.to_python(skip_empty_area=False)]
    except (python_calamine.CalamineError, IndexError) as cause:
        raise _strange("it cannot be opened") from cause
    columns = _columns(held[0] if held else [])
    rows = [
        (place, {name: row[at] if at < len(row) else None for name, at in columns.items()})
        for place, row in enumerate(held[1:], start=2)
    ]
    filled = [(place, row) for place, row in rows if any(not _is_blank(value) for value in row.values())]
    return filled, _formulas(content, columns)


def _columns(heads: Sequence[Any]) -> dict[str, int]:
    told = [str(head or "").strip().casefold() for head in heads]
    found = {name: told.index(head.casefold()) for name, head in COLUMNS.items() if head.casefold() in told}
    missing = [COLUMNS[name] for name in _NEEDED if name not in found]
    if missing:
        raise _strange(f"its first row lacks: {', '.join(f'“{each}”' for each in missing)}")
    return found


def _formulas(content: bytes, columns: Mapping[str, int]) -> dict[int, frozenset[str]]:
    """Which cells are worked out: read apart, since their last result is all that the other reader gives."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
    except (BadZipFile, KeyError, ValueError) as cause:
        raise _strange("it cannot be opened") from cause
    page = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    wanted = {at: name for name, at in columns.items()}
    found = {}
    for place, row in enumerate(page.iter_rows(max_row=_MOST_ROWS), start=1):
        here = {wanted[at] for at, cell in enumerate(row) if at in wanted and cell.data_type == "f"}
        if here:
            found[place] = frozenset(here)
    return found


def _day(value: Any) -> tuple[date | None, str]:
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    if _is_blank(value):
        return None, "It does not say on which day its period begins."
    return None, f"“{value}” is text or a number, not a date. Give the cell a date, such as 1 January 2026."


def _numbers(values: Mapping[str, Any]) -> tuple[dict[str, Decimal | None], list[str]]:
    numbers: dict[str, Decimal | None] = {}
    faults = []
    for name in ("top", "bottom", "amount", "sample"):
        value = values.get(name)
        numbers[name] = None
        if _is_blank(value):
            continue
        try:
            numbers[name] = Decimal(str(value).strip().replace(",", "").removeprefix("£").removesuffix("%"))
        except InvalidOperation:
            faults.append(f"“{value}” under “{COLUMNS[name]}” is not a number.")
            continue
        if not (numbers[name] or Decimal(0)).is_finite():
            faults.append(f"“{value}” under “{COLUMNS[name]}” is not a number.")
    sample = numbers["sample"]
    if sample is not None and sample.is_finite() and sample != sample.to_integral_value():
        faults.append(f"{sample:f} people cannot have answered: give a whole number.")
    return numbers, faults


def _is_blank(value: Any) -> bool:
    return value is None or not str(value).strip()


def _about(book: Workbook) -> None:
    page = book.create_sheet(ABOUT)
    rows = (
        f"On the page “{SHEET}”, fill in the green columns of the rows you can. Leave the others empty.",
        "A share, an average or a rate needs the first and the second number; the last column says what they are.",
        "Where only the finished number is known, write it under “Or the result”, and how many answered if asked.",
        "“Period begins” is the first day of the period and must be a date.",
        "To correct a value that stands already, give the new one and say why under “Note, or why it changes”.",
        "Use no formulas, and write nothing that could show who a child or young person is.",
        "Bring the file back on the page it came from: you see what it would change before anything does.",
    )
    for place, says in enumerate(rows, start=1):
        page.cell(place, 1, place).font = Font(bold=True)
        page.cell(place, 2, says).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 6, 100


def _strange(how: str) -> Problem:
    return Problem(
        f"This is not a sheet of values that can be read: {how}.",
        why="Values are found by the headings of their columns.",
        do="Take the template again, copy the values into it and bring that in.",
    )


def _gone() -> Problem:
    return Problem("The sheet that was brought in is no longer kept.", do="Choose the file again.")
