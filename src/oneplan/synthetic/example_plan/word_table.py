"""Tables in the Word document: fixed columns, repeated header rows, shaded cells, lists inside cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.shared import Emu, RGBColor

from oneplan.synthetic.example_plan.blocks import Cell, CellLook, Line, LineKind, Row, Table
from oneplan.synthetic.example_plan.word_marks import element
from oneplan.synthetic.example_plan.word_styles import (
    CELL,
    CELL_BULLET,
    CELL_SUB_BULLET,
    DARK,
    PALE,
    PALER,
    shading,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

FILLS = {CellLook.HEADER: DARK, CellLook.LABEL: PALER, CellLook.BANNER: PALE}
STYLES = {
    LineKind.PLAIN: CELL,
    LineKind.LABEL: CELL,
    LineKind.BULLET: CELL_BULLET,
    LineKind.SUB_BULLET: CELL_SUB_BULLET,
}
STYLE_IDS = {kind: name.replace(" ", "") for kind, name in STYLES.items()}
WHITE = RGBColor(255, 255, 255)
BOLD = re.compile(r"\*\*(.+?)\*\*")


def add_table(document: WordDocument, table: Table, width: int) -> None:
    """The document ends with the table, as wide as the text, and a small space."""
    made = document.add_table(rows=0, cols=len(table.shares), style="Table Grid")
    made.autofit = False
    widths = [width * share // sum(table.shares) for share in table.shares]
    for column, column_width in zip(made.columns, widths, strict=True):
        column.width = Emu(column_width)
    made._tbl.tblPr.append(element("tblCaption", val=table.name))  # noqa: SLF001 - the library offers no caption
    for row in table.rows:
        _fill_row(made.add_row(), row, widths)
    document.add_paragraph(style=CELL)


def add_runs(paragraph: Paragraph, line: Line) -> None:
    """The paragraph holds the line's words, bold where it says so."""
    for place, part in enumerate(BOLD.split(line.text)):
        if part:
            run = paragraph.add_run(part)
            run.bold = True if place % 2 or line.kind is LineKind.LABEL else None


def _fill_row(made: Any, row: Row, widths: list[int]) -> None:
    properties = made._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no row properties
    if row.stays_whole:
        properties.append(element("cantSplit"))
    if row.is_header:
        properties.append(element("tblHeader"))
    cells, place = made.cells, 0
    for cell in row.cells:
        target = cells[place]
        if cell.span > 1:
            target = target.merge(cells[place + cell.span - 1])
        target.width = Emu(sum(widths[place : place + cell.span]))
        _fill_cell(target, cell)
        place += cell.span


def _fill_cell(target: Any, cell: Cell) -> None:
    fill = cell.fill or FILLS.get(cell.look, "")
    if fill:
        target._tc.get_or_add_tcPr().append(shading(fill))  # noqa: SLF001 - the library offers no shading
    for number, line in enumerate(cell.lines):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph._p.style = STYLE_IDS[line.kind]  # noqa: SLF001 - looking each up by name takes seconds
        add_runs(paragraph, line)
        if cell.look is not CellLook.BODY:
            _emphasise(paragraph, white=cell.look is CellLook.HEADER)


def _emphasise(paragraph: Paragraph, *, white: bool) -> None:
    for run in paragraph.runs:
        run.bold = True
        if white:
            run.font.color.rgb = WHITE
