"""The workbook itself: written with its references locked, and read back by its headings, wherever they moved to."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import python_calamine
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from oneplan.answers.delivery_sheets import SheetContent
from oneplan.core.kernel import Problem
from oneplan.feeds.reply_cells import Cells
from oneplan.feeds.safe_cells import put
from oneplan.rulebook.cycle_files import cycle_rules

ANSWERS, ABOUT = "Updates", "How to fill this in"
#: What a column is for, and its heading. The first five are ours; the rest are for the owner.
COLUMNS: Mapping[str, str] = {
    "line": "Do not change",
    "ref": "Reference",
    "text": "Action",
    "rating_now": "Rating now",
    "due_now": "Due now",
    "done": "What was done",
    "difference": "What difference it shows",
    "rating": "Rating you propose",
    "rating_reason": "Why the rating should change",
    "due_on": "New date you ask for",
    "due_reason": "Why the date should change",
    "risks": "Risks and what is in the way",
    "public_words": "Words for the public",
}
OURS = ("line", "ref", "text", "rating_now", "due_now")
_WIDTHS = {"line": 4, "ref": 12, "text": 48, "rating_now": 16, "due_now": 18, "rating": 18, "due_on": 16}
_WIDE, _HEAD, _FOUND_BY, _NAME = 36, 1, "Sheet", "Filled in by"


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A returned workbook: whose sheet it says it is, who filled it in, and its rows by their number in the file."""

    sheet_id: str
    filled_by: str
    rows: tuple[tuple[int, Cells], ...]


def written(content: SheetContent) -> bytes:
    """The workbook as it is sent."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = ANSWERS
    _headings(page)
    for place, line in enumerate(content.lines, start=_HEAD + 1):
        for column, name in enumerate(COLUMNS, start=1):
            cell = put(page, place, column, line.get(name) or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.protection = Protection(locked=name in OURS)
            if name == "due_on":
                cell.number_format = "dd mmmm yyyy"
    _checks(page, content)
    page.freeze_panes = "D2"
    page.column_dimensions["A"].hidden = True
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
    _about(book, content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_book(content: bytes) -> ReadBook:
    """What a returned workbook holds; raises Problem where it is no such workbook."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        about = _about_read(_values(book, ABOUT)) if ABOUT in book.sheet_names else {}
        rows = _values(book, ANSWERS) if ANSWERS in book.sheet_names else []
    except python_calamine.CalamineError as cause:
        raise _strange("it cannot be read") from cause
    if not about.get(_FOUND_BY):
        raise _strange(f"its page “{ABOUT}” is gone, or no longer says which sheet it is")
    columns = _columns(rows[_HEAD - 1] if rows else [])
    formulas = _formulas(content, columns)
    taken = []
    for place, values in enumerate(rows[_HEAD:], start=_HEAD + 1):
        named = {name: values[at] if at < len(values) else None for name, at in columns.items()}
        if any(str(value or "").strip() for value in named.values()):
            taken.append((place, Cells(named, formulas.get(place, frozenset()))))
    return ReadBook(about[_FOUND_BY], about.get(_NAME, ""), tuple(taken))


def _headings(page: Worksheet) -> None:
    for column, (name, heading) in enumerate(COLUMNS.items(), start=1):
        cell = page.cell(_HEAD, column, heading)
        assert isinstance(cell, Cell)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="E6E6E6" if name in OURS else "DDEBEA")
        page.column_dimensions[cell.column_letter].width = _WIDTHS.get(name, _WIDE)


def _checks(page: Worksheet, content: SheetContent) -> None:
    last, letters = _HEAD + len(content.lines), list(COLUMNS)
    rating, day = (page.cell(_HEAD, letters.index(name) + 1) for name in ("rating", "due_on"))
    said = ",".join(content.held.words)
    if len(said) < 250 and '"' not in said:  # noqa: PLR2004 - the longest list that Excel takes in one check
        check = DataValidation(type="list", formula1=f'"{said}"', allow_blank=True, showErrorMessage=True)
        check.error = "Choose one of the ratings in the list."
        page.add_data_validation(check)
        check.add(f"{_letter(rating)}{_HEAD + 1}:{_letter(rating)}{last}")
    days = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    days.error, days.showErrorMessage = "Write a day, such as 31/03/2027.", True
    page.add_data_validation(days)
    days.add(f"{_letter(day)}{_HEAD + 1}:{_letter(day)}{last}")


def _letter(cell: Any) -> str:
    return str(cell.column_letter)


def _about(book: Workbook, content: SheetContent) -> None:
    page = book.create_sheet(ABOUT)
    held = content.held
    rows = (
        ("Plan", content.plan),
        ("Round of updates", f"Cycle {held.cycle}, reply by {held.reply_by.day} {held.reply_by:%B %Y}"),
        ("Asked of", held.role),
        (_NAME, ""),
        (_FOUND_BY, held.id),
        ("", ""),
        ("1", "Write your name in the box beside “Filled in by” above."),
        ("2", f"On the page “{ANSWERS}”, fill in the green columns. Leave a row empty if you have nothing to say yet."),
        ("3", "Say what was done apart from what difference it shows for children, young people and families."),
        ("4", "Propose a rating only if it should change, with the reason. Complete needs dated evidence on the plan."),
        ("5", "Ask for a new date only with the reason. Somebody else decides; the first date is always kept."),
        ("6", "Write nothing about a child or young person that could show who they are."),
        ("7", "Do not change references, add rows or use formulas. Send the file back to whoever sent it."),
    )
    for place, (name, says) in enumerate(rows, start=1):
        page.cell(place, 1, name).font = Font(bold=True)
        put(page, place, 2, says).alignment = Alignment(wrap_text=True, vertical="top")
    page.cell(4, 2).protection = Protection(locked=False)
    page.cell(4, 2).fill = PatternFill("solid", fgColor="DDEBEA")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 20, 90
    page.protection.sheet = True


def _values(book: Any, name: str) -> list[list[Any]]:
    page = book.get_sheet_by_name(name)
    if page.height > cycle_rules().sheet_rows:
        raise _strange(f"it has more than {cycle_rules().sheet_rows:,} rows")
    return [list(row) for row in page.to_python(skip_empty_area=False)]


def _about_read(rows: list[list[Any]]) -> dict[str, str]:
    return {str(row[0]).strip(): str(row[1]).strip() for row in rows if len(row) > 1}


def _columns(heads: list[Any]) -> dict[str, int]:
    told = [str(head or "").strip().casefold() for head in heads]
    found = {name: told.index(head.casefold()) for name, head in COLUMNS.items() if head.casefold() in told}
    missing = [COLUMNS[name] for name in COLUMNS if name not in found and name not in {"text", "rating_now", "due_now"}]
    if missing:
        raise _strange(f"its headings have changed: {', '.join(f'“{each}”' for each in missing)} cannot be found")
    return found


def _formulas(content: bytes, columns: Mapping[str, int]) -> dict[int, frozenset[str]]:
    """Which cells are worked out: read apart, since their last result is all that the other reader gives."""
    page = load_workbook(io.BytesIO(content), read_only=True)[ANSWERS]
    wanted = {at: name for name, at in columns.items()}
    found = {}
    for place, row in enumerate(page.iter_rows(max_row=cycle_rules().sheet_rows), start=1):
        here = {wanted[at] for at, cell in enumerate(row) if at in wanted and cell.data_type == "f"}
        if here:
            found[place] = frozenset(here)
    return found


def _strange(how: str) -> Problem:
    return Problem(
        f"This is not a sheet that can be read as updates: {how}.",
        why="What it says must be put beside the action that it is about.",
        do="Ask for the sheet again, copy the answers into it and bring that one in.",
    )
