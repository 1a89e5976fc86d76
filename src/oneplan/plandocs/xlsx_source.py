"""Excel plans: every sheet in order, merged cells filled in, dates kept as dates, header rows wherever they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from oneplan.core.kernel import Problem
from oneplan.plandocs.blocks import Block, Cell, Extract, Heading, Paragraph, Piece, Row
from oneplan.plandocs.limits import Limits
from oneplan.plandocs.markup import cell_from_text
from oneplan.plandocs.sniff import BROKEN, damaged
from oneplan.plandocs.wording import is_blank, tidy
from oneplan.plandocs.xlsx_styles import Looks, sheet_looks

Progress = Callable[[int, int], None]
_NO_NAME = re.compile(r"^(?:sheet|tabelle|feuil|worksheet) ?\d*$", re.IGNORECASE)


def extract_xlsx(content: bytes, *, name: str, limits: Limits, progress: Progress | None = None) -> Extract:
    """Blocks of a workbook; each sheet's name and each row with words in it is one source line, numbered throughout."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names[: limits.sheets]
        looks = sheet_looks(content, names, rows=limits.rows, columns=limits.columns * 8)
    except (python_calamine.CalamineError, *BROKEN) as error:
        raise damaged(name, "Its sheets cannot be opened.") from error
    reader = _Reader(limits, name)
    for index, sheet in enumerate(names):
        try:
            reader.sheet(book, sheet, looks.get(sheet, Looks()), several=len(names) > 1)
        except (python_calamine.CalamineError, *BROKEN) as error:
            raise damaged(name, f"The sheet “{sheet}” cannot be read.") from error
        if progress:
            progress(index + 1, len(names))
    first = next((block for block in reader.found if isinstance(block, Paragraph | Row)), None)
    title = first.text if isinstance(first, Paragraph) else ""
    return Extract("xlsx", reader.lines, tuple(reader.found), title, reader.doubts)


class _Reader:
    """Reads the sheets one after another, numbering their rows."""

    def __init__(self, limits: Limits, name: str) -> None:
        self.limits, self.name = limits, name
        self.lines: dict[int, str] = {}
        self.found: list[Block] = []
        self.table = 0
        self.above: dict[tuple[int, int], Cell] = {}
        self.doubts: dict[int, str] = {}

    def sheet(self, book: Any, sheet: str, looks: Looks, *, several: bool) -> None:
        if looks.beyond:
            raise _too_wide(self.name, sheet)
        page = book.get_sheet_by_name(sheet)
        if page.height > self.limits.rows or page.width > self.limits.columns * 8:
            raise _too_wide(self.name, sheet)
        held = page.to_python(skip_empty_area=False)
        merged = _merged(page)
        self.above = {}
        hidden = _is_hidden(book, sheet)
        if (
            several
            and not hidden
            and not _NO_NAME.match(sheet)
            and any(any(not _empty(value) for value in row) for row in held)
        ):
            self.found.append(Heading(tidy(sheet), (self._line(sheet),), 1))
        if hidden:
            self._hidden(held, sheet)
            return
        self.table += 1
        for index, values in enumerate(held):
            self._row(values, index, looks, merged)

    def _line(self, text: str) -> int:
        number = len(self.lines) + 1
        self.lines[number] = text
        return number

    def _hidden(self, held: list[list[Any]], sheet: str) -> None:
        for values in held:
            text = "\t".join(_words(value) for value in values).strip("\t")
            if not is_blank(text):
                self.doubts[self._line(text)] = f"It stands on the hidden sheet “{sheet}”."

    def _row(self, values: list[Any], index: int, looks: Looks, merged: dict[tuple[int, int], tuple[int, int]]) -> None:
        cells, texts = [], []
        for column, value in enumerate(values[: self.limits.columns]):
            origin = merged.get((index, column))
            if origin and origin != (index, column) and origin[0] < index:
                kept = self.above.get(origin) if column == origin[1] else None
                cells.append(
                    Cell(kept.pieces, kept.colour, kept.day, kept.month_only, carried=True) if kept else Cell()
                )
                texts.append("")
                continue
            cell = _cell(value, looks, (index, column))
            if origin == (index, column):
                self.above[origin] = cell
            cells.append(cell)
            texts.append(cell.flat)
        while cells and cells[-1].empty and not cells[-1].colour:
            cells.pop()
        if not any(not is_blank(text) for text in texts):
            self.table += 1
            return
        number = self._line("\t".join(texts).rstrip("\t"))
        filled = [cell for cell in cells if not cell.empty]
        if len(filled) == 1 and len(cells) == 1 and filled[0].day is None and (index, 0) not in merged:
            self.found.append(Paragraph(filled[0].flat, (number,), bold=looks.bold.get((index, 0), False)))
            return
        self.found.append(Row(tuple(cells), (number,), self.table))


def _too_wide(name: str, sheet: str) -> Problem:
    return Problem(
        f"The sheet “{sheet}” of {name} has more rows or columns than any plan.",
        why="Most of them are empty or hold something else, and reading them would stop the service for everyone.",
        do="Copy the rows of the plan to a new workbook and import that.",
    )


def _is_hidden(book: Any, sheet: str) -> bool:
    return any(one.name == sheet and "Visible" not in str(one.visible).split(".")[-1] for one in book.sheets_metadata)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))


def _merged(page: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of a merged range, where the range begins."""
    found = {}
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        if (bottom - top + 1) * (right - left + 1) > 10_000:  # noqa: PLR2004 - a merged background, not a cell
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found[row, column] = (top, left)
    return found


def _cell(value: Any, looks: Looks, at: tuple[int, int]) -> Cell:
    colour = looks.colours.get(at, "")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        month_only = at in looks.month_only
        return Cell((Piece(f"{value:%b-%y}" if month_only else f"{value:%d/%m/%Y}"),), colour, value, month_only)
    text = _words(value)
    if at in looks.struck and text:
        text = f"~~{text}~~"
    cell = cell_from_text(text)
    return Cell(cell.pieces, colour)


def _words(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {True: "Yes", False: "No"}.get(value, "") if value is not None else ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"  # noqa: PLR2004
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
